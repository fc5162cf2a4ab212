-- Keystone: identity. The first of the services; the others have their accounts here.
local common = require "lab.openstack.common"
local topology = require "lab.topology"

local keystone = {}

-- Accounts and endpoints through one Python process on the controller: an `openstack` command each would take a minute.
-- What it needs comes on standard input.
local registration = [[
import json, sys, openstack
wanted = json.load(sys.stdin)
cloud = openstack.connect(auth=wanted["auth"], region_name=wanted["region"])
identity = cloud.identity
domain = identity.find_domain("Default")
project = identity.find_project("service") or identity.create_project(name="service", domain_id=domain.id)
roles = {role.name: role for role in identity.roles()}
if "service" not in roles:
    roles["service"] = identity.create_role(name="service")
for name, password in wanted["users"].items():
    user = identity.find_user(name) or identity.create_user(
        name=name, password=password, domain_id=domain.id, default_project_id=project.id)
    for role in ("admin", "service"):
        identity.assign_project_role_to_user(project, user, roles[role])
present = {service.type for service in identity.services()}
for name, type, url in wanted["services"]:
    if type not in present:
        service = identity.create_service(name=name, type=type)
        for interface in ("public", "internal", "admin"):
            identity.create_endpoint(service_id=service.id, interface=interface, url=url, region_id=wanted["region"])
]]

-- A password in an argument would be seen by all; the first line of standard input becomes the variable it may come in.
local with_password = [[IFS= read -r OS_BOOTSTRAP_PASSWORD && export OS_BOOTSTRAP_PASSWORD && exec "$@"]]

function keystone.configure(hosts, passwords)
  local h = hosts.controller
  common.configure(h, "/etc/keystone/keystone.conf", {
    database = { connection = common.database(passwords, "keystone") },
    -- Accounts of a disposable site need no slow hash; must stand here before the first of them is made.
    identity = { password_hash_rounds = 4 },
    cache = {
      enabled = true, backend = "dogpile.cache.memcached", memcache_servers = common.controller .. ":11211",
    },
  })
  common.tame_uwsgi(h, "/etc/keystone/keystone-uwsgi.ini")
end

function keystone.start(hosts, passwords)
  local h = hosts.controller
  common.as(h, "keystone", { "keystone-manage", "db_sync" })
  for _, setup in ipairs { "fernet_setup", "credential_setup" } do
    h:run { "keystone-manage", setup, "--keystone-user", "keystone", "--keystone-group", "keystone" }
  end
  local url = common.auth_url .. "/v3/"
  h:run({
    "sh", "-c", with_password, "sh", "keystone-manage", "bootstrap", "--bootstrap-admin-url", url,
    "--bootstrap-internal-url", url, "--bootstrap-public-url", url, "--bootstrap-region-id", topology.region,
  }, { stdin = secret.new(passwords.admin .. "\n") })
  common.start(h, { "keystone" })
end

-- Registers accounts and endpoints: before the other services start, as some give up when theirs is missing.
function keystone.register(hosts, passwords)
  local h = hosts.controller
  tasks.wait_until(function() return h:port_answers(5000) end, { every = 0.3, timeout = 60, what = "Keystone's port" })
  local users = {}
  for _, user in ipairs { "glance", "placement", "nova", "neutron", "cinder" } do users[user] = passwords[user] end
  h:run({ "python3", "-c", registration }, {
    timeout = 2 * minutes,
    stdin = secret.new(json.encode {
      region = topology.region,
      auth = {
        auth_url = common.auth_url .. "/v3", username = "admin", password = passwords.admin, project_name = "admin",
        user_domain_name = "Default", project_domain_name = "Default",
      },
      users = users,
      services = {
        { "glance", "image", common.url(9292) },
        { "placement", "placement", common.url(8778) },
        { "neutron", "network", common.url(9696) },
        { "nova", "compute", common.url(8774, "/v2.1") },
        { "cinder", "block-storage", common.url(8776, "/v3/%(project_id)s") },
        { "cinderv3", "volumev3", common.url(8776, "/v3/%(project_id)s") },
      },
    }),
  })
end

local rc = [[
export OS_AUTH_URL=%s/v3
export OS_USERNAME=admin
export OS_PASSWORD=%s
export OS_PROJECT_NAME=admin
export OS_USER_DOMAIN_NAME=Default
export OS_PROJECT_DOMAIN_NAME=Default
export OS_REGION_NAME=%s
export OS_IDENTITY_API_VERSION=3
]]

-- The administrator's credentials, as an rc file.
function keystone.rc(passwords) return secret.new(rc:format(common.auth_url, passwords.admin, topology.region)) end

return keystone
