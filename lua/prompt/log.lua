-- `:log`: the lines of the cluster's log, above the one that is being typed. The monitors are asked for their last
-- lines every second: what they write while they cannot be reached is shown when they are back.
local background = require "background"
local cluster = require "prompt.cluster"
local console = require "prompt.console"
local output = require "prompt.output"
local style = require "printer.style"
local tasks = require "tasks"

local log = {}

local LEVELS = { debug = true, info = true, sec = true, warn = true, error = true }
-- Seconds between looks, and how many lines a look may find.
local PAUSE, MOST = 1, 100
local COLOURS = { DBG = "dim", WRN = "warning", ERR = "bad", SEC = "warning" }

local follower

local function key(entry) return ("%s %s %s"):format(entry.name, entry.stamp, entry.seq) end

-- "14:05:11 mon.a [WRN] Health check failed: …", the time as here.
local function line(entry)
  local year, month, day, hour, minute, second = entry.stamp:match "^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)"
  local time = entry.stamp
  if year then
    local utc = os.time {
      year = year, month = month, day = day, hour = hour, min = minute, sec = second, isdst = false,
    }
    local shift = os.difftime(utc, os.time(os.date("!*t", utc)))
    time = os.date("%H:%M:%S", math.tointeger(utc + shift))
  end
  local tag = entry.priority:match "%a+" or ""
  local text = ("%s %s %s %s"):format(time, entry.name, entry.priority, style.visible(entry.message))
  return COLOURS[tag] and output.paint(COLOURS[tag], text) or text
end

local function last(connection, level)
  return connection:command { prefix = "log last", num = MOST, level = level, channel = "cluster" }
end

-- Shows what is new; gives what is known from now on. Nothing is known before the first look.
local function look(connection, level, known)
  local entries = last(connection, level)
  local seen, lines = {}, {}
  for _, entry in ipairs(entries) do
    seen[key(entry)] = true
    if known and not known[key(entry)] then lines[#lines + 1] = line(entry) end
  end
  if #lines > 0 and #lines == #entries and next(known) then table.insert(lines, 1, "… more than is shown here") end
  if #lines > 0 then console.show_above(table.concat(lines, "\n")) end
  return seen
end

local function follow(level)
  local known
  while true do
    local connection = cluster.present()
    -- That nobody answers is what the prompt shows.
    local ok, seen = pcall(look, connection, level, known)
    if connection and ok then known = seen end
    tasks.sleep(PAUSE)
  end
end

-- What may stand behind `:log`.
function log.words()
  local words = { "off" }
  for level in pairs(LEVELS) do words[#words + 1] = level end
  return words
end

-- Begins to show lines of that level and above, instead of those shown before; false if there is no such level.
function log.start(level)
  if not LEVELS[level] then return false end
  log.stop()
  follower = background.start(function() follow(level) end)
  return true
end

-- Ends it; whether it was on.
function log.stop()
  local was_on = follower ~= nil
  if follower then follower:cancel() end
  follower = nil
  return was_on
end

return log
