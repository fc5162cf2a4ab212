-- Finds entries by what people write.
local errors = require "errors"

local search = {}

local order = { module = 1, ["function"] = 2, class = 3, value = 4, alias = 5, field = 6 }

-- Best first; among equals modules and functions before fields, then by name.
local function ranked(found)
  table.sort(found, function(a, b)
    if a.rank ~= b.rank then return a.rank < b.rank end
    if order[a.entry.kind] ~= order[b.entry.kind] then return order[a.entry.kind] < order[b.entry.kind] end
    return a.entry.name < b.entry.name
  end)
  local entries = {}
  for position, each in ipairs(found) do entries[position] = each.entry end
  return entries
end

-- The names by which an entry can be asked for, in lower case with dots: "rbd.image.flatten", "image.flatten".
local function names(entry)
  local full = entry.name:gsub(":", "."):lower()
  return full, entry.kind ~= "module" and full:match "^[^.]+%.(.+%..+)$", full:match "([^.]+)$"
end

-- The entries that a name may mean, best first: "rbd.Image:flatten", "image.flatten", "Image", "flatten". A variable's
-- name before a method is taken for any: "h:run". Only those of the best kind of match are given.
function search.matches(entries, name)
  local wanted = name:gsub("%s", ""):gsub("%(%)$", ""):gsub(":", "."):gsub("%.$", "")
  local lower = wanted:lower()
  local last = lower:match "^[^.]+%.([^.]+)$"
  local found, best = {}, math.huge
  for _, entry in ipairs(entries) do
    local full, short, member = names(entry)
    local rank = (entry.name:gsub(":", ".") == wanted and 1) or (full == lower and 2) or (short == lower and 3)
      or (member == lower and (entry.kind == "field" and 6 or 4))
      or (last and member == last and entry.separator == ":" and 5)
    if rank and rank <= best then
      if rank < best then found, best = {}, rank end
      found[#found + 1] = { entry = entry, rank = rank }
    end
  end
  return ranked(found)
end

-- The name that a wrong one was meant to be: of a member that begins so, or of whatever is spelt nearly so.
function search.nearest(entries, name)
  local last = name:match "([%w_]+)%W*$" or name
  local known, longer = {}, nil
  for _, entry in ipairs(entries) do
    local member = entry.kind == "function" and entry.member
    known[#known + 1] = entry.name
    known[#known + 1] = member or nil
    if member and #last > 2 and member:sub(1, #last) == last and (not longer or #member < #longer) then
      longer = member
    end
  end
  return longer or errors.nearest(name, known) or errors.nearest(last, known)
end

-- How well an entry fits to a word; nil if not at all.
local function fit(entry, word)
  local name = entry.name:lower()
  local member = (entry.member or name):lower()
  if member == word or name == word then return 1 end
  if member:find(word, 1, true) == 1 then return 2 end
  if name:find(word, 1, true) then return 3 end
  local function has(text) return text and text:lower():find(word, 1, true) end
  if has(entry.summary) then return 4 end
  if has(entry.c) or has(entry.cli) then return 5 end
  if has(entry.text) or has(entry.raises) then return 6 end
  for _, parameter in ipairs(entry.parameters or {}) do
    if has(parameter.name) or has(parameter.text) then return 7 end
    for _, field in ipairs(parameter.fields or {}) do
      if has(field.name) or has(field.text) then return 7 end
    end
  end
end

-- The entries that fit to all of these words, best first.
function search.search(entries, words)
  local found = {}
  for _, entry in ipairs(entries) do
    local rank = 0
    for word in words:lower():gmatch "%S+" do
      local fits = fit(entry, word)
      rank = fits and rank and rank + fits
    end
    if rank and rank > 0 then found[#found + 1] = { entry = entry, rank = rank } end
  end
  return ranked(found)
end

return search
