--- Packages are installed on a host.
local function installed(host, names)
  local versions = host:packages(names)
  local state = {}
  for _, name in ipairs(names) do state[name] = versions[name] ~= nil end
  return state
end

return function(scope, host, names)
  return scope:change {
    subject = "packages " .. table.concat(names, " "),
    probe = function() return installed(host, names) end,
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
