-- The commands of the prompt: words behind a colon, which no Lua can begin with.
local background = require "background"
local cluster = require "prompt.cluster"
local console = require "prompt.console"
local errors = require "errors"
local input = require "prompt.input"
local output = require "prompt.output"
local printer = require "printer"
local run = require "run"
local scope = require "prompt.scope"
local units = require "units"

local commands = {}

-- What `:help` lists, in this order: { name, its words, what it does, a function of its words }.
local list = {}

local function command(name, words, text, action)
  list[#list + 1] = { name = name, words = words, text = text, run = action }
end

local function usage(name, message)
  for _, each in ipairs(list) do
    if each.name == name then
      errors.raise {
        code = "USAGE", operation = ":" .. name, message = message,
        hint = (":%s %s: %s."):format(name, each.words, each.text),
      }
    end
  end
end

-- The results of an expression; of the last input if none is given.
local function evaluate(name, text)
  if text == "" then return table.pack(scope.known "_") end
  console.keep_text("expression", text)
  local chunk = input.compile(text, "expression")
  local results = table.pack(chunk())
  if results.n == 0 then usage(name, "it needs an expression that has a value") end
  scope.set("_", results[1])
  return results
end

local NOTES = {
  { name = "name?", summary = "help on a function, a method, a module or a value: image.snapshots?" },
  { name = "name??", summary = "where it is defined" },
  { name = "?words", summary = "search everything there is" },
  { name = "Tab", summary = "completes names, options, files, and what the cluster has" },
  { name = "EXPR;", summary = "runs without showing the result" },
  { name = "_ _12", summary = "the last result, and the one of input 12" },
}

command("help", "", "list the commands, and how to get help on everything else", function()
  local rows = {}
  for index, each in ipairs(list) do
    local name = each.words == "" and ":" .. each.name or (":%s %s"):format(each.name, each.words)
    rows[index] = { name = name, summary = each.text }
  end
  local options = { width = (console.size()), color = run.color }
  local texts = require "stubs.render"
  output.text(("%s\n\n%s"):format(texts.list(rows, options), texts.list(NOTES, options)))
end)

command("x", "[EXPR]", "show a value a field a line, all of it", function(words)
  output.values(evaluate("x", words), { lines = true, depth = 20, items = math.huge })
end)

command("json", "[EXPR]", "show a value as JSON", function(words)
  local results = evaluate("json", words)
  output.text(require("json").encode(results[1], { pretty = true }))
end)

command("lua", "[EXPR]", "show a value as Lua would write it", function(words)
  output.text(printer.text(require("show").line(evaluate("lua", words)[1])))
end)

command("time", "EXPR", "say how long it takes", function(words)
  if words == "" then usage("time", "it needs something to run") end
  console.keep_text("expression", words)
  local chunk, shows = input.compile(words, "expression")
  local clock = require("tasks.native").monotonic
  local started = clock()
  local results = table.pack(chunk())
  local seconds = clock() - started
  if results.n > 0 then scope.set("_", results[1]) end
  if shows then output.values(results) end
  print(output.paint("dim", ("took %s"):format(seconds < 0.01 and ("%.2f ms"):format(seconds * 1000)
    or units.seconds(seconds))))
end)

command("watch", "SECONDS EXPR", "show a value again and again, changes marked, until ^C", function(words)
  local seconds, expression = words:match "^(%S+)%s+(.+)$"
  seconds = seconds and units.duration(tonumber(seconds) or seconds)
  if not seconds then usage("watch", "it needs seconds and an expression") end
  console.keep_text("expression", expression)
  require("prompt.watch").run(seconds, (input.compile(expression, "expression")))
end)

command("ops", "", "operations in flight, also ones that ^C has given up", function()
  local rows = {}
  for _, operation in ipairs(background.operations()) do
    rows[#rows + 1] = {
      operation = operation.name, on = operation.on, ["for"] = units.seconds(operation.seconds),
      state = operation.given_up and "given up, still running" or "running",
    }
  end
  if #rows == 0 then return print "none" end
  output.text(table.concat(require("printer.grid").lines(rows, { "operation", "on", "for", "state" }, output.how())
    or { printer.text(rows, output.how { lines = true }) }, "\n"))
end)

local LOG = "show what the cluster logs, above what you type: debug, info (default), sec, warn or error, and up"
command("log", "[LEVEL | off]", LOG, function(words)
  local log = require "prompt.log"
  if words == "off" then return print(log.stop() and "the log is off" or "it was off") end
  local level = words == "" and "info" or words
  if not cluster.is_known() then usage("log", "there is no cluster: neither $CEPH_CONF nor /etc/ceph/ceph.conf") end
  if not log.start(level) then usage("log", ("there is no level %q"):format(level)) end
  print(output.paint("dim", ("the cluster's log, %s and up; :log off ends it"):format(level)))
end)

command("handles", "", "what is open: handles in variables, and those that were declared <close>", function()
  local rows, seen = {}, {}
  for _, handle in ipairs(scope.handles()) do
    local is_current = scope.known(handle.name) == handle.value
    local name = is_current and handle.name or handle.name .. " (before)"
    rows[#rows + 1], seen[handle.value] = { name = name, value = tostring(handle.value) }, true
  end
  for _, handle in ipairs(scope.open_values()) do
    if not seen[handle.value] then rows[#rows + 1] = { name = handle.name, value = tostring(handle.value) } end
  end
  output.text(#rows == 0 and "none" or printer.text(rows, output.how()))
end)

command("trace", "", "the last error with its whole traceback", function()
  output.text(((console.trace() or "there was no error"):gsub("\n$", "")))
end)

command("history", "[WORDS]", "the inputs of this session by number; with words, also earlier ones that have them",
  function(words) output.text(require("prompt.history").text(words)) end)

command("save", "NAME 12-20 …", "write inputs to NAME.lua, a playbook", function(words)
  print(require("prompt.save").save(words, usage))
end)

command("edit", "[NUMBER]", "edit an input (the last) with $EDITOR, then run it", function(words)
  local text = require("prompt.edit").edit(words, usage)
  if text then return require("prompt").run(text) end
end)

command("run", "PLAYBOOK [ARGUMENTS]", "run a playbook or script as a program of its own", function(words)
  if words == "" then usage("run", "it needs a playbook") end
  require("prompt.edit").run_playbook(words)
end)

command("quit", "", "leave, as ^D does; also :q, exit and quit", function() return "leave" end)

function commands.names()
  local names = {}
  for index, each in ipairs(list) do names[index] = each.name end
  return names
end

-- Adds a command of another topic's file.
commands.add = command

-- Runs the command in a text such as ":time 1 + 1".
function commands.run(text)
  local name, words = text:match "^%s*:(%a+)%s*(.-)%s*$"
  for _, each in ipairs(list) do
    if each.name == name then return each.run(words) end
  end
  local near = errors.nearest(name, commands.names())
  errors.raise {
    code = "USAGE", operation = ":" .. name,
    message = "no such command" .. (near and (" (did you mean :%s?)"):format(near) or ""), hint = ":help lists them.",
  }
end

return commands
