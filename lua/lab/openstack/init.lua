-- OpenStack as it is before any integration: Glance on files, Cinder without a backend, Nova on local disks.
local cinder = require "lab.openstack.cinder"
local common = require "lab.openstack.common"
local glance = require "lab.openstack.glance"
local infrastructure = require "lab.openstack.infrastructure"
local keys = require "lab.keys"
local keystone = require "lab.openstack.keystone"
local neutron = require "lab.openstack.neutron"
local nova = require "lab.openstack.nova"
local placement = require "lab.openstack.placement"
local steps = require "lab.steps"

local site = {}

local services = { infrastructure, keystone, glance, placement, neutron, cinder, nova }

-- Deploys it on running hosts (connections, by name). The administrator's rc file goes to `rc`.
function site.deploy(hosts, rc)
  local passwords = {}
  for _, user in ipairs { "rabbitmq", "admin", "keystone", "glance", "placement", "nova", "neutron", "cinder" } do
    passwords[user] = keys.password()
  end
  steps.run("OpenStack: configuration", function()
    tasks.each(services, function(service) service.configure(hosts, passwords) end)
    fs.write(rc, keystone.rc(passwords), { mode = "0600" })
  end)
  steps.run("OpenStack: MariaDB, RabbitMQ, memcached", infrastructure.start, hosts, passwords)
  steps.run("OpenStack: Keystone", keystone.start, hosts, passwords)
  steps.run("OpenStack: databases, accounts and endpoints", function()
    tasks.all {
      function() keystone.register(hosts, passwords) end,
      function()
        neutron.synchronise(hosts)
        glance.synchronise(hosts)
        placement.synchronise(hosts)
      end,
      function()
        nova.synchronise(hosts)
        cinder.synchronise(hosts)
      end,
    }
  end)
  steps.run("OpenStack: services", function()
    common.start(hosts.controller, {
      "neutron-api", "glance-api", "placement-api", "nova-api", "nova-conductor", "nova-scheduler", "cinder-api",
      "cinder-scheduler",
    })
    tasks.all {
      function()
        common.start(hosts.compute, { "virtlogd.socket", "libvirtd.socket", "libvirtd", "nova-compute" })
        nova.discover(hosts)
      end,
      function() common.start(hosts.blockstorage, { "cinder-volume", "cinder-backup" }) end,
    }
  end)
end

-- Whether every service answers; the reason why not otherwise. Asking Neutron for networks also wakes its plugins up,
-- without which Nova's first question fails.
function site.is_ready(rc)
  local session <close> = openstack.connect { rc = rc, timeout = 30 }
  session:request("network", "/v2.0/networks")
  session:request("network", "/v2.0/ports")
  session:request("image", "/v2/images")
  session:request("placement", "/")
  local up = {}
  for _, type in ipairs { "compute", "block-storage" } do
    for _, service in ipairs(session:request(type, "/os-services").body.services) do
      up[service.binary] = up[service.binary] or service.state == "up"
    end
  end
  for _, binary in ipairs { "nova-scheduler", "nova-conductor", "nova-compute", "cinder-scheduler" } do
    if not up[binary] then return false, binary .. " is not up" end
  end
  return true
end

return site
