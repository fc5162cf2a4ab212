-- Moving images, and cloning them: this program against rbd, qemu-img and python3-rbd, on a cluster of one node that
-- this raises and removes. Whole processes, but for the clones. As root.
--
--   cephlua --yes Benchmarks/rbd.lua [ROUNDS [MIB [CLONES]]]          (default 5 rounds, 1024 MiB, 200 clones)

local contest = require "contest"
local node = require "node"
local statistics = require "statistics"

local rounds = math.tointeger(arg[1]) or 5
local size = (math.tointeger(arg[2]) or 1024) * MiB
local count = math.tointeger(arg[3]) or 200
local THREADS = { 8, 16, 32, 64 }
local POOL = "benchmark"

local here = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".")
local folder = fs.temporary_directory "cephlua-rbd"
local random, half, output = folder .. "/random", folder .. "/half", folder .. "/output"

local function closer(fn) return setmetatable({}, { __close = fn }) end

-- One file without a zero, and one of the same size with a hole of 8 MiB after each 8 MiB.
local function write_files()
  local source <close> = assert(io.open("/dev/urandom", "rb"))
  local one <close> = assert(io.open(random, "wb"))
  local two <close> = assert(io.open(half, "wb"))
  for offset = 0, size - 1, 16 * MiB do
    local block = source:read(math.min(16 * MiB, size - offset))
    one:write(block)
    two:seek("set", offset)
    two:write(block:sub(1, 8 * MiB))
  end
  two:close()
  process.run { "truncate", "--size", tostring(size), half }
end

local function in_shell(script, first, argv) return table.move(argv, 1, #argv, 5, { "sh", "-c", script, first }) end
local function from_pipe(file, argv) return in_shell('cat "$0" | "$@"', file, argv) end
local function and_sync(file, argv) return in_shell('"$@" && sync "$0"', file, argv) end

local function qemu(cluster, from)
  local target = ("rbd:%s/a:conf=%s:keyring=%s"):format(POOL, cluster.conf, cluster.keyring)
  return { "qemu-img", "convert", "-f", "raw", "-O", "raw", "-m", "16", "-W", from, target }
end

local function works(cluster)
  local spec = POOL .. "/a"
  local function ours(...) return cluster:playbook(...) end
  local function theirs(...) return cluster:rbd(...) end
  return {
    { what = "import, no zeros",
      { who = "cephlua", argv = ours("import", random, spec) },
      { who = "cephlua, with objects", argv = ours("import", random, spec, "--digests", "objects") },
      { who = "rbd import", argv = theirs("import", random, spec) },
      { who = "qemu-img -m 16 -W", argv = qemu(cluster, random), needs = "qemu-img" } },
    { what = "import, half holes",
      { who = "cephlua", argv = ours("import", half, spec) },
      { who = "rbd import", argv = theirs("import", half, spec) },
      { who = "qemu-img -m 16 -W", argv = qemu(cluster, half), needs = "qemu-img" } },
    { what = "import from a pipe",
      { who = "cephlua", argv = from_pipe(random, ours("import", "-", spec)) },
      { who = "rbd import -", argv = from_pipe(random, theirs("import", "-", spec)) } },
    { what = "export, half holes", source = half,
      { who = "cephlua", argv = ours("export", spec, output) },
      { who = "rbd export", argv = theirs("export", spec, output) },
      { who = "rbd export, sync", argv = and_sync(output, theirs("export", spec, output)) } },
    { what = "copy, no zeros", source = random,
      { who = "cephlua", argv = ours("copy", spec, POOL .. "/b") },
      { who = "rbd cp", argv = theirs("cp", spec, POOL .. "/b") } },
  }
end

local function remove(pool, name)
  if rbd.find_image(pool, name) then rbd.remove(pool, name) end
end

local function measure(cluster, pool, work)
  function work.cpu() return cluster:cpu() end
  function work.prepare()
    remove(pool, "a")
    remove(pool, "b")
    fs.remove(output)
    if work.source then rbd.import(pool, "a", { from = work.source }) end
  end
  function work.value(median) return ("%.0f"):format(size / 1e6 / median) end
  work.unit = "MB/s"
  contest.hold(work, rounds, work)
end

-- Peak memory of a process that does nothing else.
local function peak(cluster, code)
  local result = process.run({ node.program, "-e", ([[
    local cluster <close> = ceph.connect { conf = %q, keyring = %q }
    local pool <close> = cluster:open_pool %q
    local random, output = %q, %q
    %s
    print(fs.read("/proc/self/status"):match "VmHWM:%%s*(%%d+)" // 1024)
  ]]):format(cluster.conf, cluster.keyring, POOL, random, output, code) }, { timeout = 10 * minutes })
  return math.tointeger(tonumber(result.stdout))
end

local function measure_memory(cluster, pool)
  remove(pool, "a")
  local import = peak(cluster, 'rbd.import(pool, "a", { from = random, digests = { "objects", "sha256" } })')
  local export = peak(cluster, 'rbd.export(pool, "a", { to = output, replace = true, digests = { "objects" } })')
  remove(pool, "b")
  local copy = peak(cluster, 'rbd.copy(pool, "a", { to_name = "b" })')
  print(("\nPeak memory of a process: %d MiB importing, %d exporting, %d copying"):format(import, export, copy))
end

local function measure_clones(cluster, pool)
  local names = {}
  for number = 1, count do names[number] = "clone-" .. number end
  local contenders = {}
  local function contender(who, run) contenders[#contenders + 1] = { who = who, run = run } end
  local function own(in_flight)
    return rbd.clone_many({
      parent_pool = pool, parent = "base", snapshot = "snap", names = names, in_flight = in_flight,
    }).seconds
  end
  contender("cephlua", function() return own() end)
  for _, threads in ipairs(THREADS) do
    contender(("cephlua, in_flight %d"):format(threads), function() return own(threads) end)
  end
  contender("rbd clone, one after the other", function()
    for _, name in ipairs(names) do
      local from, to = POOL .. "/base@snap", POOL .. "/" .. name
      process.run(cluster:rbd("clone", "--rbd-default-clone-format", "2", from, to))
    end
  end)
  for _, threads in ipairs(THREADS) do
    contender(("python3-rbd, %d threads"):format(threads), function()
      local result = process.run({
        "/usr/bin/python3", here .. "/peers/rbd_clone.py", cluster.conf, cluster.keyring, POOL, tostring(count),
        tostring(threads),
      }, { timeout = 10 * minutes })
      return tonumber(result.stdout)
    end)
  end
  rbd.create(pool, "base", { size = 64 * MiB })
  do
    local base <close> = rbd.open(pool, "base")
    base:create_snapshot "snap"
  end
  contest.hold({
    what = ("%d clones"):format(count), unit = "clones/s",
    value = function(median) return ("%.0f"):format(count / median) end,
    prepare = function()
      local present = {}
      for _, name in ipairs(names) do
        if rbd.find_image(pool, name) then present[#present + 1] = name end
      end
      assert(#present == 0 or #present == count, "not all clones were made")
      if #present > 0 then rbd.remove_many { pool = pool, names = present } end
    end,
  }, rounds, contenders)
end

local function measure_limit(cluster)
  local bandwidths = {}
  for round = 1, rounds do
    local result = process.run(cluster:words {
      "rados", "--pool", POOL, "bench", "3", "write", "-b", "4194304", "-t", "16",
    }, { timeout = 5 * minutes })
    bandwidths[round] = tonumber(result.stdout:match "Bandwidth %(MB/sec%):%s*([%d.]+)")
  end
  local text = statistics.text(bandwidths, "%.0f")
  print(("\nThe limit, rados bench of 4 MiB objects, 16 in flight: %s MiB/s"):format(text))
end

do
  local _folder <close> = closer(function() fs.remove(folder, { recursive = true }) end)
  local cluster <close> = node.up { folder = folder, name = "benchmark", port = 46300, pool = POOL }
  local pool <close> = cluster.pool
  write_files()
  for _, work in ipairs(works(cluster)) do measure(cluster, pool, work) end
  measure_memory(cluster, pool)
  remove(pool, "a")
  measure_limit(cluster)
  measure_clones(cluster, pool)
end
