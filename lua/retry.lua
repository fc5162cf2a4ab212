-- Trying again what may fail for a while.
local native = require "tasks.native"
local errors = require "errors"
local failure = require "failure"
local options = require "options"
local tasks = require "tasks"
local units = require "units"

local retry = {}

-- Mistakes in a script: no repetition mends them.
local HOPELESS = { USAGE = true, LUA = true }

local function wrong(name, message)
  error(errors.new { code = "USAGE", operation = "retry", target = ('option "%s"'):format(name), message = message })
end

local function number(given, name, default, low, high)
  local value = given[name]
  if value == nil then return default end
  if type(value) ~= "number" or not (value >= low and value <= high) then
    wrong(name, ("a number from %g%s expected"):format(low, high < math.huge and (" to %g"):format(high) or ""))
  end
  return value
end

local function attempts(given)
  local value = given.attempts
  if value == nil then return given.timeout and math.huge or 5 end
  if math.type(value) ~= "integer" or value < 1 then wrong("attempts", "a whole number from 1 expected") end
  return value
end

-- Which codes are worth another attempt, as a function.
local function judge(codes)
  if codes == nil then return function(code) return not HOPELESS[code] end end
  if type(codes) ~= "table" then wrong("codes", "list of strings expected, got " .. type(codes)) end
  local known = {}
  for _, code in ipairs(codes) do known[code] = true end
  return function(code) return known[code] end
end

local OPTIONS = "attempts: number, codes: table, growth: number, jitter: number, "
  .. "longest: number|string, pause: number|string, timeout: number|string"

local function plan(given)
  given = options.check(given, OPTIONS, "retry")
  return {
    attempts = attempts(given),
    is_worth_it = judge(given.codes),
    growth = number(given, "growth", 2, 1, math.huge),
    jitter = number(given, "jitter", 0.25, 0, 1),
    longest = units.duration(given.longest or 30),
    pause = units.duration(given.pause or 0.5),
    timeout = given.timeout and units.duration(given.timeout),
  }
end

-- The last failure once more, as what it was, with what was tried.
local function give_up(err, count, seconds)
  if count == 1 then error(err) end
  error(errors.new {
    code = err.code, domain = err.domain, number = err.number, operation = err.operation, target = err.target,
    message = ("%s, after %d attempts in %s"):format(err.message, count, units.seconds(seconds)),
    hint = err.hint, details = err.details, cause = err,
  })
end

-- Calls `fn(attempt)` until it succeeds; its results.
function retry.retry(fn, given)
  if type(fn) ~= "function" then
    error(errors.new {
      code = "USAGE", operation = "retry", target = "argument 1 (fn)", message = "function expected, got " .. type(fn),
    })
  end
  local how = plan(given)
  local began, pause, count = native.monotonic(), how.pause, 0
  while true do
    count = count + 1
    local results
    if how.timeout then
      local left = math.max(0, how.timeout - (native.monotonic() - began))
      results = table.pack(failure.attempt(tasks.timeout, left, fn, count))
    else
      results = table.pack(failure.attempt(fn, count))
    end
    if results[1] then return table.unpack(results, 2, results.n) end
    local err, elapsed = results[2], native.monotonic() - began
    if not how.is_worth_it(err.code) then error(err) end
    -- Less than the pause, never more: whoever waits beside this one begins at another time.
    local wait = pause * (1 - how.jitter * math.random())
    if count >= how.attempts or how.timeout and elapsed + wait >= how.timeout then give_up(err, count, elapsed) end
    native.sleep(wait)
    pause = math.min(how.longest, pause * how.growth)
  end
end

return retry
