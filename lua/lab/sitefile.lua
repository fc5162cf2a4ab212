-- The site file that playbooks use, as it stands for a lab.
local topology = require "lab.topology"

local sitefile = {}

local template = [[
-- The lab's site, written by playbooks/lab/up.lua.
return {
  name = "lab",
  profile = "current", -- classic | current
  release = "%s",
  hosts = {
%s  },
  ssh = {
    user = "root",
    key = "%s",
    config = "%s",
    sudo = false,
  },
  ceph = {
    conf = "%s/ceph.conf",
    user = "admin",
    keyring = "%s/ceph.client.admin.keyring",
    timeout = 10,
  },
  backup = { -- the cluster that backups go to
    conf = "%s/remote.conf",
    keyring = "%s/remote.client.admin.keyring",
    pool = "backups",
    user = "cinder-backup",
  },
  pools = {
    images = { name = "images", pg_num = 16 },
    vms = { name = "vms", pg_num = 16 },
    volumes = { name = "volumes", pg_num = 16 },
  },
  users = { glance = "glance", cinder = "cinder" },
  openstack = { rc = "%s" },
}
]]

function sitefile.write(paths)
  local hosts = {}
  for _, each in ipairs(topology.hosts) do
    if each.role then
      local line = '    %s = { address = "%s", roles = { "%s" } },\n'
      hosts[#hosts + 1] = line:format(each.name, each.address, each.role)
    end
  end
  fs.write(paths.site, template:format(topology.release, table.concat(hosts), paths.ssh_key, paths.ssh_config,
    paths.ceph, paths.ceph, paths.ceph, paths.ceph, paths.rc))
end

return sitefile
