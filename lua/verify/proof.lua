--- One proof: a task that waits for the proofs it builds on, and ends as one row of the table.
---
--- Its function gets the proof and what it was given besides, and returns a line of evidence and a value for the proofs
--- that build on it. It ends the proof early with `proof:skip`, `proof:weakness` or `proof:fail`; any other error is a
--- failure as well.
local clock = require "clock"
local tasks = require "tasks"

---@class verify.Proof
---@field run verify.Run
---@field title string
---@field host string|nil     # where it was proven; the function may set it
---@field result "running"|"proven"|"failed"|"skipped"|"known weakness"|"stopped"
---@field evidence string
---@field seconds number      # without waiting for other proofs
---@field value any           # for the proofs that build on it
local Proof = { __name = "verify.Proof" }
Proof.__index = Proof

-- What `skip`, `weakness` and `fail` raise.
local Outcome = {}
-- What `after` gives.
local After = {}

local function one_line(value)
  return (tostring(value):gsub("%s*\n%s*", "; "))
end

-- An error with the end of what it knows besides.
local function explain(err)
  local details = type(err) == "table" and err.details
  return one_line(details and ("%s: …%s"):format(err, details:sub(-160)) or err)
end

local function is_cancellation(err)
  return type(err) == "table" and err.code == "ECANCELED"
end

-- The values of the proofs among the arguments; waits for them. What was not proven cannot be built on.
local function values_of(proof, arguments)
  local values = { n = arguments.n }
  for i = 1, arguments.n do
    local argument = arguments[i]
    if getmetatable(argument) == After then
      for _, each in ipairs(argument) do each:wait() end
      argument = nil
    elseif getmetatable(argument) == Proof then
      argument:wait()
      if argument.result ~= "proven" then proof:skip("needs: %s", argument.title) end
      argument = argument.value
    end
    values[i] = argument
  end
  return table.unpack(values, 1, values.n)
end

local function settle(proof, ok, evidence, value)
  if ok then
    proof.result, proof.evidence, proof.value = "proven", evidence, value
  elseif getmetatable(evidence) == Outcome then
    proof.result, proof.evidence = evidence.result, evidence.text
  elseif is_cancellation(evidence) then
    proof.result, proof.evidence = "stopped", "stopped before it was done"
  else
    proof.result, proof.evidence, proof.error = "failed", explain(evidence), evidence
  end
end

--- Start a proof of `run`: `prove(proof, …)`. Proofs among the arguments are waited for and stand for their values.
---@return verify.Proof
function Proof.start(run, title, prove, ...)
  local proof = setmetatable({ run = run, title = title, result = "running", evidence = "", seconds = 0 }, Proof)
  local arguments = table.pack(...)
  proof.task = tasks.spawn(function()
    local started
    settle(proof, pcall(function()
      local values = table.pack(values_of(proof, arguments))
      started = clock.monotonic()
      return prove(proof, table.unpack(values, 1, values.n))
    end))
    proof.seconds = started and clock.monotonic() - started or 0
    run:report(proof)
  end)
  return proof
end

--- Wait until it has ended.
function Proof:wait()
  self.task:wait()
end

--- For a proof that must come after these, however they end: its last argument, without a value.
function Proof.after(...)
  return setmetatable({ ... }, After)
end

--- Tell it to stop; `wait` waits until it has.
function Proof:stop()
  if not self.task.ended then self.task:cancel() end
end

local function raise(result, format, ...)
  error(setmetatable({ result = result, text = one_line(format:format(...)) }, Outcome), 0)
end

--- It is refuted.
function Proof.fail(_, format, ...)
  raise("failed", format, ...)
end

--- It cannot be proven here, and need not be.
function Proof.skip(_, format, ...)
  raise("skipped", format, ...)
end

--- It does not hold, as is known of this profile: `reason` says why. Under any other profile it is refuted.
function Proof:weakness(profile, format, ...)
  raise(self.run.site.profile == profile and "known weakness" or "failed", format, ...)
end

--- It is refuted unless `condition` holds; gives the condition back.
function Proof.check(_, condition, format, ...)
  if not condition then raise("failed", format, ...) end
  return condition
end

return Proof
