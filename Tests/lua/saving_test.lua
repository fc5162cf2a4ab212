-- Files are saved whole or not at all, and nothing but the file is there in the end: after kill -9, too.
local check = require "check"

local tests = {}

local program = fs.real_path "/proc/self/exe"

-- What the killed one does: it counts, in the first and the last line of a large file.
local WRITER = [[
  while true do
    ini.edit(%q, function(conf)
      local count = tostring(conf:get("s", "first") + 1)
      conf:set("s", "first", count)
      conf:set("s", "last", count)
    end)
  end
]]
local FILL = ("# what lies between them\n"):rep(4000)

-- The count in a file that must be whole.
local function count_of(path)
  local text = fs.read(path)
  local first, last = text:match("^%[s%]\nfirst = (%d+)\n" .. FILL .. "last = (%d+)\n$")
  check.equal({ first ~= nil, first }, { true, last })
  return tonumber(first)
end

local function killed_often(kills)
  local folder <close> = setmetatable({ path = fs.temporary_directory() }, {
    __close = function(own) fs.remove(own.path, { recursive = true }) end,
  })
  local path = folder.path .. "/F"
  fs.write(path, "[s]\nfirst = 1\n" .. FILL .. "last = 1\n", { mode = "0640" })
  local count, was_caught = 1, 0
  for _ = 1, kills do
    -- It takes about 30 ms to start; then it writes all the time.
    local seconds = ("%.4f"):format(0.03 + math.random() * 0.03)
    local words = { "timeout", "-s", "KILL", seconds, program, "-e", WRITER:format(path) }
    local result = host.here():run(words, { check = false })
    check.equal(result.signal or result.status, result.signal and 9 or 137)
    -- The old or the new file; and what was once saved stays saved.
    local now = count_of(path)
    check.equal(now >= count, true)
    count = now
    was_caught = was_caught + #fs.list(folder.path) - 1
    -- Its locks went with it: these would wait for ever.
    host.here():run { "flock", "-n", folder.path, "true" }
    fs.lock(path):close()
  end
  -- The next who saves sweeps up.
  check.equal(ini.edit(path, function(conf) conf:set("s", "first", "0") end), true)
  check.equal({ #fs.list(folder.path), fs.stat(path).permissions }, { 1, "0640" })
  return { count = count, was_caught = was_caught }
end

function tests.kill_9_while_saving_leaves_the_old_or_the_new_file()
  local rounds = {}
  tasks.each({ 1, 2 }, { limit = 2 }, function(number) rounds[number] = killed_often(100) end)
  for _, round in ipairs(rounds) do
    -- Kills that hit no write would prove nothing.
    check.equal({ round.count > 10, round.was_caught > 0 }, { true, true })
  end
end

return tests
