-- `:history`: what was typed, by number; and earlier sessions' inputs, by when.
local console = require "prompt.console"
local input = require "prompt.input"

local history = {}

local function indented(text, columns) return (text:gsub("\n", "\n" .. (" "):rep(columns))) end

local function has(text, words)
  for word in words:lower():gmatch "%S+" do
    if not text:lower():find(word, 1, true) then return false end
  end
  return true
end

function history.text(words)
  local lines = {}
  if words ~= "" then
    for _, entry in ipairs(console.history()) do
      if has(entry.text, words) then
        local time = entry.time and os.date("%Y-%m-%d %H:%M", entry.time) or ""
        lines[#lines + 1] = ("%-16s  %s"):format(time, indented(entry.text, 18))
      end
    end
  end
  for _, entry in ipairs(input.all()) do
    if words == "" or has(entry.text, words) then
      lines[#lines + 1] = ("%5d  %s"):format(entry.number, indented(entry.text, 7))
    end
  end
  return #lines > 0 and table.concat(lines, "\n") or "none"
end

return history
