local check = require "check"

local tests = {}

-- What a script writes to standard error, which is no terminal.
local function log_of(script)
  local program = fs.real_path "/proc/self/exe"
  return process.run({ program, "-e", script }, { check = false }).stderr
end

function tests.a_log_gets_a_line_now_and_then_and_a_last_one()
  local text = log_of [[
    local bar <close> = progress.bar { title = "copy", total = 4, every = 0 }
    bar:add() bar:add(2)
  ]]
  local lines = {}
  for words in text:gmatch "copy: ([^\n]+)\n" do lines[#lines + 1] = words end
  check.equal(lines, { "25 %, 1 of 4", "75 %, 3 of 4", "75 %, 3 of 4" })
end

function tests.what_is_done_soon_leaves_no_line()
  check.equal(log_of [[for _ in progress.each({ 1, 2 }, { title = "quick" }) do end]], "")
end

function tests.a_log_says_where_a_failure_stopped_it()
  check.matches(log_of [[
    for position in progress.each({ 1, 2 }, { title = "copy", every = 0 }) do
      if position == 2 then fail "no" end
    end
  ]], "copy: stopped at 50 %%, 1 of 2\n")
end

function tests.each_gives_positions_and_elements()
  local seen = {}
  for position, element in progress.each { "a", "b" } do seen[position] = element end
  check.equal(seen, { "a", "b" })
end

function tests.wrong_options_are_refused()
  check.raises("USAGE", progress.bar, { totl = 1 })
  check.raises("USAGE", progress.bar, { unit = "miles" })
  check.raises("USAGE", progress.each, "no list")
end

return tests
