-- Nova: servers, with their disks on the compute host until the site is integrated.
local common = require "lab.openstack.common"
local topology = require "lab.topology"

local nova = {}

local function settings(h, passwords)
  local service_user = common.account(passwords, "nova")
  service_user.send_service_user_token = true
  return {
    DEFAULT = { transport_url = common.transport(passwords), my_ip = topology.find(h.name).address },
    keystone_authtoken = common.authtoken(passwords, "nova"),
    service_user = service_user,
    placement = common.account(passwords, "placement"),
    neutron = common.account(passwords, "neutron"),
    glance = { api_servers = common.url(9292) },
    vnc = { enabled = false },
    conductor = { workers = 1 },
    scheduler = { workers = 1 },
  }
end

local qemu = [[

# In a container there is nothing to confine guests with.
security_driver = "none"
cgroup_controllers = []
]]

function nova.configure(hosts, passwords)
  local controller, compute = hosts.controller, hosts.compute
  local central = settings(controller, passwords)
  central.database = { connection = common.database(passwords, "nova") }
  central.api_database = { connection = common.database(passwords, "nova_api", "nova") }
  common.configure(controller, "/etc/nova/nova.conf", central)
  -- Patched by eventlet, the one greenlet that hears answers lives in one of uWSGI's threads; the others wait in vain.
  common.tame_uwsgi(controller, "/etc/nova/nova-api-uwsgi.ini", { "OS_NOVA_DISABLE_EVENTLET_PATCHING=yes" })
  common.configure(compute, "/etc/nova/nova.conf", settings(compute, passwords))
  -- Of the two files that nova-compute reads, this one wins. Emulation boots the lab's tiny guests faster than KVM.
  common.configure(compute, "/etc/nova/nova-compute.conf", { libvirt = { virt_type = "qemu", cpu_mode = "none" } })
  compute:write("/etc/libvirt/qemu.conf", compute:read "/etc/libvirt/qemu.conf" .. qemu)
end

local function manage(hosts, ...)
  return hosts.controller:run({ "runuser", "-u", "nova", "--", "nova-manage", ... }, { timeout = 5 * minutes }).stdout
end

function nova.synchronise(hosts)
  manage(hosts, "api_db", "sync")
  manage(hosts, "cell_v2", "map_cell0")
  manage(hosts, "cell_v2", "create_cell", "--name=cell1")
  manage(hosts, "db", "sync")
end

-- Lets the scheduler know the compute hosts, once they have reported.
function nova.discover(hosts)
  tasks.wait_until(function()
    return manage(hosts, "cell_v2", "discover_hosts", "--verbose"):find "Creating host mapping"
  end, { every = 1, timeout = 90, what = "the compute host's first report" })
end

return nova
