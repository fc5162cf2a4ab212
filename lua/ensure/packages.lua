--- Packages are installed on a host.
local arguments = require "arguments"
local change = require "change"

local kind = change.kind {
  name = "packages",
  on = "host",
  probe = function(host, about)
    local versions = host:packages(about.names)
    local state = {}
    for _, name in ipairs(about.names) do state[name] = versions[name] ~= nil end
    return state
  end,
  stays = "installed packages stay: by themselves they change nothing, and others may need them by now",
}

return function(scope, host, names)
  arguments.check("ensure.packages", "scope: change.Scope, host: any, names: table", scope, host, names)
  return scope:change {
    subject = "packages " .. table.concat(names, " "),
    kind = kind,
    target = host,
    about = { names = names },
    touches = "packages", -- what uses their libraries needs a new process
    desired = function()
      local all = {}
      for _, name in ipairs(names) do all[name] = true end
      return all
    end,
    detail = function(before)
      local missing = {}
      for _, name in ipairs(names) do
        if not before[name] then missing[#missing + 1] = name end
      end
      return "install " .. table.concat(missing, " ")
    end,
    apply = function() host:install(names, { update = true }) end,
  }
end
