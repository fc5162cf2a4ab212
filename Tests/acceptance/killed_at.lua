-- Integrates, and kills itself at a boundary of the journal: right before or right after its Nth record is written.
--
--   cephlua --yes Tests/acceptance/killed_at.lua --site SITE --at N --moment before|after
local journal = require "journal"

-- A journal that ends its process with its Nth record.
local function deadly(real, at, moment)
  local count = 0
  local function die() process.kill(require("run").pid, { signal = "KILL" }) end
  return {
    id = real.id, folder = real.folder,
    keep = function(_, content) return real:keep(content) end,
    write = function(_, record)
      count = count + 1
      local mine = count
      if mine == at and moment == "before" then die() end
      real:write(record)
      if mine == at and moment == "after" then die() end
    end,
  }
end

return playbook {
  name = "killed-at",
  summary = "Integrate, and be killed at a boundary of the journal",
  risk = "writes",
  args = {
    site = { "path", "the site file", required = true },
    at = { "integer", "the number of the record", required = true },
    moment = { "string", "before or after it is written", default = "after", choices = { "before", "after" } },
  },
  run = function(args)
    local begin = journal.begin
    journal.begin = function(name) return deadly(begin(name), args.at, args.moment) end
    local root = debug.getinfo(1, "S").source:match "^@(.*)Tests/acceptance/[^/]*$" or "./"
    return require("playbook").load(root .. "playbooks/integrate.lua").run { site = args.site }
  end,
}
