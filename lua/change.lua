--- Changes: everything a playbook alters goes through here.
---
--- A change says what it is about, how that stands (`probe`), how it should stand (`desired`) and how to get there
--- (`apply`). The engine compares, decides, and keeps the record. A run makes up to two passes over the same code:
--- "plan" only probes, so that every fault that can be seen beforehand is seen before anything is written, and
--- "apply" does what is left to do.
local errors = require "errors"
local clock = require "clock"
local tasks = require "tasks"

local change = {}

--- Stands for what is not known before an earlier change was made: the key of a user who is yet to be created.
change.PENDING = setmetatable({}, { __tostring = function() return "(known after an earlier change)" end })

local function is_secret(value) return type(value) == "userdata" end

--- Whether two states are the same; secrets are compared without being shown.
function change.same(a, b)
  if a == change.PENDING or b == change.PENDING then return false end
  if is_secret(a) and is_secret(b) then return a:equals(b) end
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do
    if not change.same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

local Run = {}
Run.__index = Run

local Scope = {}
Scope.__index = Scope

--- Starts a run. `report(event)` is told of each change as it happens.
function change.run(options)
  return setmetatable({
    name = options.name,
    report = options.report or function() end,
    mode = "plan",
    records = {}, -- of this pass, in order
    failures = {}, -- { host =, step =, error = }
    notes = {}, -- what the operator should know: { host =, text = }
    failed_hosts = {},
    phases = {}, -- of all passes: { name =, seconds =, mode = }
    touched = {}, -- "host:path" of files that this pass changes
  }, Run)
end

--- Begins a pass: forgets what the one before found.
function Run:pass(mode)
  self.mode = mode
  self.records, self.failures, self.notes, self.failed_hosts, self.touched = {}, {}, {}, {}, {}
end

--- A place to make changes: a step on a host ("ceph" for the cluster itself).
function Run:on(step, host) return setmetatable({ run = self, step = step, host = host }, Scope) end

--- Tells the operator something; once, however often it is seen.
function Run:note(host, text)
  for _, note in ipairs(self.notes) do
    if note.host == host and note.text == text then return end
  end
  self.notes[#self.notes + 1] = { host = host, text = text }
end

--- Remembers that a file changes in this pass, for those who ask `is_touched`.
function Run:touch(host, path) self.touched[host .. ":" .. path] = true end
function Run:is_touched(host, path) return self.touched[host .. ":" .. path] == true end

--- How many records of the pass are not "unchanged".
function Run:count()
  local count = 0
  for _, record in ipairs(self.records) do
    if record.status ~= "unchanged" then count = count + 1 end
  end
  return count
end

--- Does a part of the pass and keeps how long it took, for those who look where the time goes.
function Run:phase(name, body)
  local started = clock.monotonic()
  body()
  self.phases[#self.phases + 1] = { name = name, seconds = clock.monotonic() - started, mode = self.mode }
end

function Run:fail(host, step, problem)
  self.failures[#self.failures + 1] = { host = host, step = step, error = problem }
  self.failed_hosts[host] = true
  self.report { kind = "failure", host = host, step = step, error = problem }
end

--- Does `body(item)` for each item at the same time. A failure ends the work on that host and no other; it is kept in
--- `failures`. Items are names of hosts, or records with a `name`.
function Run:each(step, items, body)
  tasks.each(items, { limit = 32 }, function(item)
    local host = type(item) == "table" and item.name or item
    if self.failed_hosts[host] then return end
    local ok, problem = pcall(body, item)
    if ok then return end
    if type(problem) == "table" and problem.code == "ECANCELED" then error(problem, 0) end
    self:fail(host, step, problem)
  end)
end

local function describe(problem, scope, subject)
  if type(problem) ~= "table" or not problem.wrap or problem.code == "ECANCELED" then return problem end
  problem.subject = ("%s on %s"):format(subject, scope.host)
  return problem
end

--- Makes one change, or in a plan finds whether it is to be made.
---
--- `subject` names it; `probe()` gives its state, nil for "there is none"; `desired` is a state or a function of the
--- present one; `apply(before, desired)` makes it so; `diff(before, desired)` shows it, secrets masked.
--- Gives the record: status "unchanged", "pending" (plan) or "changed".
function Scope:change(spec)
  local started = clock.monotonic()
  local record = { host = self.host, step = self.step, subject = spec.subject, mode = self.run.mode }
  local ok, problem = pcall(function()
    record.before = spec.probe()
    local desired = spec.desired
    if type(desired) == "function" then desired = desired(record.before) end
    record.after = desired
    if change.same(record.before, desired) then
      record.status = "unchanged"
    else
      record.diff = spec.diff and spec.diff(record.before, desired)
      record.detail = spec.detail and spec.detail(record.before, desired)
      if self.run.mode == "apply" then
        if desired == change.PENDING then
          errors.raise {
            code = "INTERNAL", operation = "change", target = spec.subject,
            message = "what it depends on was not made before it",
          }
        end
        spec.apply(record.before, desired)
        record.status = "changed"
      else
        record.status = "pending"
      end
      if spec.path then self.run:touch(self.host, spec.path) end
    end
  end)
  record.seconds = clock.monotonic() - started
  if not ok then
    record.status = "failed"
    self.run.records[#self.run.records + 1] = record
    error(describe(problem, self, spec.subject), 0)
  end
  self.run.records[#self.run.records + 1] = record
  self.run.report { kind = "change", record = record }
  return record
end

return change
