--- A Ceph user exists and has exactly these caps. Caps it has beyond them are taken away: that is why a change of an
--- existing user is shown with --diff, and in the plan.
local arguments = require "arguments"
local change = require "change"

local kind = change.kind {
  name = "user",
  on = "cluster",
  atomic = true,
  probe = function(cluster, about)
    local user = cluster:find_user(about.name)
    return user and { caps = user.caps }
  end,
  undo = function(cluster, about, before)
    if not before then return cluster:remove_user(about.name) end
    cluster:set_caps(about.name, before.caps)
  end,
}

local function lines(caps)
  local names = {}
  for name in pairs(caps or {}) do names[#names + 1] = name end
  table.sort(names)
  for index, name in ipairs(names) do names[index] = ("caps %s = %q"):format(name, caps[name]) end
  return #names == 0 and "" or table.concat(names, "\n") .. "\n"
end

return function(scope, cluster, name, caps)
  arguments.check("ensure.user", "scope: change.Scope, cluster: any, name: string, caps: table",
    scope, cluster, name, caps)
  return scope:change {
    subject = "user client." .. name,
    kind = kind,
    target = cluster,
    about = { name = name },
    desired = { caps = caps },
    detail = function(before) return before and "change its caps" or "create" end,
    diff = function(before, desired)
      return require("diff").unified(lines(before and before.caps), lines(desired.caps), { name = "client." .. name })
    end,
    apply = function(before)
      if before then cluster:set_caps(name, caps) else cluster:create_user(name, { caps = caps }) end
    end,
  }
end
