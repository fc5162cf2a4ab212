-- Glance: images, kept as files until the site is integrated.
local common = require "lab.openstack.common"

local glance = {}

function glance.configure(hosts, passwords)
  local h = hosts.controller
  common.configure(h, "/etc/glance/glance-api.conf", {
    DEFAULT = { workers = 1 },
    database = { connection = common.database(passwords, "glance") },
    keystone_authtoken = common.authtoken(passwords, "glance"),
    paste_deploy = { flavor = "keystone" },
  })
  common.tame_uwsgi(h, "/etc/glance/glance-api-uwsgi.ini")
end

function glance.synchronise(hosts) common.as(hosts.controller, "glance", { "glance-manage", "db_sync" }) end

return glance
