--- What verify.lua does when it is stopped, killed, or right to complain. On an integrated lab (profile current).
local lab = require "lab"

local PLAYBOOK = lab.root .. "playbooks/verify.lua"
local SITE = lab.state .. "/site.lua"

--- Runs the proofs until so many seconds have passed, then sends the signal.
local function stopped(signal, seconds)
  local result = process.run({
    "timeout", "--foreground", "--preserve-status", "--signal", signal, tostring(seconds),
    lab.program, PLAYBOOK, "--site", SITE,
  }, { check = false, timeout = 240 })
  result.text = result.stderr .. result.stdout
  return result
end

local function clean()
  local result = lab.cephlua { PLAYBOOK, "--site", SITE, "--clean" }
  lab.expect_status(result, 0)
  return result.text
end

lab.test("^C removes what was made", function()
  local result = stopped("INT", 10)
  lab.expect_status(result, 130)
  lab.expect(result.text, "stopped: removing what was made")
  lab.expect(clean(), "there was nothing to remove")
end)

lab.test("--clean removes what a killed run left over", function()
  lab.expect_status(stopped("KILL", 10), 137)
  lab.expect(clean(), "removed: ")
  lab.expect(clean(), "there was nothing to remove")
end)

lab.test("a proof that fails leaves nothing behind either", function()
  local controller <close> = lab.host "controller"
  local path = "/etc/ceph/ceph.client.glance.keyring"
  local before = controller:stat(path)
  local _undo <close> = setmetatable({}, {
    __close = function()
      controller:set_attributes(path, { owner = before.owner, group = before.group })
      service.get(controller, "glance-api"):restart { port = 9292, settle = 1 }
    end,
  })
  controller:set_attributes(path, { owner = "root", group = "root" })
  service.get(controller, "glance-api"):restart { port = 9292, settle = 1 }
  local result = lab.cephlua { PLAYBOOK, "--site", SITE }
  lab.expect_status(result, 1)
  lab.expect(clean(), "there was nothing to remove")
end)

lab.test("a keyring that only root can read is no keyring for Glance", function()
  local controller <close> = lab.host "controller"
  local path = "/etc/ceph/ceph.client.glance.keyring"
  local before = controller:stat(path)
  local _undo <close> = setmetatable({}, {
    __close = function() controller:set_attributes(path, { owner = before.owner, group = before.group }) end,
  })
  controller:set_attributes(path, { owner = "root", group = "root" })
  local result = lab.cephlua { PLAYBOOK, "--site", SITE, "--check" }
  lab.expect_status(result, 1)
  lab.expect(result.text, "glance could not run")
  lab.expect(result.text, "1 failed")
end)

lab.finish()
