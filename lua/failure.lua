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
  if ok then return ... end
  local err = ...
  if is_cancellation(err) then error(err) end
  return nil, err
end

-- The results of a call, or nil and the error object.
function failure.try(fn, ...) return outcome(xpcall(fn, errors.trace, ...)) end

return failure
