-- Raising and meeting failures.
local errors = require "errors"

local failure = {}

-- Raises an error object: from a text, or from its fields.
function failure.fail(fields)
  if type(fields) ~= "table" then fields = { message = tostring(fields) } end
  error(errors.new(fields))
end

-- A task that was told to stop stops: `try` is for failures.
local function is_cancellation(err)
  return type(err) == "table" and rawget(err, "code") == "ECANCELED" and rawget(err, "operation") == "task"
end

local function outcome(ok, ...)
  if not ok and is_cancellation(...) then error((...)) end
  return ok, ...
end

-- `true` and the results of a call, or `false` and the error object.
function failure.attempt(fn, ...) return outcome(xpcall(fn, errors.trace, ...)) end

local function results(ok, ...)
  if ok then return ... end
  return nil, (...)
end

-- The results of a call, or nil and the error object.
function failure.try(fn, ...) return results(failure.attempt(fn, ...)) end

return failure
