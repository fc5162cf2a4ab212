-- What tests say about values; a test fails by raising. `lua/meta/check.lua` says what each does.
local check = {}

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b and math.type(a) == math.type(b) end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

-- Tables are the same when their contents are; 1 and 1.0 are not.
function check.equal(got, expected)
  if not same(got, expected) then
    error(("expected %s, got %s"):format(show.line(expected), show.line(got)), 2)
  end
end

function check.matches(text, pattern)
  if type(text) ~= "string" or not text:find(pattern) then
    error(("%s does not match %s"):format(show.line(text), show.line(pattern)), 2)
  end
end

-- The error object that a call raises, which must have this code.
function check.raises(code, fn, ...)
  local results = table.pack(try(fn, ...))
  if results.n ~= 2 or results[1] ~= nil or type(results[2]) ~= "table" then error("it did not raise", 2) end
  if results[2].code ~= code then error(("expected %s, got %s"):format(code, tostring(results[2])), 2) end
  return results[2]
end

-- What a function prints.
function check.output(fn, ...)
  local kept, texts = print, {}
  rawset(_G, "print", function(...)
    local words = table.pack(...)
    for position = 1, words.n do words[position] = tostring(words[position]) end
    texts[#texts + 1] = table.concat(words, "\t")
  end)
  local ok, err = pcall(fn, ...)
  rawset(_G, "print", kept)
  if not ok then error(err) end
  return table.concat(texts, "\n")
end

-- Calls a function with an empty folder, which goes afterwards.
function check.in_folder(body)
  local folder = fs.temporary_directory "cephlua-check"
  local _remove <close> = setmetatable({}, { __close = function() fs.remove(folder, { recursive = true }) end })
  body(folder)
end

return check
