-- Tasks: several things at a time, in a structured way. Children end before the function that started them returns,
-- and the first failure stops the others and is raised.
local native = require "tasks.native"
local arguments = require "arguments"
local errors = require "errors"
local json = require "json"
local options = require "options"
local units = require "units"

local tasks = { spawn = native.spawn, sleep = native.sleep }

-- Tells a task to stop, once: a second time would end what its `<close>` handlers wait for.
local told = setmetatable({}, { __mode = "k" })
local function stop(worker)
  if worker.ended or told[worker] then return end
  told[worker] = true
  worker:cancel()
end

-- Tasks that have ended when the scope they are a <close> variable of is left, however it is left: what stands around
-- them may still be in use by them.
local function ending(workers)
  return setmetatable(workers, {
    __close = function()
      for _, worker in ipairs(workers) do stop(worker) end
      for _, worker in ipairs(workers) do
        if not worker.ended then pcall(worker.wait, worker) end
      end
    end,
  })
end

-- A failure beside the first one: what stopped, stopped because it was told to, unless it says something else.
local function remember(first, err)
  if err == first or err.code == "ECANCELED" then return end
  first.also = first.also or {}
  table.insert(first.also, err)
  -- Whatever shows an error shows its details.
  first.details = (first.details and first.details .. "\n" or "") .. "also: " .. tostring(err)
end

-- Runs `count` workers, each `body(group, index)`, until all have ended; raises the first failure, with the others in
-- its `also`. `group.stop(index)` stops all but that one.
local function run_together(count, body)
  local workers <close> = ending {}
  local group = { stopped = false }
  function group.stop(own)
    group.stopped = true
    for index, worker in ipairs(workers) do
      if index ~= own then stop(worker) end
    end
  end
  for index = 1, count do
    workers[index] = native.spawn(function()
      -- Caught here rather than by who waits, who waits for the first worker while the third one fails.
      local ok, err = xpcall(body, errors.trace, group, index)
      if not ok and group.failure then
        remember(group.failure, err)
      elseif not ok and not group.stopped then
        group.failure = err
        group.stop(index)
      end
    end)
  end
  for _, worker in ipairs(workers) do worker:wait() end
  if group.failure then error(group.failure) end
end

local function checked(operation, list, given, fn)
  if fn == nil then given, fn = nil, given end
  local seq = package.loaded.seq
  if seq and seq.is_sequence(list) then list = list:to_list() end
  arguments.check(operation, "list: list", list)
  if type(fn) ~= "function" then
    error(errors.new {
      code = "USAGE", operation = operation, target = "fn", message = "function expected, got " .. type(fn),
    })
  end
  given = options.check(given, "limit: integer, timeout: number|string", operation)
  local limit = given.limit or 16
  if math.type(limit) ~= "integer" or limit < 1 then
    error(errors.new {
      code = "USAGE", operation = operation, target = 'option "limit"', message = "a whole number from 1 expected",
    })
  end
  return list, limit, given.timeout, fn
end

local function map(operation, list, given, fn)
  local limit, timeout
  list, limit, timeout, fn = checked(operation, list, given, fn)
  local count, position, results = #list, 0, json.array {}
  run_together(math.min(limit, count), function(group)
    while position < count and not group.stopped do
      position = position + 1
      local mine = position
      if timeout then
        results[mine] = tasks.timeout(timeout, fn, list[mine], mine)
      else
        results[mine] = fn(list[mine], mine)
      end
    end
  end)
  return results
end

-- Calls `fn(element, position)` for each element, at most `limit` (16) at a time.
function tasks.each(list, given, fn) map("tasks.each", list, given, fn) end

-- Like `each`; the first result of each call, in the order of the list.
function tasks.map(list, given, fn) return map("tasks.map", list, given, fn) end

local function check_function(operation, fn, position)
  if type(fn) == "function" then return end
  arguments.refuse(operation, 1, "functions", ("function expected at position %d, got %s"):format(position, type(fn)))
end

local function check_functions(operation, functions)
  arguments.check(operation, "functions: list", functions)
  for position = 1, #functions do check_function(operation, functions[position], position) end
end

-- Runs functions together, all at once; their first results, in order.
function tasks.all(functions)
  check_functions("tasks.all", functions)
  return map("tasks.all", functions, { limit = math.max(1, #functions) }, function(fn, position)
    check_function("tasks.all", fn, position) -- the elements of a sequence are known only now
    return fn()
  end)
end

-- Runs functions together; the results of the one that returns first. The others are cancelled.
function tasks.race(functions)
  check_functions("tasks.race", functions)
  local winner
  run_together(#functions, function(group, index)
    if group.stopped then return end
    local results = table.pack(functions[index]())
    if not winner then
      winner = results
      group.stop(index)
    end
  end)
  if winner then return table.unpack(winner, 1, winner.n) end
end

-- The results of `fn(...)`, or ETIMEDOUT if it takes longer; it is cancelled then.
function tasks.timeout(limit, fn, ...)
  arguments.check("tasks.timeout", "seconds: number|string, fn: function", limit, fn)
  local task = native.spawn(fn, ...)
  local _ending <close> = ending { task }
  return task:wait { timeout = limit }
end

-- The error of a wait that was in vain: what `fn` answered last is why. An error object is the cause, a text or number
-- behind nil or false the reason.
local function in_vain(what, limit, reason)
  local message = ("did not come about within %s"):format(units.seconds(limit))
  local cause = type(reason) == "table" and rawget(reason, "code") and reason or nil
  if not cause and reason ~= nil then message = ("%s, last: %s"):format(message, reason) end
  error(errors.new {
    code = "ETIMEDOUT", operation = "wait", target = what or "", message = message, cause = cause,
  })
end

-- Calls `fn` every so often until it returns something true, which it returns. The first second is asked more often.
function tasks.wait_until(fn, given)
  arguments.check("tasks.wait_until", "fn: function", fn)
  given = options.check(given, "every: number|string, timeout: number|string, what: string", "tasks.wait_until")
  local every = units.duration(given.every or 1)
  local limit = units.duration(given.timeout or 60)
  local started = native.monotonic()
  local pause = math.min(every, 0.05)
  while true do
    local result, reason = fn()
    if result then return result end
    local left = limit - (native.monotonic() - started)
    if left <= 0 then in_vain(given.what, limit, reason) end
    native.sleep(math.min(pause, left))
    pause = math.min(every, pause * 2)
  end
end

return tasks
