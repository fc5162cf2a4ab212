-- What a store's latency does: import from a pipe, and the increment of a backup in a second cluster, against the tools
-- that have one write under way at a time (`rbd import -`, `rbd export-diff | rbd import-diff -`). First as it is, then
-- with 2 ms before each operation of an OSD. Half of the image changes. Then all images of a pool, in each of which
-- little changes. Two clusters of one node, raised and removed here. As root.
--
--   cephlua --yes Benchmarks/latency.lua [ROUNDS [MIB]]                (default 5 rounds, 1024 MiB)
local contest = require "contest"
local node = require "node"

local rounds = math.tointeger(arg[1]) or 5
local size = (math.tointeger(arg[2]) or 1024) * MiB
local DELAY = 0.002
local IMAGES <const>, CHANGE <const> = 8, 16 * MiB
local POOL = "benchmark"

local folder = fs.temporary_directory "cephlua-latency"
local file = folder .. "/random"

local function closer(fn) return setmetatable({}, { __close = fn }) end

local function write_file()
  local source <close> = assert(io.open("/dev/urandom", "rb"))
  local target <close> = assert(io.open(file, "wb"))
  for _ = 1, size, 16 * MiB do target:write(source:read(16 * MiB)) end
end

-- New data in every second object of an image.
local function change(pool, name)
  local source <close> = assert(io.open("/dev/urandom", "rb"))
  local image <close> = rbd.open(pool, name)
  for offset = 0, size - 1, 8 * MiB do image:write(offset, source:read(4 * MiB)) end
end

local function remove(pool, name)
  if not rbd.find_image(pool, name) then return end
  do
    local image <close> = rbd.open(pool, name)
    image:purge_snapshots()
  end
  rbd.remove(pool, name)
end

local function import(cluster, what)
  local function from_pipe(argv) return table.move(argv, 1, #argv, 5, { "sh", "-c", 'cat "$0" | "$@"', file }) end
  contest.hold({
    what = "import from a pipe, " .. what, prepare = function() remove(cluster.pool, "a") end,
  }, rounds, {
    { who = "cephlua", argv = from_pipe(cluster:playbook("import", "-", POOL .. "/a")) },
    { who = "rbd import -", argv = from_pipe(cluster:rbd("import", "-", POOL .. "/a")) },
  })
  remove(cluster.pool, "a")
end

local function line(argv) return table.concat(argv, " ") end

-- What a script does with `rbd` for one image: a snapshot, the copy, the snapshot before is removed.
local function by_rbd(from, to, pool, name, round)
  local point, before = ("%s/%s@%d"):format(pool, name, round), ("%s/%s@%d"):format(pool, name, round - 1)
  local export = from:rbd("export-diff", point, "-")
  if round > 0 then table.move({ "--from-snap", tostring(round - 1) }, 1, 2, #export + 1, export) end
  local commands = {
    line(from:rbd("snap", "create", point)),
    line(export) .. " | " .. line(to:rbd("import-diff", "-", POOL .. "/" .. name)),
  }
  if round > 0 then commands[3] = line(from:rbd("snap", "rm", before)) end
  return table.concat(commands, "\n")
end

local function bash(text) process.run({ "bash", "-o", "pipefail", "-ec", text }, { timeout = 10 * minutes }) end

-- Each contender has an image and a backup of its own; the first round, which is not counted, copies the whole image.
local function increments(from, to, what)
  local pool, target = from.pool, to.pool
  for _, name in ipairs { "ours", "theirs" } do rbd.create(pool, name, { size = size }) end
  rbd.create(target, "theirs", { size = size })
  local function ours()
    process.run({ node.program, "-e", ([[
      local from <close> = ceph.connect { conf = %q, keyring = %q }
      local to <close> = ceph.connect { conf = %q, keyring = %q }
      local pool <close> = from:open_pool %q
      local target <close> = to:open_pool %q
      rbd.backup(pool, "ours", { to_pool = target })
    ]]):format(from.conf, from.keyring, to.conf, to.keyring, POOL, POOL) }, { timeout = 10 * minutes })
  end
  local function theirs(round) bash(by_rbd(from, to, POOL, "theirs", round)) end
  contest.hold({
    what = "increment of a backup, " .. what, prepare = function(each) change(pool, each.image) end,
  }, rounds, {
    { who = "cephlua", image = "ours", run = ours },
    { who = "rbd export-diff | rbd import-diff", image = "theirs", run = theirs },
  })
  for _, name in ipairs { "ours", "theirs" } do
    remove(pool, name)
    remove(target, name == "ours" and "backup." .. POOL .. ".ours" or name)
  end
end

-- A pool's images, one pool for each contender. `rbd` is called for one image after the other, as scripts do.
local function pools(from, to, what)
  local names, held = {}, { ours = {}, theirs = {} }
  for number = 1, IMAGES do names[number] = "image-" .. number end
  for name in pairs(held) do
    from.cluster:create_pool { name = name, pg_num = 8, size = 1, autoscale = "off", application = "rbd" }
    held[name] = from.cluster:open_pool(name)
    for _, image in ipairs(names) do rbd.create(held[name], image, { size = CHANGE * 4 }) end
  end
  for _, image in ipairs(names) do rbd.create(to.pool, image, { size = CHANGE * 4 }) end
  local function write(each)
    local source <close> = assert(io.open("/dev/urandom", "rb"))
    for _, name in ipairs(names) do
      local image <close> = rbd.open(held[each.pool], name)
      for offset = 0, CHANGE - 1, 4 * MiB do image:write(offset * 2, source:read(4 * MiB)) end
    end
  end
  contest.hold({
    what = ("increments of %d images, 16 MiB of each changed, %s"):format(IMAGES, what), prepare = write,
  }, rounds, {
    {
      who = "cephlua", pool = "ours",
      argv = from:words({ node.program, node.playbooks .. "/backup.lua", "ours", "--quiet" },
        { "--to-conf", to.conf, "--to-keyring", to.keyring, "--pool", POOL }),
    },
    {
      who = "rbd export-diff | rbd import-diff", pool = "theirs",
      run = function(round)
        local text = {}
        for number, name in ipairs(names) do text[number] = by_rbd(from, to, "theirs", name, round) end
        bash(table.concat(text, "\n"))
      end,
    },
  })
end

do
  local _folder <close> = closer(function() fs.remove(folder, { recursive = true }) end)
  local from <close> = node.up { folder = folder, name = "latency-a", port = 46300, pool = POOL }
  local to <close> = node.up { folder = folder, name = "latency-b", port = 46400, pool = POOL }
  write_file()
  for _, delay in ipairs { 0, DELAY } do
    local what = delay == 0 and "no latency but the store's own" or ("%g ms before each operation"):format(delay * 1000)
    from:delay(delay)
    to:delay(delay)
    import(from, what)
    increments(from, to, what)
    if delay == 0 then pools(from, to, what) end
  end
end
