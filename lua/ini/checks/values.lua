--- Checks of what `$` in values stands for.
local ini = require "ini.native"
local Effective = require "ini.effective"
local known = require "ini.known"

local HINT = "A `$` that is meant is written `$$`."

return function(context)
  local files, by_path = {}, {}
  for _, file in ipairs(context.files) do
    by_path[file.path] = file
    if file.document then files[#files + 1] = file end
  end
  local definitions = Effective.definitions_of(known.options(context.project, context.release, files) or {})
  for _, found in ipairs(Effective.new(files, definitions, false):options()) do
    local problem = found.problem
    if problem and problem:find("^%$") then
      local place = { section = found.section, key = found.key, line = found.line }
      if ini.is_secret(found.key) then
        -- What follows the `$` is a part of the secret.
        context.report("warning", "substitution", by_path[found.file], place,
          "what follows a `$` in it is taken for the name of an option that is not known", HINT)
      elseif not problem:find "is no option" then
        -- An option that no table has may be one of the service's all the same.
        context.report("error", "substitution", by_path[found.file], place, problem, HINT)
      end
    end
  end
end
