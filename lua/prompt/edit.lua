-- Other programs at the terminal: `:edit` and `:run`.
local fs = require "fs"
local input = require "prompt.input"
local process = require "process"

local edit = {}

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

-- What the editor has made of an input; nil if nothing is left of it.
function edit.edit(words, usage)
  local all = input.all()
  local number = words == "" and #all or math.tointeger(tonumber(words))
  if words ~= "" and not (number and all[number]) then usage("edit", "there is no input " .. words) end
  local path = os.tmpname() -- made for its owner only
  local file = assert(io.open(path, "wb"))
  file:write(all[number] and all[number].text or "", "\n")
  file:close()
  local editor = process.environment "EDITOR"
  os.execute((editor and editor ~= "" and editor or "vi") .. " " .. quoted(path))
  file = assert(io.open(path, "rb"))
  local text = file:read("a"):gsub("%s+$", "")
  file:close()
  os.remove(path)
  if text ~= "" then
    print(text)
    return text
  end
end

-- Runs `cephlua PLAYBOOK …` with words as a shell reads them. A program of its own: whatever it does, this session
-- stays. A read-only session has no `os.execute`: what a shell reads may be anything.
function edit.run_playbook(words)
  local _, how, status = os.execute(quoted(fs.real_path "/proc/self/exe") .. " " .. words)
  if status ~= 0 then print(("(%s %d)"):format(how == "exit" and "exit status" or how, status)) end
end

return edit
