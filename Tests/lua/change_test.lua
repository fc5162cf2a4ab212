-- Runs of changes, as processes of their own: what they do, write down, survive, and take back.
local check = require "check"

local root = arg[0]:match "^(.*)/Tests/lua/[^/]*$" or "."
local program = fs.real_path "/proc/self/exe"
local book = root .. "/Tests/lua/changes/book.lua"

local tests = {}

-- A scratch folder with a `site` for the files and a `state` for journals.
local function scratch()
  local folder = fs.temporary_directory "cephlua-changes"
  fs.make_directory(folder .. "/site")
  return setmetatable({ folder = folder, site = folder .. "/site" }, {
    __close = function() fs.remove(folder, { recursive = true }) end,
  })
end

local function run(place, file, ...)
  local result = process.run({ program, file, ... }, {
    check = false, timeout = 50, env = { CEPHLUA_STATE = place.folder .. "/state" },
  })
  result.text = result.stderr .. result.stdout
  return result
end

local function perform(place, ...) return run(place, book, "--folder", place.site, ...) end

local function expect(result, status, ...)
  if result.status ~= status then
    error(("exit status %d, not %d:\n%s"):format(result.status, status, result.text), 2)
  end
  for _, words in ipairs { ... } do
    if not result.text:find(words, 1, true) then error(("%q is not in:\n%s"):format(words, result.text), 2) end
  end
end

local function read(place, name) return fs.read(place.site .. "/" .. name, { missing_ok = true }) end

local function runs(place)
  local folder = place.folder .. "/state/runs"
  local names = {}
  if fs.exists(folder) then
    for _, entry in ipairs(fs.list(folder)) do names[#names + 1] = entry.name end
  end
  return names
end

local function journal_of(place, id) return ("%s/state/runs/%s/journal.jsonl"):format(place.folder, id) end

local function records(place, id)
  local list = {}
  for line in fs.read(journal_of(place, id)):gmatch "[^\n]+" do list[#list + 1] = json.decode(line) end
  return list
end

-- The last line of a run with --json, which is its result.
local function result_of(result) return json.decode(result.stdout:match "([^\n]+)\n?$") end

function tests.a_check_says_what_a_run_then_does()
  local place <close> = scratch()
  local plan = perform(place, "--check", "--json")
  expect(plan, 2)
  check.equal(read(place, "a-one"), nil)
  check.equal(runs(place), {})
  expect(perform(place), 0, "6 changes made")
  check.equal(read(place, "b-two"), "new two")
  local function states(list)
    local by = {}
    for _, record in ipairs(list) do
      if record.subject then
        by[record.host .. " " .. record.subject] = { step = record.step, before = record.before, after = record.after }
      end
    end
    return by
  end
  check.equal(states(records(place, runs(place)[1])), states(result_of(plan).records))
  expect(perform(place), 0, "Nothing to do")
  expect(perform(place, "--check"), 0)
  check.equal(#runs(place), 1) -- a run that changes nothing leaves no journal
end

function tests.the_intent_comes_before_the_change_and_the_outcome_after()
  local place <close> = scratch()
  expect(perform(place, "--die", "a-one"), 137)
  local list = records(place, runs(place)[1])
  local last = list[#list]
  check.equal(list[1].event, "run")
  check.equal(list[1].playbook, "book")
  assert(last.event == "intent" or last.event == "outcome")
  expect(run(place, root .. "/playbooks/runs.lua", "last"), 0, "killed", "unknown")
  -- And once more: all is well.
  expect(perform(place), 0)
  check.equal(read(place, "a-one"), "new one")
  check.equal(read(place, "b-two"), "new two")
end

function tests.a_journal_that_a_crash_cut_is_read()
  local place <close> = scratch()
  expect(perform(place), 0)
  local id = runs(place)[1]
  local path = journal_of(place, id)
  fs.write(path, (fs.read(path):gsub("\n[^\n]*\n$", "\n{\"event\":\"en")))
  expect(run(place, root .. "/playbooks/runs.lua", id), 0, "A crash cut it", "killed")
  fs.write(path, (fs.read(path):gsub("\n", "\n###\n", 1)))
  expect(run(place, root .. "/playbooks/runs.lua", id), 1, "journal.jsonl:2")
end

function tests.without_a_journal_nothing_is_applied()
  local place <close> = scratch()
  fs.write(place.folder .. "/state", "a file where the folder should be")
  expect(perform(place), 1, place.folder .. "/state")
  check.equal(read(place, "a-one"), nil)
end

-- A disk that fills up while a run is at work: the change whose state before finds no room is not made.
if require("run").user == "root" then
  function tests.a_full_disk_under_the_journal_ends_the_run()
    local place <close> = scratch()
    local state = place.folder .. "/state"
    fs.make_directory(state)
    fs.write(place.site .. "/a-two", ("old line\n"):rep(20000))
    process.run { "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", state }
    local _unmount <close> = setmetatable({}, { __close = function() process.run { "umount", state } end })
    expect(perform(place), 1, "no space left on device", "one changed")
    check.matches(read(place, "a-two"), "^old line")
    check.equal(read(place, "a-one"), "new one")
    check.equal(read(place, "a-service"), nil) -- nothing more is begun without a journal
  end
end

function tests.a_failure_ends_the_work_on_its_host_only()
  local place <close> = scratch()
  expect(perform(place, "--fail", "a-two"), 1, "the disk is on fire", "1 failed, 5 changes made")
  check.equal(read(place, "a-two"), nil)
  check.equal(read(place, "b-two"), "new two")
  -- a's first file is new, so its service was restarted in spite of the failure.
  check.equal(read(place, "a-service"), "r")
  expect(perform(place), 0)
  check.equal(read(place, "a-two"), "new two")
  check.equal(read(place, "b-service"), "r")
end

function tests.fail_fast_ends_all_and_says_what_is_stale()
  local place <close> = scratch()
  expect(perform(place, "--fail", "a-two", "--fail-fast"), 1, "service was not restarted, though one changed")
  check.equal(read(place, "a-service"), nil)
end

function tests.limit_and_only_leave_out_the_rest()
  local place <close> = scratch()
  expect(perform(place, "--limit", "b"), 0, "3 changes made")
  check.equal(read(place, "a-one"), nil)
  expect(perform(place, "--only", "second"), 0, "1 change made")
  check.equal(read(place, "a-one"), nil)
  check.equal(read(place, "a-two"), "new two")
  expect(perform(place, "--limit", "c"), 2, '--limit c: there is none of that name', "a, b")
  expect(perform(place, "--only", "secnd"), 2, 'did you mean "second"?')
end

function tests.what_somebody_changes_between_look_and_hand_is_left()
  local place <close> = scratch()
  expect(perform(place, "--meddle"), 1, "somebody changed it while this run was at work")
  check.equal(read(place, "a-two"), "somebody's")
end

function tests.one_run_at_a_time()
  local place <close> = scratch()
  local first = process.spawn({ program, book, "--folder", place.site, "--wait", "a" }, {
    env = { CEPHLUA_STATE = place.folder .. "/state" },
  })
  tasks.wait_until(function() return read(place, "a-one") end, { timeout = 20 })
  expect(perform(place), 1, "runs book on it since", ("process %d"):format(first))
  expect(perform(place, "--check"), 2) -- looking disturbs nobody
  process.kill(first, { signal = "KILL" })
  process.wait(first, { timeout = 20 })
  expect(perform(place), 0) -- the kernel gave the lock back
end

function tests.an_interrupted_run_says_what_is_stale()
  local place <close> = scratch()
  local pid_file = place.folder .. "/pid"
  tasks.spawn(function()
    tasks.wait_until(function() return read(place, "a-one") end, { timeout = 20 })
    process.kill(math.tointeger(tonumber(fs.read(pid_file))), { signal = "INT" })
  end)
  local result = process.run({
    "sh", "-c", 'echo $$ >"$0"; exec "$@"', pid_file, program, book, "--folder", place.site, "--wait", "a",
  }, { check = false, env = { CEPHLUA_STATE = place.folder .. "/state" } })
  result.text = result.stderr .. result.stdout
  expect(result, 130, "service was not restarted, though one changed", "Ended before its time")
  local list = records(place, runs(place)[1])
  check.equal(list[#list].status, "abandoned")
end

function tests.what_destroys_wants_a_yes()
  local place <close> = scratch()
  expect(perform(place, "--destroys"), 1, "--yes")
  check.equal(read(place, "a-one"), nil)
  expect(perform(place, "--destroys", "--yes"), 0)
end

local function roll_back(place, ...) return run(place, root .. "/playbooks/rollback.lua", "last", ...) end

function tests.a_run_is_taken_back()
  local place <close> = scratch()
  fs.write(place.site .. "/a-one", "old\nof two lines\n", { mode = "0640" })
  expect(perform(place), 0)
  expect(roll_back(place), 1, "--yes")
  expect(roll_back(place, "--check"), 2, "4 changes would be made")
  check.equal(read(place, "a-one"), "new one")
  expect(roll_back(place, "--yes"), 0, "4 changes made")
  check.equal(read(place, "a-one"), "old\nof two lines\n")
  check.equal(read(place, "b-two"), nil)
  -- It is a run itself, and is taken back like any other.
  expect(roll_back(place, "--yes"), 0)
  check.equal(read(place, "a-one"), "new one")
  check.equal(read(place, "b-two"), "new two")
  expect(run(place, root .. "/playbooks/rollback.lua", "no-such-run"), 1, "there is no such run", "runs.lua")
end

function tests.what_somebody_changed_since_is_left()
  local place <close> = scratch()
  expect(perform(place), 0)
  fs.write(place.site .. "/a-one", "by hand")
  expect(roll_back(place, "--check"), 1, "roll back one", "somebody changed it since")
  expect(roll_back(place, "--yes"), 1, "1 failed, 3 changes made")
  check.equal(read(place, "a-one"), "by hand")
  check.equal(read(place, "a-two"), nil)
end

function tests.a_killed_run_is_taken_back()
  local place <close> = scratch()
  expect(perform(place, "--die", "b-two"), 137)
  -- The change that it was killed in has no outcome, and may be half made.
  fs.write(place.site .. "/b-two", "ne")
  expect(roll_back(place, "--yes"), 0)
  for _, name in ipairs { "a-one", "a-two", "b-one", "b-two" } do check.equal(read(place, name), nil) end
end

function tests.journals_are_for_their_owner_only()
  local place <close> = scratch()
  expect(perform(place), 0)
  local folder = ("%s/state/runs/%s"):format(place.folder, runs(place)[1])
  check.equal(fs.stat(folder).permissions, "0700")
  for _, entry in ipairs(fs.list(folder)) do check.equal(entry.permissions, "0600") end
end

return tests
