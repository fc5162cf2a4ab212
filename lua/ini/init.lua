--- `ini`: the native functions, and those written in Lua, whose files are loaded when first used.
local ini = {}

for name, value in pairs(require "ini.native") do ini[name] = value end

function ini.edit(path, edit, options)
  return require "ini.edit"(path, edit, options)
end

return ini
