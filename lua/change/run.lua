--- A run: its passes, what was found and made in each, and which hosts and steps it is limited to.
local clock = require "clock"
local errors = require "errors"
local option_tables = require "options"
local tasks = require "tasks"
local Scope = require "change.scope"

local OPTIONS = "name: string, report: function, steps: strings, fail_fast: boolean, limit: strings, only: strings, "
  .. "inherited: table"

local Run = {}
Run.__index = Run

local current

--- The run under way; raises if there is none.
function Run.current()
  if current then return current end
  errors.raise {
    code = "USAGE", operation = "change", target = "", message = "no run is under way",
    hint = "Make changes inside change.perform({ name = … }, function(run) … end).",
  }
end

local function set(list)
  if not list or #list == 0 then return nil end
  local names = {}
  for _, name in ipairs(list) do names[name] = true end
  return names
end

--- Starts a run. `report(event)` is told of each change as it happens.
function Run.new(options)
  options = option_tables.check(options, OPTIONS, "change.run")
  local run = setmetatable({
    name = options.name,
    report = options.report or function() end,
    recorder = nil, -- writes the journal, in a pass that applies
    mode = "plan",
    steps = options.steps or {}, -- in the order in which they are told
    fail_fast = options.fail_fast,
    limit = set(options.limit),
    only = set(options.only),
    inherited = options.inherited or {}, -- marks that an unfinished run left, not yet acted upon
    readers = {}, -- services that were seen, by host and subject: { host =, subject =, marks = }
    phases = {}, -- of all passes: { name =, seconds =, mode = }
  }, Run)
  run:pass "plan"
  return run
end

--- Begins a pass: forgets what the one before found.
function Run:pass(mode)
  self.mode = mode
  self.records = {} -- of this pass, in order
  self.failures = {} -- { host =, step =, error = }
  self.notes = {} -- what the operator should know: { host =, text = }
  self.failed_hosts = {}
  self.touched = {} -- "host:mark" of what this pass changes
  current = self
end

--- Whether the run is to make changes of this step on this host.
function Run:wants(step, host)
  return (not self.only or self.only[step] == true) and (not self.limit or self.limit[host] == true)
end

--- A place to make changes: a step on a host ("ceph" for the cluster itself).
function Run:on(step, host) return Scope.new(self, step, host) end

--- Tells the operator something; once, however often it is seen.
function Run:note(host, text)
  for _, note in ipairs(self.notes) do
    if note.host == host and note.text == text then return end
  end
  self.notes[#self.notes + 1] = { host = host, text = text }
end

--- Remembers that something changes in this pass, for those who ask `is_touched`: a path, or another mark.
function Run:touch(host, mark) self.touched[host .. ":" .. mark] = true end
function Run:is_touched(host, mark) return self.touched[host .. ":" .. mark] == true end

--- Remembers who reads what, to say in the end what runs on an old configuration.
function Run:reads(host, subject, marks)
  self.readers[host .. " " .. subject] = { host = host, subject = subject, marks = marks }
end

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
  self.report { kind = "failure", host = host, step = step, error = problem }
end

local function is_cancelled(problem) return type(problem) == "table" and problem.code == "ECANCELED" end

--- Does `body()`; a failure is kept in `failures`, and whether there was one is the result. Raises where the whole run
--- is to end: on ^C, without a journal, or after any failure with `fail_fast`.
function Run:attempt(host, step, body)
  local ok, problem = pcall(body)
  if ok then return true end
  if is_cancelled(problem) then error(problem, 0) end
  self:fail(host, step, problem)
  if self.fail_fast then self.abandoned = true end
  if self.abandoned then error(problem, 0) end
  return false
end

--- Does `body(item)` for each item at the same time. A failure ends the work on that host and no other. Items are names
--- of hosts, or records with a `name`. `steps` is the name of the step, or a list of names.
---
--- With `also_failed` hosts that failed before are not left out: services there must not go on with what they read.
function Run:each(steps, items, body, given)
  steps = type(steps) == "table" and steps or { steps }
  local also_failed = given and given.also_failed and self.mode == "apply"
  tasks.each(items, { limit = 32 }, function(item)
    local host = type(item) == "table" and item.name or item
    if self.failed_hosts[host] and not also_failed then return end
    local wanted
    for _, step in ipairs(steps) do wanted = wanted or self:wants(step, host) end
    if not wanted then return end
    if not self:attempt(host, steps[1], function() body(item) end) then self.failed_hosts[host] = true end
  end)
end

--- What runs on an old configuration when a run ends before its time: { host =, subject =, because = }.
function Run:stale()
  local restarted = {}
  for _, record in ipairs(self.records) do
    if record.status == "changed" then restarted[record.host .. " " .. record.subject] = true end
  end
  local list = {}
  for key, reader in pairs(self.readers) do
    local because
    for _, mark in ipairs(reader.marks) do
      because = because or self:is_touched(reader.host, mark) and mark
    end
    if because and not restarted[key] then
      list[#list + 1] = { host = reader.host, subject = reader.subject, because = because }
    end
  end
  table.sort(list, function(a, b) return a.host .. a.subject < b.host .. b.subject end)
  return list
end

return Run
