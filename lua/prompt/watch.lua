-- `:watch`: a value again and again, until ^C.
local console = require "prompt.console"
local output = require "prompt.output"
local printer = require "printer"
local run = require "run"
local tasks = require "tasks"

local watch = {}

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "(.-)\n" do lines[#lines + 1] = line end
  return lines
end

-- The lines with those marked that were not there before.
local function marked(lines, before, paint)
  local known = {}
  for _, line in ipairs(before or lines) do known[line] = true end
  local shown = {}
  for index, line in ipairs(lines) do
    if known[line] then
      shown[index] = "  " .. line
    else
      shown[index] = paint("mark", "*") .. " " .. line
    end
  end
  return shown
end

-- One look: the lines of the value, or of the error. A cluster that is down for a while does not end the watch.
local function look(chunk)
  local results = table.pack(try(chunk))
  if results.n == 2 and results[1] == nil and type(results[2]) == "table" then
    return lines_of("error: " .. tostring(results[2]))
  end
  local texts = {}
  local how = output.how()
  how.width = how.width and how.width - 2
  for position = 1, results.n do texts[position] = printer.text(results[position], how) end
  return lines_of(table.concat(texts, "\n"))
end

function watch.run(seconds, chunk)
  local before
  while true do
    local lines = look(chunk)
    local shown = marked(lines, before, output.paint)
    if run.terminal and run.color then
      local _, rows = console.size()
      if #shown > rows - 2 then shown = table.move(shown, 1, rows - 2, 1, {}) end
      io.stdout:write("\27[H\27[J")
    end
    print(os.date "%H:%M:%S")
    print(table.concat(shown, "\n"))
    io.stdout:flush()
    before = lines
    tasks.sleep(seconds)
  end
end

return watch
