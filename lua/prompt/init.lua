-- The prompt, but for the terminal: what an input means, what is shown, what a Tab completes. The program calls these
-- functions, each as a run of its own.
local cluster = require "prompt.cluster"
local input = require "prompt.input"
local output = require "prompt.output"
local run = require "run"
local scope = require "prompt.scope"

local prompt = {}

-- A lazy sequence is there to be looked at: its elements, so many as are shown.
local function realized(results)
  local seq = package.loaded.seq
  for position = 1, seq and results.n or 0 do
    local value = results[position]
    if seq.is_sequence(value) then results[position] = value:take(output.ITEMS + 1):to_list() end
  end
  return results
end

-- Keeps the value of an input as `_`, and as `_12` that of input 12.
local function keep(entry, results)
  if results.n == 0 then return end
  entry.value = results[1]
  scope.set("_", results[1])
  scope.set("_" .. entry.number, results[1])
end

local function run_lua(text, entry)
  local chunk, shows = input.compile(text, entry.name)
  local results = realized(table.pack(chunk()))
  entry.assigned = scope.take_assigned()
  keep(entry, results)
  if shows then output.values(results) end
end

-- What people type at other prompts.
local WORDS = { exit = "leave", quit = "leave", help = "help" }

local function word_of(text)
  local word = text:match "^%s*(%l+)%s*$"
  return word and scope.known(word) == nil and WORDS[word] or nil
end

-- Runs an input; "leave" if it ends the session.
function prompt.run(text)
  local word = word_of(text)
  if word == "leave" or text:find "^%s*:q%s*$" then return "leave" end
  if word == "help" then text = ":help" end
  if input.is_command(text) then return require("prompt.commands").run(text) end
  local kind, subject = input.question(text)
  if kind then return output.text(require("prompt.help")[kind](subject)) end
  run_lua(text, input.add(text))
end

prompt.wants_more = input.wants_more

-- Whether an input may stand in the history, a file: nothing that may be a key.
function prompt.may_be_kept(text) return not require("prompt.secrets").may_be_in(text) end

function prompt.prompt(continues)
  cluster.is_shown = not continues
  return continues and ">> " or cluster.prompt()
end

-- The user's own beginning: `init.lua` in the configuration folder, whose locals and globals the session has.
local function start_file()
  local process = require "process"
  local home = process.environment "XDG_CONFIG_HOME"
  if not home or home:sub(1, 1) ~= "/" then home = (process.environment "HOME" or "") .. "/.config" end
  return home .. "/cephlua/init.lua"
end

function prompt.start()
  scope.set_lazy("cluster", cluster.get)
  if not run.interactive then return end
  cluster.start()
  local path = start_file()
  local file = io.open(path, "rb")
  if not file then return end
  local text = file:read "a"
  file:close()
  local chunk, message = load(require("prompt.locals").keep(text), "@" .. path, "t", scope.environment)
  if not chunk then error(message, 0) end
  chunk()
end

-- Silent whatever goes wrong: nobody who types wants to read about it.
function prompt.complete(line, cursor)
  local ok, found = pcall(require("prompt.complete").complete, line, cursor)
  return ok and found or nil
end

function prompt.finish() scope.close() end

return prompt
