--- Writes a run's journal: the intent of each change before it is made, what came of it after.
local clock = require "clock"
local journal = require "journal"
local process = require "process"
local run_mode = require "run"
local state = require "change.state"

local recorder = {}

local Recorder = {}
Recorder.__index = Recorder

--- Who runs this, for people: the user behind sudo, too.
function recorder.who()
  local user = process.environment "SUDO_USER"
  return user and user ~= "" and user or run_mode.user
end

--- Begins the journal of a run. `header` says what the run is.
function recorder.begin(run, header)
  local self = setmetatable({ run = run, count = 0, journal = journal.begin(run.name) }, Recorder)
  local record = {
    event = "run", format = 1, id = self.journal.id, playbook = run.name, at = clock.now(), who = recorder.who(),
    pid = run_mode.pid, machine = run_mode.machine, version = run_mode.version,
  }
  for key, value in pairs(header) do record[key] = value end
  self:write(record)
  return self
end

-- A run without a journal is no run: what cannot be written down is not done.
local function write(self, method, content)
  local ok, result = pcall(self.journal[method], self.journal, content)
  if ok then return result end
  self.run.abandoned = true
  error(result, 0)
end

function Recorder:write(record) write(self, "write", record) end

local function keeper(self)
  return function(content) return write(self, "keep", content) end
end

--- Before a change: what it is about, how that stands, and how it will stand.
function Recorder:intend(scope, spec, record, desired)
  self.count = self.count + 1
  local entry = { number = self.count, started = clock.monotonic(), after = state.digest(desired) }
  self:write {
    event = "intent", change = entry.number, at = clock.now(), host = scope.host, step = scope.step,
    subject = spec.subject, detail = record.detail, touches = spec.touches,
    kind = spec.kind and spec.kind.name, source = spec.kind and spec.kind.source, about = spec.about,
    before = state.encode(record.before, keeper(self)), after = state.encode(desired), expected = entry.after,
  }
  return entry
end

--- After it: what came of it.
function Recorder:conclude(entry, ok, problem)
  self:write {
    event = "outcome", change = entry.number, at = clock.now(), status = ok and "changed" or "failed",
    after = ok and entry.after or nil, message = not ok and tostring(problem) or nil,
    seconds = clock.monotonic() - entry.started,
  }
end

--- The end of the run: "done", "failed" or "abandoned".
function Recorder:finish(status)
  -- What was done is written down already; that the end is missing says as much as the end would.
  pcall(self.journal.write, self.journal, { event = "end", status = status, at = clock.now() })
end

return recorder
