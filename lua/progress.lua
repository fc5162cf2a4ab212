--- The line at the bottom of a terminal that says what is being worked on. Lines of text go above it; without a
--- terminal there is none.
local run = require "run"
local tasks = require "tasks"
local units = require "units"

local utf8_length = utf8.len

local progress = {}

local Progress = {}
Progress.__index = Progress

--- `width` columns are there, 0 for none; `total` changes are to be made.
function progress.new(width) return setmetatable({ width = width, total = 0, made = 0, under_way = {} }, Progress) end

local function cut(text, width)
  if (utf8_length(text) or #text) <= width then return text end
  return text:sub(1, utf8.offset(text, width) - 1) .. "…"
end

local function draw(self)
  if self.width == 0 or not self.drawn and #self.under_way == 0 then return end
  local words = {}
  for _, record in ipairs(self.under_way) do words[#words + 1] = ("%s: %s"):format(record.host, record.subject) end
  local text = ("%d of %d made  %s"):format(self.made, self.total, table.concat(words, ", "))
  self.drawn = #words > 0
  io.stderr:write("\r\27[K", self.drawn and cut(text, self.width - 1) or "")
end

--- A change that begins.
function Progress:begin(record)
  table.insert(self.under_way, record)
  draw(self)
end

--- A change that has ended, well or not.
function Progress:finish(record)
  for index, each in ipairs(self.under_way) do
    if each == record then
      table.remove(self.under_way, index)
      break
    end
  end
  if record.status == "changed" then self.made = self.made + 1 end
  draw(self)
end

--- Writes a line above.
function Progress:say(text)
  if self.drawn then io.stderr:write "\r\27[K" end
  io.stderr:write(text, "\n")
  draw(self)
end

local function how_far(name, now)
  if not now.phase then return ("%s: %d of %d, %d failed"):format(name, now.done, now.total, now.failed) end
  local total = ""
  if now.total then
    total = (" of %s, %d %%"):format(units.bytes(now.total), now.done * 100 // math.max(1, now.total))
  end
  local left = now.remaining and now.phase ~= "finishing" and ", " .. units.seconds(now.remaining) .. " left" or ""
  local phase = now.phase == "transferring" and "" or now.phase .. ", "
  return ("%s: %s%s%s, %s/s%s"):format(name, phase, units.bytes(now.done), total, units.bytes(math.floor(now.rate)),
    left)
end

--- Waits for what `rbd.start_…` has started, and shows how far it is; gives its result. Whoever stops waiting stops it.
function progress.follow(operation)
  local _operation <close> = operation
  local width = run.interactive and not run.json and run.width or 0
  if width == 0 then return operation:wait() end
  local _line <close> = setmetatable({}, { __close = function() io.stderr:write "\r\27[K" end })
  while not operation.ended do
    io.stderr:write("\r\27[K", cut(how_far(operation.name, operation.progress), width - 1))
    tasks.sleep(0.2)
  end
  return operation:wait()
end

return progress
