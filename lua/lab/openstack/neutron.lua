-- Neutron: no networks, but Nova asks it about every server, so its API must be there.
local common = require "lab.openstack.common"

local neutron = {}

local conf, ml2 = "/etc/neutron/neutron.conf", "/etc/neutron/plugins/ml2/ml2_conf.ini"

function neutron.configure(hosts, passwords)
  local h = hosts.controller
  common.configure(h, conf, {
    DEFAULT = {
      transport_url = common.transport(passwords),
      service_plugins = "router,port_forwarding",
      notify_nova_on_port_status_changes = false,
      notify_nova_on_port_data_changes = false,
      api_workers = 1,
      rpc_workers = 0,
    },
    database = { connection = common.database(passwords, "neutron") },
    keystone_authtoken = common.authtoken(passwords, "neutron"),
    nova = common.account(passwords, "nova"),
  })
  common.configure(h, ml2, {
    ml2 = {
      type_drivers = "local", tenant_network_types = "local", mechanism_drivers = "",
      extension_drivers = "port_security",
    },
  })
  common.tame_uwsgi(h, "/etc/neutron/neutron-api-uwsgi.ini")
end

function neutron.synchronise(hosts)
  common.as(hosts.controller, "neutron", {
    "neutron-db-manage", "--config-file", conf, "--config-file", ml2, "upgrade", "head",
  })
end

return neutron
