--- `ini`: the native functions, and those written in Lua, whose files are loaded when first used.
local ini = {}

for name, value in pairs(require "ini.native") do ini[name] = value end

function ini.effective(options)
  local reading = require "ini.reading"
  local Effective = require "ini.effective"
  local given = reading.check(options, { "options", "project", "release" }, "ini.effective")
  local files = reading.files(given)
  for _, file in ipairs(files) do
    if file.problem then error(file.problem, 0) end
  end
  local known = given.options
  if not known then
    local releases = require "ini.releases"
    local project = given.project or given.service and (require("ini.services").project(given.service))
    local release = given.release and releases.named(given.release)
    if project and not release then release = releases.of_host(given.host, project) end
    known = project and require("ini.known").options(project, release, files)
  end
  return Effective.new(files, Effective.definitions_of(known or {}), given.options ~= nil)
end

function ini.lint(options) return require("ini.lint").run(options) end

function ini.edit(path, edit, options)
  return require "ini.edit"(path, edit, options)
end

return ini
