--- What goes wrong while a run works. On an integrated lab (profile current).
local lab = require "lab"

local CINDER = "/etc/cinder/cinder.conf"

--- Takes one setting away, so that a run has something to do on the block-storage host.
local function disturb(machine)
  local document = ini.parse(machine:read(CINDER), { name = CINDER })
  document:set("ceph", "rbd_max_clone_depth", "7")
  machine:write(CINDER, document:text())
end

local function value(machine)
  return ini.parse(machine:read(CINDER), { name = CINDER }):get("ceph", "rbd_max_clone_depth")
end

lab.test("a service that dies three seconds after its restart", function()
  local machine <close> = lab.host "blockstorage"
  local folder = "/run/systemd/system/cinder-volume.service.d"
  machine:make_directory(folder)
  machine:write(folder .. "/dies.conf",
    "[Service]\nExecStart=\nExecStart=/bin/sh -c 'echo no way to go on; sleep 3; exit 7'\n")
  machine:run { "systemctl", "daemon-reload" }
  disturb(machine)
  local result = lab.integrate()
  machine:remove(folder, { recursive = true })
  machine:run { "systemctl", "daemon-reload" }
  lab.expect_status(result, 1)
  lab.expect(result.text, "cinder-volume")
  lab.expect(result.text, "no way to go on")
  lab.expect_status(lab.integrate(), 0)
  assert(service.get(machine, "cinder-volume"):is_active())
end)

lab.test("a full disk while a config is written", function()
  local machine <close> = lab.host "blockstorage"
  disturb(machine)
  local before = machine:read(CINDER)
  -- A file system of just the right size over /etc/cinder: the old file fits, a second copy of it does not.
  local kilobytes = #before // 1024 + 60
  machine:run { "cp", "-a", "/etc/cinder", "/root/cinder-copy" }
  machine:run { "mount", "-t", "tmpfs", "-o", ("size=%dk,mode=755"):format(kilobytes), "tmpfs", "/etc/cinder" }
  machine:run { "cp", "-a", "/root/cinder-copy/cinder.conf", CINDER }
  local result = lab.integrate()
  local after, left = machine:read(CINDER), #machine:list "/etc/cinder"
  machine:run { "umount", "/etc/cinder" }
  machine:remove("/root/cinder-copy", { recursive = true })
  lab.expect_status(result, 1)
  lab.expect(result.text, "ENOSPC")
  assert(after == before, "the old file is not intact")
  assert(left == 1, "a temporary file was left behind")
  lab.expect_status(lab.integrate(), 0)
end)

lab.test("a config written by Windows hands", function()
  local machine <close> = lab.host "blockstorage"
  disturb(machine)
  local unix = machine:read(CINDER)
  machine:write(CINDER, (unix:gsub("\n", "\r\n")))
  lab.expect_status(lab.integrate(), 0)
  local windows = machine:read(CINDER)
  assert(not windows:gsub("\r\n", ""):find "\n", "a line ends in a bare line feed")
  assert(value(machine) == "5")
  machine:write(CINDER, (windows:gsub("\r\n", "\n")))
  lab.expect_status(lab.integrate(), 0)
end)

lab.test("a value that nova-compute.conf overrides is reported", function()
  local machine <close> = lab.host "compute"
  local path = "/etc/nova/nova-compute.conf"
  local before = machine:read(path)
  local document = ini.parse(before, { name = path })
  document:set("libvirt", "images_type", "qcow2")
  machine:write(path, document:text())
  local result = lab.integrate(nil, "--check")
  machine:write(path, before)
  lab.expect(result.text, "nova-compute.conf")
  lab.expect(result.text, "images_type = qcow2")
end)

lab.test("a Nova that sends no service token is made to", function()
  local cinder <close> = lab.host "blockstorage"
  local nova <close> = lab.host "compute"
  local path = "/etc/nova/nova.conf"
  local tokens = ini.parse(cinder:read(CINDER), { name = CINDER })
  tokens:remove("keystone_authtoken", "service_token_roles_required")
  cinder:write(CINDER, tokens:text())
  -- The APIs of the controller are restarted, too, while the others ask them who reports.
  local controller <close> = lab.host "controller"
  local api = ini.parse(controller:read(CINDER), { name = CINDER })
  api:remove("keystone_authtoken", "service_token_roles_required")
  controller:write(CINDER, api:text())
  local document = ini.parse(nova:read(path), { name = path })
  for _, key in ipairs(document:keys "service_user") do document:remove("service_user", key) end
  nova:write(path, document:text())
  lab.expect_status(lab.integrate(), 0)
  local after = ini.parse(nova:read(path), { name = path })
  assert(after:get("service_user", "send_service_user_token") == "true")
  assert(after:get_secret("service_user", "password"):equals(after:get_secret("keystone_authtoken", "password")))
  assert(ini.parse(cinder:read(CINDER), { name = CINDER }):get("keystone_authtoken", "service_token_roles_required"))
end)

lab.test("a file from the future restarts nothing, and is told", function()
  local machine <close> = lab.host "blockstorage"
  local pid = service.get(machine, "cinder-volume"):status().pid
  machine:run { "touch", "-d", "tomorrow", CINDER }
  local result = lab.integrate()
  machine:run { "touch", "-d", "yesterday", CINDER }
  lab.expect_status(result, 0)
  lab.expect(result.text, "has a time in the future")
  assert(service.get(machine, "cinder-volume"):status().pid == pid)
end)

-- Another clock than the site's: this program gets one, since all hosts of the lab share the machine's.
local function integrate_at(shift)
  local result = process.run({
    "faketime", "-f", shift, lab.program, "--yes", lab.root .. "playbooks/integrate.lua",
    "--site", lab.state .. "/site.lua",
  }, { check = false, timeout = 5 * minutes, env = { FAKETIME_DONT_FAKE_MONOTONIC = "1" } })
  return { status = result.status, text = result.stdout .. result.stderr }
end

lab.test("a site whose clock is a day ahead of ours is worked on, and restarted once", function()
  local machine <close> = lab.host "blockstorage"
  disturb(machine)
  local pid = service.get(machine, "cinder-volume"):status().pid
  lab.expect_status(integrate_at "-1d", 0)
  assert(value(machine) == "5")
  local new = service.get(machine, "cinder-volume"):status().pid
  assert(new ~= pid, "cinder-volume was not restarted")
  local again = integrate_at "-1d"
  lab.expect_status(again, 0)
  lab.expect(again.text, "Nothing to do")
  lab.expect(lab.integrate().text, "Nothing to do")
  assert(service.get(machine, "cinder-volume"):status().pid == new)
end)

lab.test("a site whose clock is a day behind ours is told from a lapsed token, before anything is written", function()
  local machine <close> = lab.host "blockstorage"
  disturb(machine)
  local before = machine:read(CINDER)
  local result = integrate_at "+1d"
  lab.expect_status(result, 1)
  lab.expect(result.text, "The clocks of this machine and of Keystone's host differ")
  assert(machine:read(CINDER) == before)
  lab.expect_status(lab.integrate(), 0)
end)

lab.test("a host that vanishes in the middle leaves the others to their work", function()
  local paths = require("lab.paths").of { state = lab.state }
  local function machine(name)
    for _, each in ipairs(require("lab.topology").hosts) do
      if each.name == name then return each end
    end
  end
  for _, name in ipairs { "blockstorage", "compute" } do
    local host <close> = lab.host(name)
    if name == "blockstorage" then
      disturb(host)
    else
      local document = ini.parse(host:read "/etc/nova/nova.conf", { name = "nova.conf" })
      document:remove("libvirt", "hw_disk_discard")
      host:write("/etc/nova/nova.conf", document:text())
    end
  end
  local run = tasks.spawn(lab.integrate)
  tasks.sleep(3)
  require("lab.container").kill(paths, machine "compute")
  local result = run:wait()
  lab.expect_status(lab.cephlua { "--yes", lab.root .. "playbooks/lab/up.lua", "--state", lab.state }, 0)
  lab.expect_status(result, 1)
  lab.expect(result.text, "compute")
  local storage <close> = lab.host "blockstorage"
  assert(value(storage) == "5", "blockstorage was not worked on")
  lab.expect_status(lab.integrate(), 0)
end)

lab.test("^C at any moment, then once more", function()
  local machine <close> = lab.host "blockstorage"
  for _, moment in ipairs { 0.3, 0.8, 1.5, 2, 2.5, 3, 4, 7 } do
    disturb(machine)
    -- So that some of the interrupts meet the package manager at work.
    machine:run({ "dpkg", "--remove", "python3-rbd" }, { check = false })
    local result = process.run({
      "timeout", "--preserve-status", "-s", "INT", "-k", "60", tostring(moment),
      lab.program, lab.root .. "playbooks/integrate.lua", "--site", lab.state .. "/site.lua", "--yes",
    }, { check = false })
    local status = result.status
    assert(status == 130 or status == 0, ("exit status %d after %.1f s: %s"):format(status, moment, result.stderr))
    local text = machine:read(CINDER)
    ini.parse(text, { name = CINDER })
    for _, entry in ipairs(machine:list "/etc/cinder") do
      assert(not entry.name:find "cephlua", "a temporary file was left behind: " .. entry.name)
    end
  end
  lab.expect_status(lab.integrate(), 0)
  assert(value(machine) == "5")
  assert(machine:packages({ "python3-rbd" })["python3-rbd"])
  assert(machine:query({ "dpkg", "--audit" }).stdout == "", "a package is half-installed")
  local again = lab.integrate(nil, "--json")
  assert(lab.result(again).changes == 0, again.text)
end)

lab.finish()
