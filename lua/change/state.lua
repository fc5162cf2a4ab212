--- States: how a thing stands. Texts, numbers, booleans, secrets, and tables of these; nil for "there is none".
local journal = require "journal"
local secret = require "secret"

local state = {}

local Pending = { __tostring = function() return "(known after an earlier change)" end }
Pending.__index = Pending

--- Stands for what is not known before an earlier change was made: the key of a user who is yet to be created.
state.PENDING = setmetatable({}, Pending)

--- The same, where it is known which step on which host will make it.
function state.pending(step, host) return setmetatable({ step = step, host = host }, Pending) end

function state.is_pending(value) return type(value) == "table" and getmetatable(value) == Pending end

--- Calls `visit` for each part of a state that is yet to be known.
function state.each_pending(value, visit)
  if state.is_pending(value) then return visit(value) end
  if type(value) ~= "table" then return end
  for _, part in pairs(value) do state.each_pending(part, visit) end
end

local SECRET = debug.getmetatable(secret.new "")

local function is_secret(value) return debug.getmetatable(value) == SECRET end

--- Whether two states are the same; secrets are compared without being shown.
function state.same(a, b)
  if state.is_pending(a) or state.is_pending(b) then return false end
  if is_secret(a) and is_secret(b) then return a:equals(b) end
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do
    if not state.same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

local MASK = "********"

-- Texts beyond this, or of several lines, are files' contents: they have no place in a record, and may hold passwords.
local LONG = 400

local function is_long(text) return #text > LONG or text:find "\n" or not utf8.len(text) end

--- A state as it stands in records and plans: secrets are masked, and long texts are told by their digest. With
--- `keep(content)`, which gives the name of the file that it put the content in, `decode` gets all of it back.
function state.encode(value, keep)
  if state.is_pending(value) then return { ["$secret"] = MASK } end
  if is_secret(value) then return { ["$secret"] = keep and keep(value) or MASK } end
  if type(value) == "string" and is_long(value) then
    return { ["$text"] = keep and keep(value) or MASK, bytes = #value, digest = journal.digest(value) }
  end
  if type(value) ~= "table" then return value end
  local encoded = {}
  for key, part in pairs(value) do encoded[key] = state.encode(part, keep) end
  return encoded
end

--- What `encode` was given; `fetch(name, secret)` reads a file that was kept.
function state.decode(value, fetch)
  if type(value) ~= "table" then return value end
  if value["$secret"] then return fetch(value["$secret"], true) end
  if value["$text"] then return fetch(value["$text"], false) end
  local decoded = {}
  for key, part in pairs(value) do decoded[key] = state.decode(part, fetch) end
  return decoded
end

--- The digest of a state: two states are the same exactly if their digests are.
state.digest = journal.digest

return state
