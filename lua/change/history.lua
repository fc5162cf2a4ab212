--- What runs did, read back from their journals.
local errors = require "errors"
local fs = require "fs"
local journal = require "journal"
local state = require "change.state"

local history = {}

local Past = {}
Past.__index = Past

-- The records of a journal as one table: what the run was, its changes in order, how it ended.
local function assemble(id, text)
  local past = setmetatable({ id = id, folder = text.folder, truncated = text.truncated, changes = {} }, Past)
  local by_number = {}
  for _, record in ipairs(text.records) do
    if record.event == "run" then
      past.header = record
    elseif record.event == "intent" then
      record.status = "unknown" -- until its outcome says otherwise
      past.changes[#past.changes + 1] = record
      by_number[record.change] = record
    elseif record.event == "outcome" then
      local change = by_number[record.change]
      if change then
        change.status, change.seconds, change.message = record.status, record.seconds, record.message
      end
    elseif record.event == "end" then
      past.ended = record.status
      past.ended_at = record.at
    end
  end
  past.header = past.header or { playbook = "?", at = 0, who = "?" }
  return past
end

--- A run by its name, by a beginning of it that no other has, or "last".
function history.find(name)
  local ids = journal.runs()
  if name == "last" then name = ids[#ids] or name end
  local found
  for _, id in ipairs(ids) do
    if id == name then return assemble(id, journal.read(id)) end
    if id:sub(1, #name) == name then
      if found then
        errors.raise {
          code = "USAGE", operation = "find run", target = name,
          message = ("%s and %s both begin so"):format(found, id),
        }
      end
      found = id
    end
  end
  return assemble(found or name, journal.read(found or name))
end

--- All runs, the oldest first.
function history.all()
  local list = {}
  for _, id in ipairs(journal.runs()) do
    local ok, past = pcall(function() return assemble(id, journal.read(id)) end)
    if not ok then past = assemble(id, { records = { { event = "end", status = "unreadable" } } }) end
    list[#list + 1] = past
  end
  return list
end

--- How a run ended, in a word.
function Past:outcome() return self.ended or "killed" end

--- The state that a change found.
function Past:before(change)
  return state.decode(change.before, function(name, secret)
    return fs.read(("%s/%s"):format(self.folder, name), { secret = secret })
  end)
end

-- What a run left unfinished, for the next one.
local function unfinished(past)
  local marks, restarted = {}, {}
  for _, change in ipairs(past.changes) do
    if change.kind == "service" and change.status == "changed" then
      restarted[change.host .. " " .. change.subject] = true
    elseif change.touches and change.status ~= "failed" then
      marks[change.host .. ":" .. change.touches] = true
    end
  end
  return { id = past.id, marks = marks, restarted = restarted }
end

--- What the last run on a site left behind when it ended before its time: what it changed (`marks`, by "host:mark"),
--- and the services that it restarted (`restarted`, by "host subject"). Empty if it ended well.
function history.inherited(site_path)
  local ids = journal.runs()
  for index = #ids, 1, -1 do
    local ok, past = pcall(function() return assemble(ids[index], journal.read(ids[index])) end)
    if ok and past.header.site == site_path then
      return past.ended == "done" and {} or unfinished(past)
    end
  end
  return {}
end

return history
