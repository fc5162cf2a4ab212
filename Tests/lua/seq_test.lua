local check = require "check"

local tests = {}

-- Numbers from 1 on, as a loop takes them, and how often they were asked for and closed.
local function numbers(last)
  local seen = { asked = 0, closed = 0 }
  local function next_number(_, number)
    seen.asked = seen.asked + 1
    number = (number or 0) + 1
    if not last or number <= last then return number end
  end
  return seen, next_number, nil, nil, setmetatable({}, { __close = function() seen.closed = seen.closed + 1 end })
end

local function sequence(last)
  local seen, iterator, state, control, closing = numbers(last)
  return (seq.of(iterator, state, control, closing)), seen
end

local function even(number) return number % 2 == 0 end

function tests.elements_come_one_by_one()
  local calls = {}
  local list = seq.of({ 1, 2, 3, 4, 5, 6 })
    :filter(function(n) calls[#calls + 1] = "f" .. n return even(n) end)
    :map(function(n) calls[#calls + 1] = "m" .. n return n * 10 end)
    :take(2):to_list()
  check.equal(list, { 20, 40 })
  check.equal(calls, { "f1", "f2", "m2", "f3", "f4", "m4" })
end

function tests.a_loop_goes_over_it()
  local sum = 0
  for number in seq.of({ 1, 2, 3 }):map(function(n) return n + 1 end) do sum = sum + number end
  check.equal(sum, 9)
end

function tests.iterators_are_sources_too()
  check.equal(seq.of(("a,b,c"):gmatch "%w"):to_list(), { "a", "b", "c" })
  check.equal(seq.of(pairs { only = 1 }):to_list(), { "only" })
  check.in_folder(function(folder)
    fs.write(folder .. "/lines", "one\ntwo\n")
    check.equal(seq.of(io.lines(folder .. "/lines")):to_list(), { "one", "two" })
  end)
end

function tests.the_source_is_closed_at_the_end()
  local s, seen = sequence(3)
  check.equal({ s:count(), seen.asked, seen.closed }, { 3, 4, 1 })
end

function tests.the_source_is_closed_by_break()
  local s, seen = sequence()
  for number in s:map(function(n) return n end):filter(even) do
    if number == 4 then break end
  end
  check.equal({ seen.asked, seen.closed }, { 4, 1 })
end

function tests.the_source_is_closed_by_an_error_in_the_loop()
  local s, seen = sequence()
  pcall(function()
    for _ in s:filter(even) do error "out" end
  end)
  check.equal(seen.closed, 1)
end

function tests.the_source_is_closed_by_a_failing_function()
  local s, seen = sequence()
  local err = check.raises("LUA", function() s:map(function() error "no" end):count() end)
  check.matches(err.message, "seq_test.lua:%d+: no$")
  check.equal(seen.closed, 1)
end

function tests.take_closes_the_source_and_asks_no_further()
  local s, seen = sequence()
  check.equal(s:take(2):to_list(), { 1, 2 })
  check.equal({ seen.asked, seen.closed }, { 2, 1 })
  check.equal((sequence()):take(0):to_list(), {})
end

function tests.first_closes_the_source()
  local s, seen = sequence()
  check.equal({ s:filter(even):first(), seen.closed }, { 2, 1 })
  check.equal(seq.of({}):first(), nil)
end

function tests.the_source_is_closed_by_the_collector()
  local seen
  do
    local s
    s, seen = sequence()
    s:map(even)()
  end
  collectgarbage()
  collectgarbage()
  check.equal(seen.closed, 1)
end

function tests.a_close_variable_closes_it()
  local s, seen = sequence()
  do
    local _s <close> = s
  end
  check.equal(seen.closed, 1)
end

function tests.sort_by_works_out_each_key_once_and_first()
  local keys = 0
  local sorted = seq.of({ 3, 1, 2 }):sort_by(function(n)
    keys = keys + 1
    tasks.sleep(0) -- a key may wait
    return n
  end):to_list()
  check.equal({ sorted, keys }, { { 1, 2, 3 }, 3 })
end

function tests.sort_by_keeps_the_order_of_equals()
  local rows = { { n = 1, id = "a" }, { n = 0, id = "b" }, { n = 1, id = "c" }, { n = 0, id = "d" } }
  local function ids(s) return table.concat(s:map(function(row) return row.id end):to_list()) end
  check.equal(ids((seq.of(rows):sort_by "n")), "bdac")
  check.equal(ids((seq.of(rows):sort_by("n", { descending = true }))), "acbd")
end

function tests.sort_by_refuses_keys_without_an_order()
  local function keys(list) return seq.of(list):sort_by(function(key) return key end):to_list() end
  check.raises("USAGE", keys, { 1, "a" })
  check.raises("USAGE", keys, { 1, 0 / 0 })
  check.raises("USAGE", keys, { true, false })
  check.raises("USAGE", function() return seq.of({ {} }):sort_by("missing"):to_list() end)
end

function tests.group_by_keeps_the_order_in_which_keys_come()
  local groups = seq.of({ 5, 2, 3, 4 }):group_by(function(n) return even(n) and "even" or "odd" end):to_list()
  check.equal(groups, { { key = "odd", elements = { 5, 3 } }, { key = "even", elements = { 2, 4 } } })
  check.raises("USAGE", function() return seq.of({ {} }):group_by("missing"):to_list() end)
end

function tests.fold_and_count()
  check.equal(seq.of({ 1, 2, 3 }):fold(10, function(sum, n) return sum + n end), 16)
  check.equal(seq.of({}):count(), 0)
end

function tests.it_can_be_gone_through_once()
  local s = seq.of { 1, 2 }
  s:to_list()
  check.matches(tostring(check.raises("USAGE", s.count, s)), "has been gone through")
  local other = seq.of { 1, 2 }
  other:map(tostring)
  check.raises("USAGE", other.to_list, other)
  check.raises("USAGE", function() for _ in other do error "an element" end end)
end

function tests.wrong_arguments_are_errors()
  check.raises("USAGE", seq.of, nil)
  check.raises("USAGE", seq.of, 1)
  for _, method in ipairs { "map", "filter", "take", "sort_by", "group_by" } do
    local s = seq.of { 1 }
    check.raises("USAGE", s[method], s, nil)
    check.raises("USAGE", s[method], {}, print)
  end
  check.raises("USAGE", function() seq.of({ 1 }):map(function() end):to_list() end)
  check.matches(tostring(check.raises("USAGE", seq.of({}).sort_by, seq.of {}, "n", { decending = true })),
    'did you mean "descending"')
end

function tests.tasks_take_sequences()
  check.equal(tasks.map(seq.of({ 1, 2, 3 }):filter(even), function(n) return n * 2 end), { 4 })
end

function tests.a_result_that_is_a_sequence_is_its_list()
  local program = fs.real_path "/proc/self/exe"
  local code = "return seq.of({ 1, 2 }):map(function(n) return n + 1 end)"
  check.equal(process.run({ program, "--json", "-e", code }).stdout, "[2,3]\n")
end

return tests
