-- Cinder: volumes, without a usable backend until the site is integrated: the packages' own setting, an LVM group that
-- no host has, is left as it is.
local common = require "lab.openstack.common"
local topology = require "lab.topology"

local cinder = {}

function cinder.configure(hosts, passwords)
  for _, h in ipairs { hosts.controller, hosts.blockstorage } do
    common.configure(h, "/etc/cinder/cinder.conf", {
      DEFAULT = {
        transport_url = common.transport(passwords),
        my_ip = topology.find(h.name).address,
        glance_api_servers = common.url(9292),
      },
      database = { connection = common.database(passwords, "cinder") },
      -- Without a service's token no volume can be taken from a server that is gone (CVE-2023-2088): an OpenStack that
      -- works has this, and profile `classic` does not bring it.
      keystone_authtoken = common.authtoken(passwords, "cinder", {
        service_token_roles = "service", service_token_roles_required = true,
      }),
    })
  end
  common.tame_uwsgi(hosts.controller, "/etc/cinder/cinder-api-uwsgi.ini")
end

function cinder.synchronise(hosts) common.as(hosts.controller, "cinder", { "cinder-manage", "db", "sync" }) end

return cinder
