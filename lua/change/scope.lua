--- One step of a run on one host: the place where changes are made.
local clock = require "clock"
local errors = require "errors"
local mode = require "run"
local state = require "change.state"

local Scope = { __name = "change.Scope" }
Scope.__index = Scope

function Scope.new(run, step, host) return setmetatable({ run = run, step = step, host = host }, Scope) end

local function describe(problem, scope, subject)
  if type(problem) ~= "table" or not problem.wrap or problem.code == "ECANCELED" then return problem end
  problem.subject = ("%s on %s"):format(subject, scope.host)
  return problem
end

-- What is yet to be known must be made by this very run.
local function refuse_left_out(run, desired, subject)
  state.each_pending(desired, function(pending)
    if run.mode == "plan" and pending.step and not run:wants(pending.step, pending.host) then
      errors.raise {
        code = "ENOENT", operation = "change", target = subject,
        message = ("it needs what step %q makes on %s, which this run leaves out"):format(pending.step, pending.host),
        hint = "Run that first, or without --limit and --only.",
      }
    end
    if run.mode == "apply" then
      errors.raise {
        code = "INTERNAL", operation = "change", target = subject,
        message = "what it depends on was not made before it",
      }
    end
  end)
end

-- The check for what somebody else writes between our look and our hand.
local function refuse_moved(probe, before, subject)
  if state.same(probe(), before) then return end
  errors.raise {
    code = "CONFLICT", operation = "change", target = subject,
    message = "somebody changed it while this run was at work; it was left as it is now",
    hint = "Look at what changed, and run again.",
  }
end

-- Applies with the journal around it.
local function apply(self, spec, record, desired)
  local recorder = self.run.recorder
  self.run.report { kind = "begin", record = record }
  local entry = recorder and recorder:intend(self, spec, record, desired)
  local ok, problem = pcall(function()
    if spec.probe_again then refuse_moved(spec.probe, record.before, spec.subject) end
    spec.apply(record.before, desired)
  end)
  if entry then recorder:conclude(entry, ok, problem) end
  if not ok then error(problem, 0) end
end

local function make(self, spec, record)
  record.before = spec.probe()
  local desired = spec.desired
  if type(desired) == "function" then desired = desired(record.before) end
  record.after = desired
  if state.same(record.before, desired) then
    record.status = "unchanged"
    return
  end
  refuse_left_out(self.run, desired, spec.subject)
  if mode.diff or mode.json then record.diff = spec.diff and spec.diff(record.before, desired) end
  record.detail = spec.detail and spec.detail(record.before, desired)
  if self.run.mode == "apply" then
    apply(self, spec, record, desired)
    record.status = "changed"
  else
    record.status = "pending"
  end
  if spec.touches then self.run:touch(self.host, spec.touches) end
end

--- Makes one change, or in a plan finds whether it is to be made.
---
--- `subject` names it; `desired` is a state or a function of the present one; `apply(before, desired)` makes it so;
--- `detail(before, desired)` says what that is in a few words, `diff(before, desired)` shows it, secrets masked.
--- `probe()` gives the present state, nil for "there is none". Of a `kind` it is the kind's `probe(target, about)`, and
--- the change can be taken back. `touches` is a mark for those who read what changes, `probe_again` looks a second time
--- right before applying.
--- Gives the record: status "unchanged", "pending" (plan), "changed" or "left out" (by --limit or --only).
function Scope:change(spec)
  local run = self.run
  local record = { host = self.host, step = self.step, subject = spec.subject, mode = run.mode }
  if not run:wants(self.step, self.host) then
    record.status = "left out"
    return record
  end
  local kind = spec.kind
  if kind and not spec.probe then spec.probe = function() return kind.probe(spec.target, spec.about) end end
  record.started = clock.monotonic()
  local ok, problem = pcall(make, self, spec, record)
  record.seconds = clock.monotonic() - record.started
  if not ok then record.status = "failed" end
  run.records[#run.records + 1] = record
  run.report { kind = "change", record = record }
  if not ok then error(describe(problem, self, spec.subject), 0) end
  return record
end

return Scope
