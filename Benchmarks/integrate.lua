-- The whole recipe, timed on the lab, which it resets: reset, servers from a large image before, the integration by
-- phase, its second run, the proofs, servers after.
--
--   cephlua --yes Benchmarks/integrate.lua --site SITE

local statistics = require "statistics"

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local root = debug.getinfo(1, "S").source:match "^@(.*)Benchmarks/[^/]*$" or "./"

local rows = {}
local function row(what, seconds) rows[#rows + 1] = { what, ("%.1f"):format(seconds) } end

-- Runs a playbook; gives its wall time, as its user has to wait for it, and its result.
local function timed(path, ...)
  local argv = { cephlua, "--yes", "--json", root .. path, ... }
  print(table.concat(argv, " "))
  local result = process.run(argv, { timeout = 30 * minutes })
  -- The result is the last line; before it come the events of the run.
  local ok, value = pcall(json.decode, result.stdout:match "([^\n]+)\n?$")
  return result.seconds, ok and value or {}
end

-- Both passes of the run: the plan that looks at everything, and what is made then.
local function by_phase(result)
  for _, phase in ipairs(result.phases) do row(("  of it %s: %s"):format(phase.mode, phase.name), phase.seconds) end
end

local function boot(site, when)
  local _, result = timed("Benchmarks/boot.lua", "--site", site)
  row("2 GiB image, upload to Glance, " .. when, result.upload)
  for index, seconds in ipairs(result.servers) do
    row(("server %d from it, request to ACTIVE, %s"):format(index, when), seconds)
  end
end

return playbook {
  name = "benchmark",
  summary = "Time the integration on the lab, which is reset first",
  risk = "destroys",
  args = { site = { "path", "the lab's site file", default = "/var/lib/cephlua-lab/site.lua" } },
  run = function(args)
    row("lab: reset", (timed "playbooks/lab/reset.lua"))
    boot(args.site, "before")
    local first, result = timed("playbooks/integrate.lua", "--site", args.site)
    row("integrate, a new site", first)
    by_phase(result)
    row("integrate, second run (nothing to do)", (timed("playbooks/integrate.lua", "--site", args.site)))
    row("verify", (timed("playbooks/verify.lua", "--site", args.site)))
    boot(args.site, "after")
    statistics.print({ "what", "seconds" }, rows)
  end,
}
