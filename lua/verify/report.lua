--- The table of proofs, for people and for machines.
local show = require "show"

local report = {}

---@class verify.Report
---@field run string          # the prefix of its names
---@field site string
---@field profile string
---@field passed boolean      # nothing failed
---@field seconds number
---@field counts table<string, integer>
---@field proofs { proof: string, host: string, result: string, evidence: string, seconds: number }[]

local function rounded(seconds)
  return math.floor(seconds * 10 + 0.5) / 10
end

--- What a run came to.
---@return verify.Report
function report.of(run)
  local result = {
    run = run.prefix:gsub("%-$", ""), site = run.site.name, profile = run.site.profile,
    seconds = rounded(run.seconds), counts = {}, proofs = {},
  }
  for i, proof in ipairs(run.proofs) do
    result.proofs[i] = {
      proof = proof.title, host = proof.host or "", result = proof.result, evidence = proof.evidence,
      seconds = rounded(proof.seconds),
    }
    result.counts[proof.result] = (result.counts[proof.result] or 0) + 1
  end
  result.passed = not (result.counts.failed or result.counts.stopped)
  return result
end

--- One line: "17 proofs in 61.2 s: 15 proven, 2 known weakness".
function report.summary(result)
  local parts = {}
  for _, name in ipairs { "proven", "known weakness", "skipped", "failed", "stopped" } do
    if result.counts[name] then table.insert(parts, ("%d %s"):format(result.counts[name], name)) end
  end
  return ("%d proofs in %.1f s: %s"):format(#result.proofs, result.seconds, table.concat(parts, ", "))
end

--- The table, and below it the summary.
function report.text(result)
  local columns = { "proof", "host", "result", { "seconds", function(s) return ("%5.1f"):format(s) end }, "evidence" }
  return show.table(result.proofs, columns) .. "\n\n" .. report.summary(result)
end

--- Shows it, unless machines read the output: they get the report itself. The exit status is 0 only if nothing failed.
function report.finish(result, mode)
  if not mode.json then print(report.text(result)) end
  return result, { exit = result.passed and 0 or 1 }
end

return report
