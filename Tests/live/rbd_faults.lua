--- What breaks while images are moved. On two clusters of one node that this raises and removes: here a daemon may be
--- killed without anybody else being hurt. An argument is a pattern: only tests whose names fit are run.
local lab = require "lab"
local breakable = require "breakable"

local POOL = "faults"
local from <close> = breakable.up { name = "faults-a", port = 46600, pool = POOL }
local to <close> = breakable.up { name = "faults-b", port = 46700, pool = POOL }
local pool, target = from.pool, to.pool
local file, output = lab.scratch .. "/disk.raw", lab.scratch .. "/output.raw"
local SIZE, CLONES = 48 * MiB, 120
local BACKUP = "backup." .. POOL .. ".vm"

-- What a process does that is to be disturbed. It opens both clusters.
local worker = ([[
local function open(state)
  local cluster = ceph.connect { conf = state .. "/client.conf", keyring = state .. "/etc/ceph.client.admin.keyring" }
  return cluster:open_pool %q
end
local pool, target = open %q, open %q
local file, output, clones = %q, %q, %d
local timeout = arg[1] ~= "" and arg[1] or nil
]]):format(POOL, from.state, to.state, file, output, CLONES)

local function sha256(path) return process.run({ "sha256sum", path }).stdout:match "^%x+" end

local function image_sha256(name)
  local path = lab.scratch .. "/compared"
  rbd.export(pool, name, { to = path, replace = true })
  local digest = sha256(path)
  fs.remove(path)
  return digest
end

local function images(where)
  local names = {}
  for _, image in ipairs(rbd.images(where)) do names[image.name] = true end
  return names
end

local function output_files()
  local found = 0
  for _, entry in ipairs(fs.list(lab.scratch)) do
    if entry.name:find "output" then found = found + 1 end
  end
  return found
end

-- A name that a dead client still watches is free after half a minute.
local function remove(where, name)
  tasks.wait_until(function()
    if not rbd.find_image(where, name) then return true end
    pcall(function()
      local image <close> = rbd.open(where, name)
      image:purge_snapshots()
    end)
    return (pcall(rbd.remove, where, name))
  end, { every = 1, timeout = 90, what = "the removal of " .. name })
end

local operations = {
  {
    name = "import", cluster = from,
    code = [[rbd.import(pool, "new", { from = file, rate = "12MiB", timeout = timeout })]],
    has_begun = function() return images(pool)["new"] end,
    is_done = function() return image_sha256 "new" == sha256(file) end,
    clean = function() remove(pool, "new") end,
    leaves_nothing = function() return not images(pool)["new"] end,
  },
  {
    name = "import with resume", cluster = from,
    code = [[rbd.import(pool, "new", { from = file, rate = "12MiB", timeout = timeout, resume = true })]],
    has_begun = function() return images(pool)["new"] end,
    is_done = function() return image_sha256 "new" == sha256(file) end,
    clean = function() remove(pool, "new") end,
  },
  {
    name = "export", cluster = from,
    code = [[rbd.export(pool, "vm", { to = output, rate = "12MiB", timeout = timeout })]],
    has_begun = function() return output_files() > 0 end,
    is_done = function() return sha256(output) == sha256(file) end,
    clean = function()
      for _, entry in ipairs(fs.list(lab.scratch)) do
        if entry.name:find "output" then fs.remove(lab.scratch .. "/" .. entry.name) end
      end
    end,
    leaves_nothing = function() return output_files() == 0 end,
  },
  {
    name = "clone_many", cluster = from,
    code = [[rbd.clone_many { parent_pool = pool, parent = "vm", snapshot = "snap", prefix = "c-", count = clones,
      in_flight = 2, timeout = timeout }]],
    has_begun = function() return next(images(pool), "vm") ~= nil or next(images(pool)) ~= "vm" end,
    is_done = function()
      local count = 0
      for name in pairs(images(pool)) do
        if name:find "^c%-" then
          count = count + 1
          local clone <close> = rbd.open(pool, name, { read_only = true })
          assert(clone:parent().image == "vm", name)
        end
      end
      return count == CLONES
    end,
    clean = function()
      local names = {}
      for name in pairs(images(pool)) do
        if name:find "^c%-" then names[#names + 1] = name end
      end
      if #names == 0 then return end
      tasks.wait_until(function()
        local left = rbd.remove_many { pool = pool, names = names }.failed
        names = {}
        for _, each in ipairs(left) do
          if rbd.find_image(pool, each.name) then names[#names + 1] = each.name end
        end
        return #names == 0
      end, { every = 1, timeout = 90, what = "the removal of the clones" })
    end,
  },
  {
    name = "backup", cluster = to,
    code = [[rbd.backup(pool, "vm", { to_pool = target, rate = "12MiB", timeout = timeout })]],
    has_begun = function() return images(target)[BACKUP] end,
    is_done = function()
      rbd.verify_backup(target, BACKUP)
      rbd.restore(target, BACKUP, { to_pool = pool, to_name = "new" })
      local same = image_sha256 "new" == sha256(file)
      remove(pool, "new")
      return same
    end,
    clean = function() remove(target, BACKUP) end,
  },
  {
    name = "restore", cluster = to,
    prepare = function() rbd.backup(pool, "vm", { to_pool = target }) end,
    code = ([[rbd.restore(target, %q, { to_pool = pool, to_name = "new", rate = "12MiB", timeout = timeout })]])
      :format(BACKUP),
    has_begun = function() return images(pool)["new"] end,
    is_done = function() return image_sha256 "new" == sha256(file) end,
    clean = function()
      remove(pool, "new")
      remove(target, BACKUP)
    end,
    leaves_nothing = function() return not images(pool)["new"] end,
  },
}

-- Starts one as a process of its own, and waits until it works; gives its pid and what waits for it.
local function start(operation, timeout)
  local pid_file = lab.scratch .. "/pid"
  fs.remove(pid_file)
  local run = tasks.spawn(function()
    return process.run({
      "sh", "-c", 'echo $$ >"$0"; exec "$@"', pid_file, lab.program, "-e", worker .. operation.code, timeout or "",
    }, { check = false, timeout = 3 * minutes })
  end)
  tasks.wait_until(operation.has_begun, { every = 0.02, timeout = 20, what = operation.name .. " to begin" })
  tasks.sleep(0.5)
  return math.tointeger(tonumber(fs.read(pid_file))), function()
    local result = run:wait()
    result.text = result.stderr .. result.stdout
    return result
  end
end

-- One test of one operation, from a clean place to a clean place.
local function test(operation, what, body)
  local name = operation.name .. ": " .. what
  if arg[1] and not name:find(arg[1]) then return end
  lab.test(name, function()
    if operation.prepare then operation.prepare() end
    local ok, problem = pcall(body)
    operation.cluster:mend()
    operation.clean()
    if not ok then error(problem, 0) end
  end)
end

-- What stands there after an operation ended before its time: nothing, or what it says.
local function check_rest(operation, result)
  if operation.leaves_nothing and not operation.leaves_nothing() then
    lab.expect(result.text, "is not complete")
    lab.expect(result.text, "remove it")
  end
end

local function finishes(operation, disturb)
  local _, wait = start(operation)
  disturb(operation.cluster)
  local result = wait()
  lab.expect_status(result, 0)
  assert(operation.is_done(), "what was made is not what it was made of")
end

do
  local out <close> = assert(io.open(file, "wb"))
  local random <close> = assert(io.open("/dev/urandom", "rb"))
  out:write(random:read(SIZE // 2), ("\0"):rep(SIZE // 4), random:read(SIZE // 4))
end
rbd.import(pool, "vm", { from = file })
do
  local image <close> = rbd.open(pool, "vm")
  image:create_snapshot "snap"
end

for _, operation in ipairs(operations) do
  for _, killed in ipairs { { "ceph-osd", "the OSD" }, { "ceph-mon", "the only monitor" } } do
    local daemon, what = table.unpack(killed)
    test(operation, what .. " is killed, and comes back", function()
      finishes(operation, function(cluster)
        cluster:kill(daemon)
        tasks.sleep(2)
        cluster:start(daemon)
      end)
    end)
  end

  test(operation, "monitor and OSD are still for some seconds", function()
    finishes(operation, function(cluster)
      cluster:signal("ceph-mon", "STOP")
      cluster:signal("ceph-osd", "STOP")
      tasks.sleep(4)
      cluster:signal("ceph-osd", "CONT")
      cluster:signal("ceph-mon", "CONT")
    end)
  end)

  test(operation, "the OSD does not come back: it ends with its deadline", function()
    local _, wait = start(operation, "5s")
    operation.cluster:kill "ceph-osd"
    local began = clock.monotonic()
    local result = wait()
    lab.expect_status(result, 1)
    lab.expect(result.text, "ETIMEDOUT")
    assert(clock.monotonic() - began < 40, "it did not end with its deadline")
    operation.cluster:mend()
    check_rest(operation, result)
  end)

  test(operation, "^C", function()
    local pid, wait = start(operation)
    process.kill(pid, { signal = "INT" })
    local result = wait()
    lab.expect_status(result, 130)
    check_rest(operation, result)
  end)

  test(operation, "kill -9, and once more", function()
    local pid, wait = start(operation)
    process.kill(pid, { signal = "KILL" })
    lab.expect_status(wait(), 137)
    -- A backup goes on where it was; what an import began is in the way, and says so.
    if operation.name == "import" or operation.name == "restore" then
      local again = lab.cephlua { "-e", worker .. operation.code, "" }
      lab.expect_status(again, 1)
      lab.expect(again.text, "EEXIST")
      remove(pool, "new")
    elseif operation.name == "clone_many" then
      operation.clean()
    end
    lab.expect_status(lab.cephlua { "-e", worker .. operation.code, "" }, 0)
    assert(operation.is_done(), "what was made is not what it was made of")
  end)
end

-- Those that write.
for _, operation in ipairs(operations) do
  if operation.name == "import" or operation.name == "backup" then
    test(operation, "the cluster is full: it ends with its deadline, and goes on when there is room", function()
      operation.cluster:set_full(true)
      tasks.wait_until(function() return operation.cluster:is_full() end,
        { every = 0.2, timeout = 60, what = "a full OSD" })
      local result = lab.cephlua { "-e", worker .. operation.code, "8s" }
      operation.cluster:mend()
      lab.expect_status(result, 1)
      assert(result.text:find "ETIMEDOUT" or result.text:find "ENOSPC" or result.text:find "EDQUOT", result.text)
      operation.clean()
      lab.expect_status(lab.cephlua { "-e", worker .. operation.code, "" }, 0)
      assert(operation.is_done(), "what was made is not what it was made of")
    end)
  end
end

lab.finish()
