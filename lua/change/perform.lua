--- A whole run: look at everything, say what is to be done, do it, and keep the journal.
local history = require "change.history"
local journal = require "journal"
local mode = require "run"
local arguments = require "arguments"
local clock = require "clock"
local errors = require "errors"
local options = require "options"
local recorder = require "change.recorder"
local report = require "report"
local Run = require "change.run"

local OPTIONS = "name: string, site: string, steps: strings, hosts: strings, limit: strings, only: strings, "
  .. "fail_fast: boolean, destroys: boolean, proceeds: boolean, header: table"

-- Names of --limit and --only must exist: a misspelt one would make a run that does nothing, and says that all is well.
local function check_names(given, known, option)
  local names = {}
  for _, name in ipairs(known or {}) do names[name] = true end
  for _, name in ipairs(given or {}) do
    if known and not names[name] then
      local near = errors.nearest(name, known)
      errors.raise {
        code = "USAGE", operation = option, target = name,
        message = "there is none of that name" .. (near and (" (did you mean %q?)"):format(near) or ""),
        hint = "There are: " .. table.concat(known, ", ") .. ".",
      }
    end
  end
end

local function lock(given)
  if mode.check then return nil end
  local holder = ("%s runs %s on it since %s (process %d on %s)"):format(
    recorder.who(), given.name, clock.date "%Y-%m-%d %H:%M:%S", mode.pid, mode.machine)
  return journal.lock(given.site or given.name, holder)
end

-- Whether the plan is to be carried out.
local function is_agreed(run, given)
  if mode.yes then return true end
  if mode.interactive then
    if not mode.json then report.plan(run, mode) end
    local count = run:count()
    return mode.ask(count == 1 and "Make this change?" or ("Make these %d changes?"):format(count))
  end
  if not given.destroys then return true end
  errors.raise {
    code = "USAGE", operation = given.name, target = "--yes",
    message = "it destroys, and there is no terminal to ask on",
    hint = "Look at it with --check, then say --yes.",
  }
end

-- What still runs on what it read before the change: said when a run ends before it could restart it.
local function note_stale(run)
  for _, stale in ipairs(run:stale()) do
    run:note(stale.host, ("%s was not restarted, though %s changed: run again, or restart it"):format(stale.subject,
      stale.because))
  end
end

local function apply(run, given, body)
  local header = { site = given.site, limit = given.limit, only = given.only }
  for key, value in pairs(given.header or {}) do header[key] = value end
  run.recorder = recorder.begin(run, header)
  run.id = run.recorder.journal.id
  run:pass "apply"
  local _ending <close> = setmetatable({}, {
    __close = function()
      if run.ended then return end
      run.recorder:finish "abandoned"
      note_stale(run)
      report.abandoned(run)
    end,
  })
  local ok, problem = pcall(body, run)
  if not ok and not run.abandoned then error(problem, 0) end
  if run.abandoned then note_stale(run) end
  run.recorder:finish(run.abandoned and "abandoned" or #run.failures > 0 and "failed" or "done")
  run.ended = true
end

--- Makes the changes that `body(run)` asks for. It is called twice: first only to look, so that every fault that can be
--- met beforehand is met before anything is written, then to do what is left to do. Gives what a playbook returns.
---
--- Options: `name`; `site`, the path of the site file: one run at a time on a site; `steps` and `hosts`, the names that
--- `only` and `limit` may have; `fail_fast`; `destroys`: without a terminal it is done only with --yes; `proceeds`:
--- what fails while looking keeps nothing else from being done; `header`: what else the journal shall say.
return function(given, body)
  arguments.check("change.perform", "options: table, body: function", given, body)
  options.check(given, OPTIONS, "change.perform")
  check_names(given.limit, given.hosts, "--limit")
  check_names(given.only, given.steps, "--only")
  local _held <close> = lock(given)
  local run = Run.new {
    name = given.name, steps = given.steps, report = report.live(mode), limit = given.limit, only = given.only,
    fail_fast = given.fail_fast, inherited = given.site and history.inherited(given.site),
  }
  local ok, problem = pcall(body, run)
  if not ok and not run.abandoned then error(problem, 0) end
  if run:count() > 0 and not mode.check and (#run.failures == 0 or given.proceeds and not run.abandoned) then
    if not is_agreed(run, given) then return report.declined(run, mode) end
    apply(run, given, body)
  end
  return report.finish(run, mode)
end
