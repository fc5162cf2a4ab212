--- What is wrong before a run begins: each is said clearly, and nothing is written anywhere. On a fresh lab.
local lab = require "lab"

local untouched = lab.fingerprint()

--- A fault that the plan must find: exit status 1, these words, and no file changed.
local function refused(name, words, make)
  lab.test(name, function()
    local undo <close> = setmetatable({}, { __close = function(self) if self.run then self.run() end end })
    local values = lab.values()
    undo.run = make(values)
    local result = lab.integrate(values)
    lab.expect_status(result, 1)
    for _, each in ipairs(words) do lab.expect(result.text, each) end
    lab.expect(result.text, "Nothing was written")
    if undo.run then
      undo.run()
      undo.run = nil
    end
    assert(lab.fingerprint() == untouched, "files were changed")
  end)
end

lab.test("no site file", function()
  local result = lab.cephlua({ fs.real_path(lab.root .. "playbooks/integrate.lua") },
    { cwd = lab.scratch, env = { CEPHLUA_SITE = "" } })
  lab.expect_status(result, 1)
  lab.expect(result.text, "/etc/cephlua/site.lua")
  lab.expect(result.text, "docs/examples/site.lua")
end)

lab.test("a site file with a misspelt key", function()
  local values = lab.values()
  values.hosts.compute.adress, values.hosts.compute.address = values.hosts.compute.address, nil
  local result = lab.integrate(values)
  lab.expect_status(result, 1)
  lab.expect(result.text, 'no such key "adress" (did you mean "address"?)')
end)

refused("a host that does not answer", { "192.168.0.250", "EHOSTUNREACH" }, function(values)
  values.hosts.compute.address = "192.168.0.250"
end)

refused("a wrong SSH key", { "EACCES" }, function(values)
  local key = lab.scratch .. "/wrong-key"
  process.run { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key }
  -- The lab's own ssh_config names the right key: another one, with the host keys only.
  local config = lab.scratch .. "/ssh-config"
  local known = lab.state .. "/ssh/known_hosts"
  fs.write(config, "Host *\n  StrictHostKeyChecking yes\n  IdentitiesOnly yes\n  UserKnownHostsFile " .. known .. "\n")
  values.ssh.key, values.ssh.config = key, config
end)

refused("a cluster that does not answer", { "192.168.0.251", "ETIMEDOUT" }, function(values)
  local conf = lab.scratch .. "/dead.conf"
  fs.write(conf, "[global]\nfsid = 11111111-2222-3333-4444-555555555555\nmon_host = 192.168.0.251:6789\n")
  values.ceph.conf, values.ceph.timeout = conf, 4
end)

refused("a keyring without rights", { "EACCES" }, function(values)
  local cluster <close> = lab.cluster()
  cluster:create_user("cephlua-weak", { caps = { mon = "allow profile simple-rados-client" } })
  local keyring = lab.scratch .. "/weak.keyring"
  fs.write(keyring, cluster:user_keyring "cephlua-weak")
  values.ceph.user, values.ceph.keyring = "cephlua-weak", keyring
  return function()
    local again <close> = lab.cluster()
    again:remove_user "cephlua-weak"
  end
end)

refused("a pool that another application uses", { "pool images", "cephfs" }, function()
  local cluster <close> = lab.cluster()
  cluster:create_pool { name = "images", pg_num = 8, application = "cephfs" }
  return function()
    local again <close> = lab.cluster()
    again:remove_pool("images", { sure = "images" })
  end
end)

lab.test("a user with other caps is shown as a diff", function()
  local cluster <close> = lab.cluster()
  cluster:create_user("glance", { caps = { mon = "allow r" } })
  local result = lab.integrate(nil, "--check", "--diff")
  cluster:remove_user "glance"
  lab.expect_status(result, 2)
  lab.expect(result.text, '-caps mon = "allow r"')
  lab.expect(result.text, '+caps mon = "profile rbd"')
  assert(lab.fingerprint() == untouched, "files were changed")
end)

local FOREIGN = "0000aaaa-1111-2222-3333-444444444444"

refused("a secret whose usage name another UUID has", { "EEXIST", FOREIGN }, function(values)
  local cluster <close> = lab.cluster()
  local hypervisor = libvirt.connect(libvirt.uri {
    host = values.hosts.compute.address, user = values.ssh.user, key = values.ssh.key, config = values.ssh.config,
  })
  hypervisor:define_secret {
    uuid = FOREIGN, usage = "client.cinder secret of " .. cluster.fsid,
  }
  return function()
    hypervisor:remove_secret(FOREIGN)
    hypervisor:close()
  end
end)

refused("a config file that does not parse", { "cinder.conf:3" }, function()
  local machine = lab.host "blockstorage"
  local before = machine:read "/etc/cinder/cinder.conf"
  machine:write("/etc/cinder/cinder.conf", "[DEFAULT]\na = 1\nthis line has no delimiter\n" .. before)
  return function()
    machine:write("/etc/cinder/cinder.conf", before)
    machine:close()
  end
end)

lab.finish()
