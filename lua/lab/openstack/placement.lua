-- Placement: what the compute hosts have to give.
local common = require "lab.openstack.common"

local placement = {}

function placement.configure(hosts, passwords)
  local h = hosts.controller
  common.configure(h, "/etc/placement/placement.conf", {
    placement_database = { connection = common.database(passwords, "placement") },
    keystone_authtoken = common.authtoken(passwords, "placement"),
  })
  common.tame_uwsgi(h, "/etc/placement/placement-api-uwsgi.ini")
end

function placement.synchronise(hosts) common.as(hosts.controller, "placement", { "placement-manage", "db", "sync" }) end

return placement
