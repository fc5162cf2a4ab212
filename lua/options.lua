-- Checks the last table of a call of a library function written in Lua, as native functions check theirs.
local errors = require "errors"

local options = {}

-- The options, or an empty table; an unknown name is an error.
function options.check(given, names, operation)
  if given == nil then return {} end
  if type(given) ~= "table" then
    error(errors.new {
      code = "USAGE", operation = operation, target = "options", message = "table expected, got " .. type(given),
    })
  end
  local known = {}
  for _, name in ipairs(names) do known[name] = true end
  for name in pairs(given) do
    if not known[name] then
      local near = errors.nearest(tostring(name), names)
      error(errors.new {
        code = "USAGE", operation = operation, target = ('option "%s"'):format(name),
        message = "no such option" .. (near and (' (did you mean "%s"?)'):format(near) or ""),
        hint = "It takes: " .. table.concat(names, ", ") .. ".",
      })
    end
  end
  return given
end

return options
