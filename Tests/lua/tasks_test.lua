local check = require "check"

local tests = {}

local function closing(fn) return setmetatable({}, { __close = fn }) end

function tests.each_runs_several_at_a_time()
  local running, most, calls = 0, 0, 0
  tasks.each({ 1, 2, 3, 4, 5, 6 }, { limit = 3 }, function()
    running = running + 1
    most = math.max(most, running)
    tasks.sleep(0.005)
    running, calls = running - 1, calls + 1
  end)
  check.equal({ most, calls }, { 3, 6 })
end

function tests.map_keeps_the_order()
  local results = tasks.map({ 3, 1, 2 }, function(n, position)
    tasks.sleep(n * 0.005)
    return n * 10 + position
  end)
  check.equal(results, { 31, 12, 23 })
end

function tests.the_first_failure_stops_the_others_and_is_raised()
  local ended, began = {}, clock.monotonic()
  local err = check.raises("EBUSY", tasks.each, { 1, 2, 3 }, function(n)
    local _guard <close> = closing(function() ended[#ended + 1] = n end)
    if n == 2 then
      tasks.sleep(0.01)
      fail { code = "EBUSY", operation = "test", target = "two", message = "it is in use" }
    end
    tasks.sleep(30)
  end)
  check.equal(tostring(err), "test two: it is in use (EBUSY)")
  table.sort(ended)
  check.equal(ended, { 1, 2, 3 })
  assert(clock.monotonic() - began < 10)
end

function tests.elements_after_a_failure_are_not_begun()
  local begun = 0
  pcall(tasks.each, { 1, 2, 3, 4 }, { limit = 1 }, function()
    begun = begun + 1
    error "first"
  end)
  check.equal(begun, 1)
end

function tests.a_failure_says_where_it_was()
  local err = check.raises("LUA", tasks.each, { 1 }, function() error "plain" end)
  check.matches(err.message, "tasks_test.lua:%d+: plain$")
  check.matches(err.traceback, "tasks_test.lua")
end

function tests.an_empty_list_is_fine()
  check.equal(tasks.map({}, print), {})
  tasks.each({}, print)
end

function tests.options_are_checked()
  check.matches(tostring(check.raises("USAGE", tasks.each, {}, { limt = 1 }, print)), 'did you mean "limit"')
  check.raises("USAGE", tasks.each, {}, { limit = 0 }, print)
  check.raises("USAGE", tasks.each, {}, "no function")
  check.raises("USAGE", tasks.each, nil, print)
end

function tests.all_gives_the_results_in_order()
  check.equal(tasks.all {
    function() tasks.sleep(0.01) return "a" end,
    function() return "b" end,
  }, { "a", "b" })
  check.equal(tasks.all {}, {})
end

function tests.race_gives_the_first_and_stops_the_rest()
  local stopped = false
  local first, second = tasks.race {
    function()
      local _guard <close> = closing(function() stopped = true end)
      tasks.sleep(30)
    end,
    function() tasks.sleep(0.005) return "quick", 2 end,
  }
  check.equal({ first, second, stopped }, { "quick", 2, true })
end

function tests.race_raises_a_failure_that_comes_first()
  check.raises("LUA", tasks.race, { function() error "no" end, function() tasks.sleep(30) end })
end

function tests.timeout_gives_the_results()
  check.equal({ tasks.timeout(10, function(a, b) return b, a end, 1, 2) }, { 2, 1 })
end

function tests.timeout_stops_what_takes_too_long()
  local closed = false
  check.raises("ETIMEDOUT", tasks.timeout, 0.02, function()
    local _guard <close> = closing(function()
      tasks.sleep(0.01) -- a handler may wait
      closed = true
    end)
    tasks.sleep(30)
  end)
  check.equal(closed, true)
end

function tests.each_has_a_timeout_for_each()
  check.raises("ETIMEDOUT", tasks.each, { 1 }, { timeout = "20ms" }, function() tasks.sleep(30) end)
end

function tests.children_end_before_the_scope_around_them_closes()
  local order = {}
  pcall(tasks.timeout, 0.02, function()
    local _outer <close> = closing(function() order[#order + 1] = "outer" end)
    tasks.each({ 1, 2 }, function()
      local _inner <close> = closing(function()
        tasks.sleep(0.01)
        order[#order + 1] = "inner"
      end)
      tasks.sleep(30)
    end)
  end)
  check.equal(order, { "inner", "inner", "outer" })
end

function tests.wait_until_asks_again()
  local asked = 0
  local answer = tasks.wait_until(function()
    asked = asked + 1
    return asked == 3 and "there"
  end, { every = 0.005 })
  check.equal({ answer, asked }, { "there", 3 })
end

function tests.wait_until_has_a_deadline()
  local err = check.raises("ETIMEDOUT", tasks.wait_until, function() return false end,
    { every = 0.005, timeout = 0.03, what = "the pool" })
  check.equal(tostring(err), "wait the pool: did not come about within 30 ms (ETIMEDOUT)")
end

function tests.a_failure_nobody_waited_for_is_raised_at_the_end()
  local starter = tasks.spawn(function() tasks.spawn(function() error "lost" end) end)
  local err = check.raises("LUA", starter.wait, starter)
  check.matches(err.message, "lost$")
end

function tests.a_failure_that_was_waited_for_is_not()
  local starter = tasks.spawn(function()
    local child = tasks.spawn(function() error "seen" end)
    try(child.wait, child)
    return "fine"
  end)
  check.equal(starter:wait(), "fine")
end

function tests.a_cancelled_task_is_not_stopped_by_try()
  local went_on = false
  local task = tasks.spawn(function()
    try(tasks.sleep, 30)
    went_on = true
  end)
  tasks.sleep(0.005)
  task:cancel()
  check.raises("LUA", function()
    local ok, err = pcall(task.wait, task)
    if not ok then error("ended: " .. err.code) end
  end)
  check.equal(went_on, false)
end

function tests.waiting_inside_a_callback_blocks_in_place()
  local list = { 3, 1, 2 }
  table.sort(list, function(a, b)
    clock.sleep(0.001)
    return a < b
  end)
  check.equal(list, { 1, 2, 3 })
  local next_value = coroutine.wrap(function()
    clock.sleep(0.001)
    coroutine.yield "from a coroutine"
  end)
  check.equal(next_value(), "from a coroutine")
end

function tests.wait_until_says_what_the_answer_was_last()
  local asked = 0
  local err = check.raises("ETIMEDOUT", tasks.wait_until, function()
    asked = asked + 1
    return false, asked > 1 and "2 of 3 are up" or "none is up"
  end, { every = 0.005, timeout = 0.03, what = "for OSDs" })
  check.equal(tostring(err), "wait for OSDs: did not come about within 30 ms, last: 2 of 3 are up (ETIMEDOUT)")
end

function tests.wait_until_has_the_last_error_as_its_cause()
  local err = check.raises("ETIMEDOUT", tasks.wait_until, function() return try(fs.read, "/nonexistent") end,
    { every = 0.005, timeout = 0.03 })
  check.equal(err.cause.code, "ENOENT")
end

function tests.failures_beside_the_first_are_not_lost()
  local function failing(code) fail { code = code, operation = "test", target = code, message = "it failed" } end
  local err = check.raises("EBUSY", tasks.all, {
    function()
      tasks.sleep(0.005)
      failing "EBUSY"
    end,
    function()
      local _guard <close> = closing(function() failing "EIO" end)
      tasks.sleep(30)
    end,
    function() tasks.sleep(30) end, -- it stops because it is told to: no failure
  })
  check.equal(#err.also, 1)
  check.equal(err.also[1].code, "EIO")
  check.equal(err.details, "also: test EIO: it failed (EIO)")
end

function tests.a_failure_alone_has_none_beside_it()
  local err = check.raises("LUA", tasks.all, { function() error "one" end, function() tasks.sleep(30) end })
  check.equal(err.also, nil)
end

function tests.a_race_closes_what_the_others_hold()
  local closed = {}
  check.equal(tasks.race {
    function()
      local _outer <close> = closing(function() closed[#closed + 1] = "outer" end)
      return tasks.race {
        function()
          local _inner <close> = closing(function()
            tasks.sleep(0.005)
            closed[#closed + 1] = "inner"
          end)
          tasks.sleep(30)
        end,
        function() tasks.sleep(30) end,
      }
    end,
    function()
      tasks.sleep(0.01)
      return "won"
    end,
  }, "won")
  check.equal(closed, { "inner", "outer" })
end

function tests.being_told_to_stop_ends_a_native_call_that_waits()
  local began = clock.monotonic()
  check.raises("ETIMEDOUT", tasks.timeout, 0.05, process.run, { "sleep", "300" })
  assert(clock.monotonic() - began < 200, "the command ran on")
end

-- Kilobytes that the program holds, as the kernel counts them.
local function resident() return math.tointeger(fs.read("/proc/self/status"):match "VmRSS:%s+(%d+)") end

function tests.ten_thousand_tasks_fit_into_100_MB()
  local list, before, most, waiting = {}, resident(), 0, 0
  for position = 1, 10000 do list[position] = position end
  tasks.each(list, { limit = 10000 }, function()
    waiting = waiting + 1
    if waiting == #list then most = resident() end
    tasks.wait_until(function() return waiting == #list end, { every = 0.05 })
  end)
  check.equal(waiting, 10000)
  assert(most - before <= 100 * 1000, ("%d KB"):format(most - before))
end

function tests.ten_thousand_tasks_each_with_a_native_call()
  local list, whole = {}, 0
  for position = 1, 10000 do list[position] = position end
  tasks.each(list, { limit = 10000 }, function()
    if fs.read "/proc/self/stat":find "^%d+ .+%d\n$" then whole = whole + 1 end
  end)
  check.equal(whole, 10000)
end

function tests.ten_thousand_tasks()
  local count, list = 0, {}
  for position = 1, 10000 do list[position] = position end
  tasks.each(list, { limit = 10000 }, function()
    tasks.sleep(0.01)
    count = count + 1
  end)
  check.equal(count, 10000)
end

return tests
