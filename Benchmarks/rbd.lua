-- Moving images, and cloning them: this program against rbd, qemu-img and python3-rbd, on a cluster of one node that
-- this raises and removes (playbooks/lab/ceph.lua). The contenders take turns; whole processes, but for the clones; a
-- first round is not counted. As root.
--
--   cephlua --yes Benchmarks/rbd.lua [ROUNDS [MIB [CLONES]]]          (default 5 rounds, 1024 MiB, 200 clones)

local statistics = require "statistics"

local rounds = math.tointeger(arg[1]) or 5
local size = (math.tointeger(arg[2]) or 1024) * MiB
local count = math.tointeger(arg[3]) or 200
local THREADS = { 8, 16, 32, 64 }
local POOL = "benchmark"

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local here = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".")
local folder = fs.temporary_directory "cephlua-rbd"
local state = folder .. "/ceph-benchmark"
local conf, keyring = state .. "/client.conf", state .. "/etc/ceph.client.admin.keyring"
local random, half, output = folder .. "/random", folder .. "/half", folder .. "/output"

local function closer(fn) return setmetatable({}, { __close = fn }) end

local function words(...)
  local all = {}
  for _, list in ipairs { ... } do table.move(list, 1, #list, #all + 1, all) end
  return all
end

local function lab(action)
  process.run({ cephlua, "--yes", here .. "/../playbooks/lab/ceph.lua", action, "--state", state, "--port", "44300" },
    { timeout = 10 * minutes })
end

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

local function ours(name, ...)
  return words({ cephlua, ("%s/../playbooks/rbd/%s.lua"):format(here, name) }, { ... },
    { "--conf", conf, "--keyring", keyring })
end
local function rbd_command(...) return words({ "rbd", "--conf", conf, "--keyring", keyring }, { ... }) end
local function from_pipe(file, argv) return words({ "sh", "-c", 'cat "$0" | "$@"', file }, argv) end
local function qemu(from)
  local target = ("rbd:%s/a:conf=%s:keyring=%s"):format(POOL, conf, keyring)
  return { "qemu-img", "convert", "-f", "raw", "-O", "raw", "-m", "16", "-W", from, target }
end

local spec = POOL .. "/a"
local works = {
  { what = "import, no zeros",
    { who = "cephlua", argv = ours("import", random, spec) },
    { who = "cephlua, with objects", argv = ours("import", random, spec, "--digests", "objects") },
    { who = "rbd import", argv = rbd_command("import", random, spec) },
    { who = "qemu-img -m 16 -W", argv = qemu(random), needs = "qemu-img" } },
  { what = "import, half holes",
    { who = "cephlua", argv = ours("import", half, spec) },
    { who = "rbd import", argv = rbd_command("import", half, spec) },
    { who = "qemu-img -m 16 -W", argv = qemu(half), needs = "qemu-img" } },
  { what = "import from a pipe",
    { who = "cephlua", argv = from_pipe(random, ours("import", "-", spec)) },
    { who = "rbd import -", argv = from_pipe(random, rbd_command("import", "-", spec)) } },
  { what = "export, half holes", source = half,
    { who = "cephlua", argv = ours("export", spec, output) },
    { who = "rbd export", argv = rbd_command("export", spec, output) },
    { who = "rbd export, sync", argv = words({ "sh", "-c", '"$@" && sync "$0"', output },
      rbd_command("export", spec, output)) } },
  { what = "copy, no zeros", source = random, copies = true,
    { who = "cephlua", argv = ours("copy", spec, POOL .. "/b") },
    { who = "rbd cp", argv = rbd_command("cp", spec, POOL .. "/b") } },
}

local function remove(pool, name)
  if rbd.find_image(pool, name) then rbd.remove(pool, name) end
end

local function measure(pool, work)
  for round = 0, rounds do
    for _, each in ipairs(work) do
      each.missing = each.needs and not process.find_command(each.needs)
      if not each.missing then
        remove(pool, "a")
        remove(pool, "b")
        fs.remove(output)
        if work.source then rbd.import(pool, "a", { from = work.source }) end
        each.times = each.times or {}
        each.times[round] = process.run(each.argv, { timeout = 10 * minutes }).seconds
      end
    end
  end
end

local function show_times(work, value)
  local rows, own = {}, nil
  for _, each in ipairs(work) do
    if each.missing then
      rows[#rows + 1] = { each.who, "not installed" }
    else
      local median = statistics.of(each.times).median
      own = own or median
      rows[#rows + 1] = { each.who, statistics.text(each.times, "%.2f"), value(median), ("%.2f"):format(median / own) }
    end
  end
  print(("\n%s, %d rounds\n"):format(work.what, rounds))
  statistics.print({ "who", "seconds, median (lowest..highest)", work.unit or "MB/s", "of cephlua's" }, rows)
end

-- Peak memory of a process that does nothing else.
local function peak(code)
  local result = process.run({ cephlua, "-e", ([[
    local cluster <close> = ceph.connect { conf = %q, keyring = %q }
    local pool <close> = cluster:open_pool %q
    local random, output = %q, %q
    %s
    print(fs.read("/proc/self/status"):match "VmHWM:%%s*(%%d+)" // 1024)]]):format(conf, keyring, POOL, random, output,
    code) }, { timeout = 10 * minutes })
  return math.tointeger(tonumber(result.stdout))
end

local function measure_memory(pool)
  remove(pool, "a")
  local import = peak 'rbd.import(pool, "a", { from = random, digests = { "objects", "sha256" } })'
  local export = peak 'rbd.export(pool, "a", { to = output, replace = true, digests = { "objects" } })'
  remove(pool, "b")
  local copy = peak 'rbd.copy(pool, "a", { to_name = "b" })'
  print(("\nPeak memory of a process: %d MiB importing, %d exporting, %d copying"):format(import, export, copy))
end

local function measure_clones(pool)
  local names = {}
  for number = 1, count do names[number] = "clone-" .. number end
  local function python(threads)
    local result = process.run({
      "/usr/bin/python3", here .. "/peers/rbd_clone.py", conf, keyring, POOL, tostring(count), tostring(threads),
    }, { timeout = 10 * minutes })
    return tonumber(result.stdout)
  end
  local work = { what = ("%d clones"):format(count), unit = "clones/s" }
  local function contender(who, fn) work[#work + 1] = { who = who, fn = fn, times = {} } end
  local function own(in_flight)
    return rbd.clone_many({
      parent_pool = pool, parent = "base", snapshot = "snap", names = names, in_flight = in_flight,
    }).seconds
  end
  contender("cephlua", own)
  for _, threads in ipairs(THREADS) do
    contender(("cephlua, in_flight %d"):format(threads), function() return own(threads) end)
  end
  contender("rbd clone, one after the other", function()
    local began = clock.monotonic()
    for _, name in ipairs(names) do
      local from, to = POOL .. "/base@snap", POOL .. "/" .. name
      process.run(rbd_command("clone", "--rbd-default-clone-format", "2", from, to))
    end
    return clock.monotonic() - began
  end)
  for _, threads in ipairs(THREADS) do
    contender(("python3-rbd, %d threads"):format(threads), function() return python(threads) end)
  end
  rbd.create(pool, "base", { size = 64 * MiB })
  do
    local base <close> = rbd.open(pool, "base")
    base:create_snapshot "snap"
  end
  for _ = 1, rounds do
    for _, each in ipairs(work) do
      table.insert(each.times, (each.fn()))
      local removed = rbd.remove_many { pool = pool, names = names }
      assert(#removed.done == count, "not all clones were made")
    end
  end
  show_times(work, function(median) return ("%.0f"):format(count / median) end)
end

local function measure_limit()
  local bandwidths = {}
  for round = 1, rounds do
    local result = process.run({
      "rados", "--conf", conf, "--keyring", keyring, "--pool", POOL, "bench", "3", "write", "-b", "4194304", "-t", "16",
    }, { timeout = 5 * minutes })
    bandwidths[round] = tonumber(result.stdout:match "Bandwidth %(MB/sec%):%s*([%d.]+)")
  end
  local text = statistics.text(bandwidths, "%.0f")
  print(("\nThe limit, rados bench of 4 MiB objects, 16 in flight: %s MiB/s"):format(text))
end

do
  local _folder <close> = closer(function() fs.remove(folder, { recursive = true }) end)
  local _lab <close> = closer(function() lab "down" end)
  lab "up"
  write_files()
  local cluster <close> = ceph.connect { conf = conf, keyring = keyring }
  cluster:create_pool { name = POOL, pg_num = 8, size = 1, autoscale = "off", application = "rbd" }
  local pool <close> = cluster:open_pool(POOL)
  for _, work in ipairs(works) do
    measure(pool, work)
    show_times(work, function(median) return ("%.0f"):format(size / 1e6 / median) end)
  end
  measure_memory(pool)
  remove(pool, "a")
  measure_limit()
  measure_clones(pool)
end
