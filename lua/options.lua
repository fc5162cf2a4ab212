-- Checks the last table of a call of a library function written in Lua, as native functions check theirs.
local arguments = require "arguments"
local errors = require "errors"

local options = {}
-- The options, or an empty table. An unknown name is an error, and so is a value of another type than the signature
-- says: "name?: string, steps?: table".
-- "name?: string, steps?: table".
function options.check(given, signature, operation)
  if given == nil then return {} end
  if type(given) ~= "table" then
    error(errors.new {
      code = "USAGE", operation = operation, target = "options", message = "table expected, got " .. type(given),
    })
  end
  local known, names = {}, {}
  for position, option in ipairs(arguments.parameters(signature)) do
    known[option.name], names[position] = option, option.name
  end
  for name, value in next, given do
    if not known[name] then
      local near = errors.nearest(tostring(name), names)
      error(errors.new {
        code = "USAGE", operation = operation, target = ('option "%s"'):format(name),
        message = "no such option" .. (near and (' (did you mean "%s"?)'):format(near) or ""),
        hint = "It takes: " .. table.concat(names, ", ") .. ".",
      })
    end
    if not arguments.fits(known[name], value) then
      error(errors.new {
        code = "USAGE", operation = operation, target = ('option "%s"'):format(name),
        message = ("%s expected, got %s"):format(known[name].text, arguments.type_of(value)),
      })
    end
  end
  return given
end

return options
