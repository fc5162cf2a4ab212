--- How far things are: bars at the bottom of a terminal, with lines of text above them; elsewhere a line in the log now
--- and then. Nothing with --quiet and --json.
local arguments = require "arguments"
local clock = require "clock"
local log = require "log"
local options = require "options"
local run = require "run"
local style = require "printer.style"
local tasks = require "tasks"
local units = require "units"

local progress = {}

-- What is shown now, from top to bottom, and how many lines of the screen that takes.
local shown, height = {}, 0
local MOST = 8 -- bars; more would push everything else off a small screen

local function is_silent() return run.json or run.verbose < 0 end

local function has_screen() return run.interactive and run.width > 0 and not is_silent() end

local function cut(text, width) return style.cut((text:gsub("%c", " ")), width) end

-- Takes the bars off the screen: the cursor is where the first one began.
local function erase()
  if height == 0 then return "" end
  local up = height > 1 and ("\27[%dA"):format(height - 1) or ""
  height = 0
  return "\r" .. up .. "\27[J"
end

-- Draws all bars anew, with `above` over them; in one write, so that nothing flickers.
local function draw(above)
  local lines, texts = {}, {}
  for _, line in ipairs(shown) do
    local text = line:text(run.width - 1)
    if text ~= "" then texts[#texts + 1] = text end
  end
  for index = 1, math.min(#texts, MOST) do lines[index] = cut(texts[index], run.width - 1) end
  if #texts > MOST then lines[MOST] = cut(("… and %d more"):format(#texts - MOST + 1), run.width - 1) end
  local before = erase()
  height = #lines
  io.stderr:write(before, above and above .. "\n" or "", table.concat(lines, "\n"))
  io.stderr:flush()
end

local function add(line)
  if has_screen() then table.insert(shown, line) end
  return line
end

local function remove(line)
  for index, each in ipairs(shown) do
    if each == line then
      table.remove(shown, index)
      return draw()
    end
  end
end

-- Writes a line of text above the bars, to standard error.
function progress.say(text)
  arguments.check("progress.say", "text: string", text)
  if #shown > 0 then return draw(text) end
  io.stderr:write(text, "\n")
end

local Line = {}
Line.__index = Line

function Line:text() return self.words end

function Line:set(words)
  self.words = words
  if #shown > 0 then draw() end
end

function Line:close() remove(self) end

Line.__close = Line.close

-- A line of words at the bottom of the terminal; without a terminal there is none.
function progress.line() return add(setmetatable({ words = "" }, Line)) end

local Bar = {}
Bar.__index = Bar

local function amount(self, count)
  return self.unit == "bytes" and units.bytes(math.floor(count)) or ("%d"):format(math.floor(count))
end

-- "45 %, 4.5 GiB of 10 GiB, 120 MiB/s, 45 s left, 2 failed"
local function words_of(self)
  local parts, total = {}, self.total
  if total then parts[1] = ("%d %%"):format(math.floor(self.done * 100 / math.max(1, total))) end
  parts[#parts + 1] = amount(self, self.done) .. (total and " of " .. amount(self, total) or "")
  local elapsed = clock.monotonic() - self.began
  if elapsed >= 1 and self.done > 0 then
    local rate = self.done / elapsed
    if self.unit == "bytes" then parts[#parts + 1] = amount(self, rate) .. "/s" end
    if total and total > self.done then parts[#parts + 1] = units.seconds((total - self.done) / rate) .. " left" end
  end
  if self.note then parts[#parts + 1] = self.note end
  return table.concat(parts, ", ")
end

function Bar:text(width)
  local words = words_of(self)
  local columns = math.min(30, width - style.width(self.title .. words) - 5)
  if not self.total or columns < 8 then return ("%s: %s"):format(self.title, words) end
  local full = math.floor(columns * math.min(1, self.done / math.max(1, self.total)))
  return ("%s [%s%s] %s"):format(self.title, ("#"):rep(full), ("."):rep(columns - full), words)
end

-- Sets how much is done; `note` is put behind it.
function Bar:set(done, note)
  arguments.check("set", "done: number, note?: string", done, note)
  if self.is_closed then return end
  self.done, self.note = done, note
  local now = clock.monotonic()
  if now < self.next_time then return end
  if has_screen() then
    self.next_time = now + 0.1
    draw()
  elseif not is_silent() then
    self.next_time, self.was_logged = now + self.every, true
    log.info(("%s: %s"):format(self.title, words_of(self)))
  end
end

-- Adds to what is done.
function Bar:add(count)
  self:set(self.done + (count or 1), self.note)
end

-- Takes the bar away. In a log that has lines of it, a last one tells how it ended.
function Bar:close(failure)
  if self.is_closed then return end
  self.is_closed = true
  remove(self)
  if self.was_logged then
    log.info(("%s: %s%s"):format(self.title, failure ~= nil and "stopped at " or "", words_of(self)))
  end
end

Bar.__close = Bar.close

-- A bar: `title`, `total` (may become known later: `bar.total`), `unit` "bytes" or "items", `every` seconds between
-- lines in a log.
function progress.bar(given)
  given = options.check(given, "every: number|string, title: string, total: number, unit: string", "progress.bar")
  local title, total, unit = given.title, given.total, given.unit
  if unit and unit ~= "bytes" and unit ~= "items" then
    arguments.refuse("progress.bar", 1, "options", 'unit: "bytes" or "items" expected')
  end
  local every, now = units.duration(given.every or 30), clock.monotonic()
  return add(setmetatable({
    title = title or "progress", total = total, unit = unit or "items", done = 0, began = now,
    every = every, next_time = has_screen() and 0 or now + every,
  }, Bar))
end

-- `for position, element in progress.each(list, { title = "…" }) do`: a bar while the loop runs, however it ends.
function progress.each(list, given)
  arguments.check("progress.each", "list: list", list)
  given = options.check(given, "every: number|string, title: string", "progress.each")
  local bar = progress.bar { title = given.title, every = given.every, total = #list }
  local function step(_, position)
    bar:set(position)
    if position < #list then return position + 1, list[position + 1] end
  end
  return step, nil, 0, bar
end

-- Waits for what `rbd.start_…` has started, and shows how far it is; gives its result. Whoever stops waiting stops it.
function progress.follow(operation)
  arguments.check("progress.follow", "operation: rbd.Operation", operation)
  local _operation <close> = operation
  if is_silent() then return operation:wait() end
  local bar <close> = progress.bar { title = operation.name, unit = operation.progress.phase and "bytes" or "items" }
  -- A task of its own: the end is not to wait until it looks again.
  local looking = tasks.spawn(function()
    while true do
      local now = operation.progress
      bar.total = now.total
      local note = now.phase ~= "transferring" and now.phase or nil
      if now.failed and now.failed > 0 then note = ("%d failed"):format(now.failed) end
      bar:set(now.done, note)
      tasks.sleep(0.2)
    end
  end)
  local _looking <close> = setmetatable({}, { __close = function() looking:cancel() end })
  return operation:wait()
end

return progress
