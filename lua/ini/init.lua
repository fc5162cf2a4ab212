--- `ini`: the native functions, and those written in Lua, whose files are loaded when first used.
local ini = {}

for name, value in pairs(require "ini.native") do ini[name] = value end

function ini.effective(options)
  local reading = require "ini.reading"
  local Effective = require "ini.effective"
  local given = reading.check(options, "options: table", "ini.effective")
  local files = reading.files(given)
  for _, file in ipairs(files) do
    if file.problem then error(file.problem, 0) end
  end
  return Effective.new(files, Effective.definitions_of(given.options or {}), given.options ~= nil)
end

function ini.lint(options) return require("ini.lint").run(options) end

function ini.edit(path, edit, options)
  return require "ini.edit"(path, edit, options)
end

return ini
