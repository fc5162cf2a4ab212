-- What the OpenStack services have in common: where things are, who they are, and how their files are edited.
local topology = require "lab.topology"

local common = {}

common.controller = topology.with_role("controller")[1].address

function common.url(port, path) return ("http://%s:%d%s"):format(common.controller, port, path or "") end

common.auth_url = common.url(5000)

-- A service's account, as keystoneauth reads it from a section.
function common.account(passwords, user)
  return {
    auth_type = "password", auth_url = common.auth_url, username = user, password = passwords[user],
    project_name = "service", project_domain_name = "Default", user_domain_name = "Default",
    region_name = topology.region,
  }
end

-- The same in [keystone_authtoken], for checking the tokens of callers; `more` is added.
function common.authtoken(passwords, user, more)
  local section = common.account(passwords, user)
  section.www_authenticate_uri = common.auth_url
  section.memcached_servers = common.controller .. ":11211"
  for key, value in pairs(more or {}) do section[key] = value end
  return section
end

function common.database(passwords, name, user)
  user = user or name
  return ("mysql+pymysql://%s:%s@%s/%s?charset=utf8"):format(user, passwords[user], common.controller, name)
end

function common.transport(passwords)
  return ("rabbit://openstack:%s@%s:5672/"):format(passwords.rabbitmq, common.controller)
end

local function sorted_keys(map)
  local names = {}
  for name in pairs(map) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- Sets options in the file that the package ships, comments and all.
function common.configure(h, path, sections)
  local conf = ini.parse(h:read(path, { secret = true }), { name = h.name .. ":" .. path })
  for _, section in ipairs(sorted_keys(sections)) do
    for _, key in ipairs(sorted_keys(sections[section])) do conf:set(section, key, sections[section][key]) end
  end
  h:write(path, conf:text())
end

-- One process with a few threads instead of eight with 32 each; and connections that are closed rather than reset.
function common.tame_uwsgi(h, path, environment)
  local conf = ini.parse(h:read(path), { name = h.name .. ":" .. path })
  conf:set("uwsgi", "processes", 1)
  conf:set("uwsgi", "threads", 8)
  conf:add("uwsgi", "add-header", "Connection: close")
  for _, setting in ipairs(environment or {}) do conf:add("uwsgi", "env", setting) end
  h:write(path, conf:text())
end

-- Runs a command as a service's own user.
function common.as(h, user, argv)
  h:run({ "runuser", "-u", user, "--", table.unpack(argv) }, { timeout = 5 * minutes })
end

-- Starts units and has them started at boot.
function common.start(h, units)
  h:run({ "systemctl", "enable", "--quiet", "--now", table.unpack(units) }, { timeout = 3 * minutes })
end

return common
