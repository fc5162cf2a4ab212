--- What runs on a host of each role, and what each service reads. A service is restarted if one of these changes.
local GLANCE = "/etc/glance/glance-api.conf"
local CINDER = "/etc/cinder/cinder.conf"
local NOVA = "/etc/nova/nova.conf"
local CEPH = "/etc/ceph/ceph.conf"

local roles = { GLANCE = GLANCE, CINDER = CINDER, NOVA = NOVA, CEPH = CEPH }

--- The path of a user's keyring, where librados looks for it.
function roles.keyring(user) return ("/etc/ceph/ceph.client.%s.keyring"):format(user) end

--- Where the remote cluster is described on the hosts that back up to it.
roles.BACKUP_CONF = "/etc/ceph/backup.conf"
function roles.backup_keyring(user) return ("/etc/ceph/backup.client.%s.keyring"):format(user) end

--- The services of a role: name, port that answers when it is up, files it reads, whether it uses Ceph's libraries.
function roles.services(site, role)
  local glance, cinder = roles.keyring(site.users.glance), roles.keyring(site.users.cinder)
  if role == "controller" then
    return {
      { name = "glance-api", port = 9292, reads = { GLANCE, CEPH, glance }, uses_ceph = true },
      { name = "cinder-api", port = 8776, reads = { CINDER } },
      { name = "cinder-scheduler", reads = { CINDER } },
      { name = "nova-api", port = 8774, reads = { NOVA } },
    }
  elseif role == "compute" then
    return {
      {
        name = "nova-compute",
        reads = { NOVA, "/etc/nova/nova-compute.conf", CEPH, cinder },
        uses_ceph = true,
        reports = { kind = "servers" },
      },
    }
  end
  local services = {
    {
      name = "cinder-volume",
      reads = { CINDER, CEPH, cinder },
      uses_ceph = true,
      reports = { kind = "volumes", backend = "ceph" },
    },
  }
  if site.backup and site.profile == "current" then
    services[2] = {
      name = "cinder-backup",
      reads = { CINDER, CEPH, cinder, roles.BACKUP_CONF, roles.backup_keyring(site:backup_user()) },
      uses_ceph = true,
      reports = { kind = "volumes" },
    }
  end
  return services
end

--- Packages that make a host a client of the cluster.
function roles.packages(role, family)
  local names = { "ceph-common", "python3-rados", "python3-rbd" }
  if role == "compute" then names[#names + 1] = family == "redhat" and "qemu-kvm-block-rbd" or "qemu-block-extra" end
  return names
end

return roles
