--- The lab itself: raised again, with a host gone, killed while at work, beside another. What is on the lab is lost.
local lab = require "lab"

local function playbook_of(name, ...)
  return lab.cephlua { "--yes", lab.root .. ("playbooks/lab/%s.lua"):format(name), "--state", lab.state, ... }
end

local function boot_ids()
  local ids = {}
  for _, name in ipairs { "controller", "compute", "blockstorage", "node1", "node2", "node3", "remote" } do
    local machine <close> = lab.host(name)
    ids[name] = machine:query({ "stat", "--format=%y", "/run/systemd/system" }).stdout
  end
  return ids
end

--- Starts a playbook of the lab and kills it, as `kill -9` does, after some seconds.
local function killed_after(seconds, name)
  local path = lab.root .. ("playbooks/lab/%s.lua"):format(name)
  local pid = process.spawn({ lab.program, "--yes", path, "--state", lab.state })
  tasks.sleep(seconds)
  assert(process.kill(pid, { signal = "KILL" }), name .. " had ended already")
  process.wait(pid, { timeout = 10 })
end

local function is_ready()
  local result = playbook_of "status"
  lab.expect_status(result, 0)
  lab.expect(result.text, "ready")
end

lab.test("raised again, it stays as it is", function()
  local before = boot_ids()
  lab.expect_status(playbook_of "up", 0)
  local after = boot_ids()
  for name, id in pairs(before) do assert(after[name] == id, name .. " was booted again") end
end)

lab.test("a second lab is refused, and leaves nothing", function()
  local other = lab.scratch .. "/other"
  local result = lab.cephlua { "--yes", lab.root .. "playbooks/lab/up.lua", "--state", other }
  lab.expect_status(result, 1)
  lab.expect(result.text, "another lab is up on this machine: " .. lab.state)
  assert(not fs.exists(other))
end)

lab.test("two playbooks at once are refused", function()
  local pid = process.spawn { lab.program, "--yes", lab.root .. "playbooks/lab/up.lua", "--state", lab.state }
  tasks.sleep(0.5)
  local result = playbook_of "reset"
  lab.expect_status(result, 1)
  lab.expect(result.text, "is at work on it")
  process.wait(pid, { timeout = 60 })
end)

lab.test("a host that is gone comes back, with what it wrote", function()
  do
    local machine <close> = lab.host "compute"
    machine:write("/root/kept", "kept")
    try(machine.run, machine, { "systemctl", "poweroff" }) -- which may take the connection with it
  end
  local name = lab.state:match "[^/]+$" .. "-compute"
  tasks.wait_until(function() return #require("lab.cgroups").members(name) == 0 end, { timeout = 60 })
  lab.expect(playbook_of("status").text, "down")
  lab.expect_status(playbook_of "up", 0)
  local machine <close> = lab.host "compute"
  assert(machine:read "/root/kept" == "kept")
  is_ready()
end)

for _, seconds in ipairs { 1, 8 } do
  lab.test(("a reset killed after %d s is completed by up"):format(seconds), function()
    killed_after(seconds, "reset")
    lab.expect_status(playbook_of "up", 0)
    is_ready()
    local machine <close> = lab.host "compute"
    assert(not machine:stat "/root/kept", "what was there before the reset is still there")
  end)
end

lab.finish()
