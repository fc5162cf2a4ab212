--- What lint.lua finds on an integrated lab (profile current): nothing wrong, and then what is broken there.
local lab = require "lab"

local SITE = lab.state .. "/site.lua"

local function lint(site, ...)
  local result = lab.cephlua { "--json", lab.root .. "playbooks/lint.lua", "--site", site or SITE, ... }
  return lab.result(result), result.status
end

--- Whether there is such a finding; all of its fields that are given must be the same.
local function expect_finding(report, wanted)
  for _, finding in ipairs(report.findings) do
    local fits = true
    for name, value in pairs(wanted) do fits = fits and finding[name] == value end
    if fits then return end
  end
  error("not found: " .. show.line(wanted) .. "\n" .. json.encode(report.findings), 2)
end

local function expect_equal(got, wanted)
  if got ~= wanted then error(("expected %s, got %s"):format(tostring(wanted), tostring(got)), 2) end
end

-- Writes back what a file held, and its time: integrate.lua restarts services that are older than their files.
local function put_back(machine, path, content, modified)
  machine:write(path, content)
  machine:run { "touch", "-d", ("@%.6f"):format(modified), path }
end

--- Changes a file of a host, and puts it back byte by byte.
local function broken(name, path, edit)
  local machine = lab.host(name)
  local before, modified = machine:read(path), machine:stat(path).modified
  local document = ini.parse(before, { name = path })
  edit(document)
  machine:write(path, document:text())
  return setmetatable({}, {
    __close = function()
      put_back(machine, path, before, modified)
      machine:close()
    end,
  })
end

lab.test("an integrated site has no errors", function()
  local report, status = lint()
  expect_equal(#report.failures, 0)
  expect_equal(report.counts.error, 0)
  expect_equal(status, 0)
  -- It did read all of the hosts: each has something to note.
  for _, host in ipairs { "blockstorage", "compute", "controller" } do expect_finding(report, { host = host }) end
end)

-- A sample of the distribution with every option that it shows set.
local function shown_set(text)
  local lines = {}
  for line in text:gmatch "[^\n]*" do
    local key, value = line:match "^#([%a_][%w_-]*) ?= ?(.*)$"
    lines[#lines + 1] = key and ("%s = %s"):format(key, value) or line
  end
  return table.concat(lines, "\n")
end

lab.test("every option that the distribution's samples show is known", function()
  for name, path in pairs {
    blockstorage = "/usr/share/cinder-common/cinder.conf", compute = "/usr/share/nova-common/nova.conf",
    controller = "/usr/share/glance-common/glance-api.conf",
  } do
    local machine <close> = lab.host(name)
    local copy = "/root/" .. path:match "[^/]*$"
    machine:write(copy, shown_set(machine:read(path)))
    local findings = ini.lint { files = { copy }, host = machine }
    machine:remove(copy)
    local unknown, deprecated = {}, 0
    for _, finding in ipairs(findings) do
      if finding.code == "unknown" then unknown[#unknown + 1] = finding.option end
      if finding.code == "deprecated" then deprecated = deprecated + 1 end
    end
    expect_equal(table.concat(unknown, " "), "")
    -- So the options were looked at.
    if deprecated == 0 then error("nothing in " .. path .. " is deprecated", 2) end
  end
end)

lab.test("a backend whose section is in upper case", function()
  local path = "/etc/cinder/cinder.conf"
  local _undo <close> = broken("blockstorage", path, function(document)
    document:set("DEFAULT", "enabled_backends", "ceph,FAST")
    document:set("FAST", "volume_backend_name", "fast")
  end)
  expect_finding(lint(), { host = "blockstorage", code = "backend-case", section = "FAST", file = path })
end)

lab.test("an option that the release has no more, and one that is no value", function()
  local _undo <close> = broken("compute", "/etc/nova/nova.conf", function(document)
    document:set("libvirt", "live_migration_flag", "VIR_MIGRATE_LIVE")
    document:set("libvirt", "inject_password", "maybe")
  end)
  local report, status = lint(SITE, "--service", "nova-compute")
  expect_equal(status, 1)
  expect_finding(report, { host = "compute", code = "removed", option = "live_migration_flag" })
  expect_finding(report, { host = "compute", code = "value", option = "inject_password" })
end)

lab.test("a uuid that libvirt has no secret of, in nova.conf and in cinder.conf", function()
  local other = "11111111-2222-3333-4444-555555555555"
  local _nova <close> = broken("compute", "/etc/nova/nova.conf", function(document)
    document:set("libvirt", "rbd_secret_uuid", other)
  end)
  local _cinder <close> = broken("blockstorage", "/etc/cinder/cinder.conf", function(document)
    document:set("ceph", "rbd_secret_uuid", other)
  end)
  local report = lint()
  for _, host in ipairs { "compute", "blockstorage" } do
    expect_finding(report, { host = host, code = "secret-missing", option = "rbd_secret_uuid" })
  end
end)

lab.test("a keyring that is not there, and one that the service cannot read", function()
  local _user <close> = broken("compute", "/etc/nova/nova.conf", function(document)
    document:set("libvirt", "rbd_user", "nobody")
  end)
  local machine <close> = lab.host "controller"
  local path = "/etc/ceph/ceph.client.glance.keyring"
  local before = machine:stat(path)
  local _owner <close> = setmetatable({}, {
    __close = function() machine:set_attributes(path, { owner = before.owner, group = before.group }) end,
  })
  machine:set_attributes(path, { owner = "root", group = "root" })
  local report = lint()
  expect_finding(report, { host = "compute", code = "keyring-missing", option = "rbd_user" })
  expect_finding(report, { host = "controller", code = "keyring-unreadable", option = "rbd_store_user" })
end)

lab.test("an option in the wrong section, and secrets that everybody can read", function()
  local _option <close> = broken("compute", "/etc/nova/nova.conf", function(document)
    document:set("DEFAULT", "images_rbd_pool", "vms")
  end)
  local machine <close> = lab.host "blockstorage"
  local path = "/etc/cinder/cinder.conf"
  local before = machine:stat(path)
  local _mode <close> = setmetatable({}, {
    __close = function() machine:set_attributes(path, { mode = before.permissions }) end,
  })
  machine:set_attributes(path, { mode = "0644" })
  local report = lint()
  expect_finding(report, { host = "compute", code = "wrong-section", option = "images_rbd_pool" })
  expect_finding(report, { host = "blockstorage", code = "world-readable" })
  for _, finding in ipairs(report.findings) do
    if finding.code == "world-readable" and finding.option == "rbd_secret_uuid" then error "a uuid is no secret" end
  end
end)

lab.test("an option that Ceph does not know, and a ceph.conf that does not parse", function()
  local machine <close> = lab.host "compute"
  local path = "/etc/ceph/ceph.conf"
  local before, modified = machine:read(path), machine:stat(path).modified
  local _undo <close> = setmetatable({}, { __close = function() put_back(machine, path, before, modified) end })
  machine:write(path, before .. "\n[client]\nrbd cach = true\nrbd cache = true\nadmin-socket = /tmp/$pid.asok\n")
  local report = lint(SITE, "--service", "nova-compute")
  expect_finding(report, { host = "compute", code = "unknown", file = path, hint = "Did you mean rbd_cache?" })
  for _, finding in ipairs(report.findings) do
    if finding.file == path and not finding.message:find "no such option" then error(show.line(finding)) end
  end
  expect_equal(report.counts.warning, 3) -- and vif_driver and neutron_ovs_bridge, which Debian ships
  machine:write(path, "[client\n" .. before)
  expect_finding(lint(SITE, "--service", "nova-compute"), { host = "compute", code = "unparsable", file = path })
end)

lab.test("a host that cannot be reached is named, and the others are looked at", function()
  local values = lab.values()
  values.ssh.timeout = 2
  values.hosts.gone = { address = "192.168.0.99", roles = { "compute" } }
  local report, status = lint(lab.site(values))
  expect_equal(status, 1)
  expect_equal(#report.failures, 1)
  expect_equal(report.failures[1].host, "gone")
  for _, host in ipairs { "blockstorage", "compute", "controller" } do expect_finding(report, { host = host }) end
end)

lab.finish()
