local check = require "check"

local tests = {}

local function failing(times, code)
  local calls = {}
  return function(attempt)
    calls[#calls + 1] = attempt
    if #calls <= times then
      fail { code = code or "EBUSY", operation = "test", target = "it", message = "it is in use" }
    end
    return "done", #calls
  end, calls
end

function tests.it_is_tried_again_until_it_succeeds()
  local fn, calls = failing(2)
  check.equal({ retry(fn, { pause = 0 }) }, { "done", 3 })
  check.equal(calls, { 1, 2, 3 })
end

function tests.the_last_failure_says_how_often_it_was_tried()
  local fn, calls = failing(100)
  local err = check.raises("EBUSY", retry, fn, { attempts = 3, pause = 0 })
  check.matches(tostring(err), "^test it: it is in use, after 3 attempts in %d+ ms %(EBUSY%)$")
  check.equal({ err.domain, err.number, tostring(err.cause), #calls },
    { "errno", 16, "test it: it is in use (EBUSY)", 3 })
end

function tests.one_attempt_fails_as_it_is()
  check.equal(tostring(check.raises("EBUSY", retry, failing(1), { attempts = 1 })), "test it: it is in use (EBUSY)")
end

function tests.only_the_given_codes_are_tried_again()
  local fn, calls = failing(1, "ENOENT")
  check.raises("ENOENT", retry, fn, { codes = { "EBUSY" }, pause = 0 })
  check.equal(#calls, 1)
  check.equal((retry(failing(1, "ENOENT"), { codes = { "EBUSY", "ENOENT" }, pause = 0 })), "done")
end

function tests.mistakes_are_not_tried_again()
  local calls = 0
  check.raises("LUA", retry, function()
    calls = calls + 1
    error "a mistake"
  end, { pause = 0 })
  check.raises("USAGE", retry, function()
    calls = calls + 1
    fs.read {}
  end, { pause = 0 })
  check.equal(calls, 2)
end

-- The pauses that are made between attempts, with a clock of their own.
local function pauses(given)
  local native = require "tasks.native"
  local sleep, made = native.sleep, {}
  local _put_back <close> = setmetatable({}, { __close = function() native.sleep = sleep end })
  function native.sleep(seconds) made[#made + 1] = seconds end
  try(retry, failing(100), given)
  return made
end

function tests.pauses_grow_up_to_the_longest()
  check.equal(pauses { jitter = 0, pause = 1, growth = 3, longest = 20, attempts = 6 }, { 1.0, 3.0, 9.0, 20.0, 20.0 })
end

function tests.jitter_shortens_pauses_by_chance()
  local different = {}
  for _, seconds in ipairs(pauses { pause = "1s", growth = 1, jitter = 0.5, attempts = 50 }) do
    assert(seconds >= 0.5 and seconds <= 1, seconds)
    different[seconds] = true
  end
  local first = next(different)
  assert(next(different, first), "all pauses are the same")
end

function tests.the_deadline_stops_an_attempt_that_is_under_way()
  local stopped = false
  local err = check.raises("ETIMEDOUT", retry, function()
    local _guard <close> = setmetatable({}, { __close = function() stopped = true end })
    tasks.sleep(60)
  end, { timeout = 0.02 })
  check.matches(tostring(err), "did not end within")
  check.equal(stopped, true)
end

function tests.no_attempt_begins_after_the_deadline()
  local fn, calls = failing(1000)
  check.raises("EBUSY", retry, fn, { timeout = 0.05, pause = 0.02, jitter = 0 })
  assert(#calls >= 1 and #calls <= 3, #calls)
end

function tests.a_cancelled_task_is_not_retried()
  local attempts = 0
  local task = tasks.spawn(function()
    retry(function()
      attempts = attempts + 1
      tasks.sleep(60)
    end, { pause = 0 })
  end)
  tasks.sleep(0.01)
  task:cancel()
  pcall(task.wait, task)
  check.equal(attempts, 1)
end

function tests.options_are_checked()
  check.matches(tostring(check.raises("USAGE", retry, print, { attemps = 1 })), 'did you mean "attempts"')
  check.raises("USAGE", retry, print, { attempts = 0 })
  check.raises("USAGE", retry, print, { jitter = 2 })
  check.raises("USAGE", retry, print, { growth = 0.5 })
  check.raises("USAGE", retry, print, { codes = "EBUSY" })
  check.raises("USAGE", retry, print, { pause = "soon" })
  check.raises("USAGE", retry, nil)
end

return tests
