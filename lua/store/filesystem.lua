--- Images as files of a folder, as Glance's store of that name keeps them.
local errors = require "errors"
local fs = require "fs"
local location = require "store.location"
local units = require "units"

local Store = {}
Store.__index = Store

function Store.new(given)
  local folder = given.folder or errors.raise {
    code = "USAGE", operation = "store.filesystem", target = 'option "folder"', message = "it is missing",
  }
  return setmetatable({ folder = folder, mode = given.mode or "0640", owner = given.owner, id = given.id }, Store)
end

function Store.get_schemes() return { "file", "filesystem" } end

local function path_of(self, url)
  local path = location.parse_file(url)
  local real = fs.real_path(path)
  local folder = fs.real_path(self.folder)
  if real and folder and real:sub(1, #folder + 1) == folder .. "/" then return real end
  errors.raise {
    code = real and "EXDEV" or "ENOENT", operation = "find image", target = url,
    message = real and ("it is not in this store's folder, %s"):format(self.folder) or "there is no such file",
  }
end

function Store:add(id, source, options)
  if id:find "/" or id == "." or id == ".." then
    errors.raise { code = "EINVAL", operation = "add image", target = id, message = "it cannot be the name of a file" }
  end
  local path = self.folder .. "/" .. id
  if fs.exists(path) then
    errors.raise { code = "EEXIST", operation = "add image", target = path, message = "there is such a file" }
  end
  local size = fs.stat(source) and fs.stat(source).size
  local wanted = options and options.size and units.size(options.size)
  if wanted and wanted ~= size then
    errors.raise {
      code = "EINVAL", operation = "add image", target = source,
      message = ("it has %d bytes, not %d"):format(size or 0, wanted),
    }
  end
  fs.copy(source, path, { mode = self.mode, owner = self.owner })
  local digests = fs.digests(path, { "md5", "sha512" })
  return {
    location = location.file(path), size = fs.stat(path).size, checksum = digests.md5, hash_algorithm = "sha512",
    hash = digests.sha512, metadata = self.id and { store = self.id } or {},
  }
end

function Store:get_size(url) return fs.stat(path_of(self, url)).size end

function Store:get(url, options)
  options = options or {}
  local path = path_of(self, url)
  local file, message = io.open(path, "rb")
  if not file then errors.raise { code = "EIO", operation = "read image", target = url, message = message } end
  file:seek("set", options.offset or 0)
  local rest = options.length or math.huge
  local function next_chunk()
    if rest <= 0 then return nil end
    local data = file:read(math.min(8 * 1024 * 1024, rest))
    if data then rest = rest - #data end
    return data
  end
  return next_chunk, nil, nil, file
end

function Store:save(url, path)
  local source = path_of(self, url)
  fs.copy(source, path)
  return fs.stat(path).size
end

function Store:delete(url) fs.remove(path_of(self, url)) end

function Store:set_acls(url, options)
  options = options or {}
  fs.set_attributes(path_of(self, url), { mode = options.mode or self.mode, owner = options.owner or self.owner })
end

return require "store.checked"(Store)
