--- Step "tokens": the role that makes Nova's own token count with Cinder.
---
--- Cinder accepts a request to let go of a volume only with a service's token beside the user's (CVE-2023-2088): the
--- user `nova` needs the role `service` in the project `service`.
local change = require "change"
local ini = require "ini"
local roles = require "integrate.roles"

local function first(session, path, key)
  local list = session:request("identity", path).body[key]
  return list and list[1]
end

-- Nova's own account, as its configuration names it.
local function account(site)
  for _, role in ipairs { "controller", "compute" } do
    for _, entry in ipairs(site:hosts_with(role)) do
      local text = site:connect(entry.name):read(roles.NOVA, { missing_ok = true })
      local document = text and ini.parse(text, { name = roles.NOVA })
      local user = document and document:get("keystone_authtoken", "username")
      if user then return { user = user, project = document:get("keystone_authtoken", "project_name") or "service" } end
    end
  end
  return { user = "nova", project = "service" }
end

local function find(session, names)
  local user = first(session, "/v3/users?name=" .. names.user, "users")
  local project = first(session, "/v3/projects?name=" .. names.project, "projects")
  local role = first(session, "/v3/roles?name=service", "roles")
  return user, project, role
end

local function is_assigned(session, user, project, role)
  local path = ("/v3/role_assignments?user.id=%s&scope.project.id=%s&role.id=%s"):format(user.id, project.id, role.id)
  return #session:request("identity", path).body.role_assignments > 0
end

local function assignment(user, project, role)
  return ("/v3/projects/%s/users/%s/roles/%s"):format(project.id, user.id, role.id)
end

local kind = change.kind {
  name = "service role",
  on = "openstack",
  probe = function(session, about)
    local user, project, role = find(session, about)
    return {
      exists = role ~= nil,
      assigned = (user and project and role and is_assigned(session, user, project, role)) or false,
    }
  end,
  undo = function(session, about, before)
    local user, project, role = find(session, about)
    if not before.assigned then session:request("identity", assignment(user, project, role), { method = "DELETE" }) end
    if not before.exists then session:request("identity", "/v3/roles/" .. role.id, { method = "DELETE" }) end
  end,
}

local function make_role(session)
  return session:request("identity", "/v3/roles", { method = "POST", body = { role = { name = "service" } } }).body.role
end

return function(run, site)
  local session = site:openstack()
  if not session then
    run:note("openstack", "the site names no OpenStack credentials, so nova's role \"service\" was not looked at")
    return
  end
  local names = account(site)
  local user, project, role = find(session, names)
  if not user or not project then
    run:note("openstack", ('there is no user "%s" in a project "%s": give Nova\'s user the role "service"'):format(
      names.user, names.project))
    return
  end
  run:on("tokens", "openstack"):change {
    subject = 'role "service" of user ' .. names.user,
    kind = kind,
    target = session,
    about = names,
    desired = { exists = true, assigned = true },
    detail = function() return role and "assign" or "create and assign" end,
    apply = function()
      role = role or make_role(session)
      session:request("identity", assignment(user, project, role), { method = "PUT" })
    end,
  }
end
