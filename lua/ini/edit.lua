--- Read, edit and save, again where somebody else was faster: of writers at the same time, none loses what it wrote.
--- Nothing is locked while `edit` runs. A save is refused if the file is not what was read, and each round one is not.
local arguments = require "arguments"
local ini = require "ini.native"
local options = require "options"

-- As many as can write at the same time and still all come to their turn.
local ROUNDS = 200

return function(path, edit, given)
  arguments.check("ini.edit", "path: string, edit: function", path, edit)
  options.check(given, "host: host.Host, dialect: string, missing_ok: boolean", "ini.edit")
  for round = 1, ROUNDS do
    local document = ini.open(path, given)
    edit(document)
    local ok, result = pcall(document.save, document)
    if ok then return result end
    local is_conflict = type(result) == "table" and result.code == "CONFLICT"
    if not is_conflict or round == ROUNDS then error(result, 0) end
  end
end
