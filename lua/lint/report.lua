--- The findings of `playbooks/lint.lua`, for people and for machines.
local json = require "json"
local shown = require "report"

local report = {}

local COLOURS = { error = "31;1", warning = "33", note = "36" }

local function place(finding)
  if not finding.option then return finding.section and ("[%s]: "):format(finding.section) or "" end
  return ("[%s] %s: "):format(finding.section, finding.option)
end

local function counts(result)
  local count = { error = 0, warning = 0, note = 0 }
  for _, finding in ipairs(result.findings) do count[finding.severity] = count[finding.severity] + 1 end
  return count
end

local function plural(count, word) return ("%d %s%s"):format(count, word, count == 1 and "" or "s") end

local function print_findings(result, mode)
  local host, file
  for _, finding in ipairs(result.findings) do
    if finding.host ~= host then
      if finding.host ~= "" then print(shown.paint(mode, finding.host, "1")) end
      host, file = finding.host, nil
    end
    if finding.file ~= file then print("  " .. finding.file) end
    file = finding.file
    print(("    %5s  %s %s%s (%s)"):format(finding.line or "", shown.paint(mode, ("%-7s"):format(finding.severity),
      COLOURS[finding.severity]), place(finding), finding.message, finding.code))
    if finding.hint then print((" "):rep(19) .. finding.hint) end
  end
end

local function print_failures(result, mode)
  for _, failed in ipairs(result.failures) do
    local what = failed.service and failed.host ~= "" and failed.host .. ", " .. failed.service
      or failed.service or failed.host
    print(("%s%s: %s"):format(shown.paint(mode, "failed", COLOURS.error), what ~= "" and " " .. what or "",
      shown.error(failed.error)))
  end
end

local function plain_failures(result)
  local failures = {}
  for i, failed in ipairs(result.failures) do
    local problem = type(failed.error) == "table" and failed.error or {}
    failures[i] = {
      host = failed.host, service = failed.service, message = tostring(failed.error), code = problem.code,
      hint = problem.hint,
    }
  end
  return failures
end

--- Shows it, and says how it ended. The exit status is 1 if there is an error, or something could not be looked at;
--- with `strict` also if there is a warning.
function report.finish(result, mode, strict)
  local count = counts(result)
  if not mode.json then
    print_findings(result, mode)
    print_failures(result, mode)
    local hosts = result.hosts and plural(result.hosts, "host") .. ": " or ""
    local failed = #result.failures > 0 and (", %d failed"):format(#result.failures) or ""
    print(("%s%s, %s, %s%s"):format(hosts, plural(count.error, "error"), plural(count.warning, "warning"),
      plural(count.note, "note"), failed))
  end
  local is_bad = count.error > 0 or #result.failures > 0 or strict and count.warning > 0
  return {
    findings = json.array(result.findings), failures = json.array(plain_failures(result)), counts = count,
  }, { exit = is_bad and 1 or 0 }
end

return report
