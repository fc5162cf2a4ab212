--- Images in an RBD pool, laid out as Glance's own store does it: one RBD image for each, named by its id, objects of
--- 8 MiB, and a protected snapshot "snap" that volumes and servers are cloned from.
local errors = require "errors"
local location = require "store.location"
local rbd = require "rbd"

local SNAPSHOT = "snap"

local Store = {}
Store.__index = Store

function Store.new(given)
  return setmetatable({
    pool = given.pool or errors.raise {
      code = "USAGE", operation = "store.rbd", target = "option \"pool\"", message = "it is missing",
      hint = "pool = cluster:open_pool \"images\"",
    },
    chunk = given.chunk or 8 * 1024 * 1024, id = given.id, features = given.features,
  }, Store)
end

function Store.get_schemes() return { "rbd" } end

-- The pool and names behind a URL; another cluster's, or another pool's, are not this store's.
local function find(self, url)
  local parts = location.parse_rbd(url)
  local fsid = self.pool.cluster.fsid
  if parts.fsid and parts.fsid ~= fsid or parts.pool and parts.pool ~= self.pool.name then
    errors.raise {
      code = "EXDEV", operation = "find image", target = url,
      message = ("this store is pool %s of cluster %s"):format(self.pool.name, fsid),
    }
  end
  return parts.image, parts.snapshot
end

-- A clone needs a snapshot that stays.
local function seal(self, name)
  local image <close> = rbd.open(self.pool, name)
  image:create_snapshot(SNAPSHOT)
  image:protect(SNAPSHOT)
end

local function take_back(self, name)
  local ok = pcall(function()
    local image <close> = rbd.open(self.pool, name)
    for _, snapshot in ipairs(image:snapshots()) do
      if snapshot.is_protected then image:unprotect(snapshot.name) end
      image:remove_snapshot(snapshot.name)
    end
  end)
  return pcall(rbd.remove, self.pool, name) and ok
end

function Store:add(id, source, options)
  options = options or {}
  local made = rbd.import(self.pool, id, {
    from = source, size = options.size, object_size = self.chunk, features = self.features,
    digests = { "md5", "sha512" }, verify = options.verify, timeout = options.timeout,
  })
  local ok, problem = pcall(seal, self, id)
  if not ok then
    take_back(self, id)
    error(problem, 0)
  end
  return {
    location = location.rbd(self.pool.cluster.fsid, self.pool.name, id, SNAPSHOT),
    size = made.bytes, checksum = made.digests.md5, hash_algorithm = "sha512", hash = made.digests.sha512,
    metadata = self.id and { store = self.id } or {},
  }
end

function Store:get_size(url)
  local name, snapshot = find(self, url)
  local image <close> = rbd.open(self.pool, name, { snapshot = snapshot, read_only = true })
  return image:info().size
end

function Store:get(url, options)
  options = options or {}
  local name, snapshot = find(self, url)
  local image = rbd.open(self.pool, name, { snapshot = snapshot, read_only = true })
  local at, rest = options.offset or 0, options.length or math.huge
  local function next_chunk()
    if rest <= 0 then return nil end
    local data = image:read(at, math.min(self.chunk, rest))
    at, rest = at + #data, rest - #data
    return #data > 0 and data or nil
  end
  return next_chunk, nil, nil, image
end

function Store:save(url, path, options)
  local name, snapshot = find(self, url)
  return rbd.export(self.pool, name, {
    to = path, snapshot = snapshot, replace = options and options.replace, timeout = options and options.timeout,
  }).bytes
end

local function in_use(url, problem)
  errors.raise {
    code = "EBUSY", operation = "delete image", target = url, cause = problem,
    message = "volumes or servers are clones of it",
    hint = "rbd.explain(pool, name) says which. Remove or flatten them first.",
  }
end

-- Raises unless the snapshot is gone afterwards.
local function remove_snapshot(self, url, name, snapshot)
  local image <close> = rbd.open(self.pool, name)
  local ok, problem = pcall(function()
    if image:is_protected(snapshot) then image:unprotect(snapshot) end
    image:remove_snapshot(snapshot)
  end)
  if ok or problem.code == "ENOENT" then return end
  if problem.code == "EBUSY" then in_use(url, problem) end
  error(problem, 0)
end

function Store:delete(url)
  local name, snapshot = find(self, url)
  if snapshot then remove_snapshot(self, url, name, snapshot) end
  local ok, problem = pcall(rbd.remove, self.pool, name)
  if ok then return end
  -- Snapshots of somebody else: they keep their data, and the name becomes free.
  if problem.code == "ENOTEMPTY" then return rbd.move_to_trash(self.pool, name) end
  if problem.code == "EBUSY" then in_use(url, problem) end
  error(problem, 0)
end

-- RBD has no access lists of images: who may read is the pool's caps.
function Store.set_acls() end

return require "store.checked"(Store)
