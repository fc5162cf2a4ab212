-- What a script tells people while it runs: on standard error, one line each, with the time.
local arguments = require "arguments"
local run = require "run"
local clock = require "clock"

local log = {}

local ranks = { debug = 1, info = 2, warn = 3, error = 4, none = 5 }
local colours = { debug = "2", info = "", warn = "33", error = "31" }
local chosen

-- The least important level that is shown: "debug", "info", "warn", "error" or "none". Without an argument it tells.
function log.level(level)
  if level ~= nil then
    if not ranks[level] then
      require("failure").fail {
        code = "USAGE", operation = "log.level", target = tostring(level), message = "no such level",
        hint = "Levels: debug, info, warn, error, none.",
      }
    end
    chosen = level
  end
  if chosen then return chosen end
  local verbose = run.verbose or 0
  if verbose > 0 then return "debug" end
  return verbose < 0 and "warn" or "info"
end

local function one_line(text)
  return (tostring(text):gsub("%c", function(c) return ("\\x%02x"):format(c:byte()) end))
end

local function field_text(value)
  local text = one_line(value)
  return text:find '[ "=]' and ("%q"):format(text) or text
end

local function write(level, text, fields)
  arguments.check("log." .. level, "text: any, fields?: table", text, fields)
  if ranks[level] < ranks[log.level()] then return end
  local parts = { one_line(text) }
  if fields then
    local names = {}
    for name in pairs(fields) do names[#names + 1] = tostring(name) end
    table.sort(names)
    for _, name in ipairs(names) do parts[#parts + 1] = ("%s=%s"):format(name, field_text(fields[name])) end
  end
  local line = ("%s %-5s %s"):format(clock.date "%H:%M:%S", level, table.concat(parts, " "))
  local colour = run.log_color and colours[level] or ""
  if colour ~= "" then line = ("\27[%sm%s\27[0m"):format(colour, line) end
  local progress = package.loaded.progress -- bars at the bottom of the screen stay there
  if type(progress) == "table" then return progress.say(line) end
  io.stderr:write(line, "\n")
end

function log.debug(text, fields) write("debug", text, fields) end
function log.info(text, fields) write("info", text, fields) end
function log.warn(text, fields) write("warn", text, fields) end
function log.error(text, fields) write("error", text, fields) end

return log
