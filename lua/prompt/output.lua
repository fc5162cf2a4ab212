-- Shows values at the prompt: fitted to the terminal, limited, coloured, and through a pager where it is long.
local console = require "prompt.console"
local printer = require "printer"
local process = require "process"
local run = require "run"
local style = require "printer.style"

local output = { ITEMS = 1000, paint = run.color and style.colours or style.plain }

local DEPTH = 6

-- How values are printed; `more` overrides.
function output.how(more)
  local how = {
    paint = output.paint, width = run.terminal and console.size() or nil, depth = DEPTH, items = output.ITEMS,
    human = true, visible = run.terminal, empty = run.terminal and output.paint("dim", "{} (nothing)") or nil,
  }
  for key, value in pairs(more or {}) do how[key] = value end
  return how
end

local function line_count(text, columns)
  local count = 0
  for line in (text .. "\n"):gmatch "(.-)\n" do
    local width = style.width((line:gsub("\27%[[%d;]*m", "")))
    count = count + math.max(1, (width + columns - 1) // columns)
  end
  return count
end

-- What pages: the user's own choice, or `less` where it can move the cursor.
local function pager()
  local own, terminal = process.environment "PAGER", process.environment "TERM"
  if own and own ~= "" then return own end
  return terminal and terminal ~= "dumb" and "less -FRX" or nil
end

-- Prints a text; one that is longer than the screen by the pager.
function output.text(text)
  local columns, rows = console.size()
  local program = pager()
  if program and run.terminal and run.interactive and not run.read_only and line_count(text, columns) > rows - 1 then
    local pipe = io.popen(program, "w")
    if pipe then
      pipe:write(text, "\n")
      if pipe:close() then return end
    end
  end
  print(text)
end

-- Prints results as `how` says.
function output.values(results, more)
  local texts = {}
  for position = 1, results.n do texts[position] = printer.text(results[position], output.how(more)) end
  if results.n > 0 then output.text(table.concat(texts, "\n")) end
end

return output
