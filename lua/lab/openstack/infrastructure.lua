-- What OpenStack stands on: MariaDB, RabbitMQ and memcached, all on the controller.
local common = require "lab.openstack.common"

local infrastructure = {}

-- Database, and the user it belongs to.
local databases = {
  { "keystone", "keystone" }, { "glance", "glance" }, { "placement", "placement" }, { "neutron", "neutron" },
  { "cinder", "cinder" }, { "nova", "nova" }, { "nova_api", "nova" }, { "nova_cell0", "nova" },
}

-- A power failure may cost the lab a second of its data, but not every change a write to disk.
local mariadb = [[
[mysqld]
bind-address = %s
max_connections = 1000
skip-name-resolve
innodb_flush_log_at_trx_commit = 0
innodb_doublewrite = 0
]]

local rabbitmq = [[
load_definitions = /etc/rabbitmq/definitions.json
listeners.tcp.1 = %s:5672
]]

-- Erlang's schedulers would otherwise wait busily.
local rabbitmq_environment = [[

NODENAME=rabbit@%s
SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
]]

local function sql(passwords)
  local lines = {}
  for _, each in ipairs(databases) do
    local name, user = each[1], each[2]
    lines[#lines + 1] = ("CREATE DATABASE IF NOT EXISTS %s CHARACTER SET utf8;"):format(name)
    lines[#lines + 1] = ("GRANT ALL ON %s.* TO '%s'@'%%' IDENTIFIED BY '%s';"):format(name, user, passwords[user])
  end
  return secret.new(table.concat(lines, "\n") .. "\n")
end

local function definitions(passwords)
  return secret.new(json.encode {
    users = { { name = "openstack", password = passwords.rabbitmq, tags = "" } },
    vhosts = { { name = "/" } },
    permissions = { { user = "openstack", vhost = "/", configure = ".*", write = ".*", read = ".*" } },
  })
end

function infrastructure.configure(hosts, passwords)
  local h = hosts.controller
  h:write("/etc/mysql/mariadb.conf.d/99-lab.cnf", mariadb:format(common.controller))
  h:write("/etc/rabbitmq/rabbitmq.conf", rabbitmq:format(common.controller))
  h:write("/etc/rabbitmq/definitions.json", definitions(passwords), { group = "rabbitmq", mode = "0640" })
  local environment = h:read "/etc/rabbitmq/rabbitmq-env.conf"
  h:write("/etc/rabbitmq/rabbitmq-env.conf", environment .. rabbitmq_environment:format(h.name))
  local memcached = h:read "/etc/memcached.conf"
  h:write("/etc/memcached.conf", (memcached:gsub("\n%-l [^\n]*", "\n-l " .. common.controller)))
end

function infrastructure.start(hosts, passwords)
  local h = hosts.controller
  tasks.all {
    function()
      common.start(h, { "mariadb", "memcached" })
      h:run({ "mariadb" }, { stdin = sql(passwords) })
    end,
    function() common.start(h, { "rabbitmq-server" }) end,
  }
end

return infrastructure
