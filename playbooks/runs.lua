-- Lists the runs that changed something, or shows one: who, when, what, and how it ended.
local history = require "change.history"

local function when(time) return clock.date("%Y-%m-%d %H:%M:%S", math.floor(time)) end

local function undone_by(all)
  local by = {}
  for _, past in ipairs(all) do
    if past.header.undoes and past.ended == "done" then by[past.header.undoes] = past.id end
  end
  return by
end

local function list()
  local rows, all = {}, history.all()
  local by = undone_by(all)
  for _, past in ipairs(all) do
    local changed = 0
    for _, entry in ipairs(past.changes) do
      if entry.status == "changed" then changed = changed + 1 end
    end
    rows[#rows + 1] = {
      run = past.id, began = when(past.header.at), who = past.header.who, changes = changed,
      ended = past:outcome(), undone_by = by[past.id] or "", site = past.header.site or "",
    }
  end
  if #rows == 0 then
    print "No run has changed anything yet."
  else
    print(show.table(rows, { "run", "who", "changes", "ended", "undone_by", "site" }))
  end
  return rows
end

local function show_one(name)
  local past = history.find(name)
  local header = past.header
  print(("%s: %s by %s, %s, %s"):format(past.id, header.playbook, header.who, when(header.at), past:outcome()))
  if header.site then print("site " .. header.site) end
  if header.undoes then print("takes back " .. header.undoes) end
  if past.truncated then print "A crash cut it: the last record of its journal is not whole, and left out." end
  for _, entry in ipairs(past.changes) do
    local detail = entry.detail and ": " .. entry.detail or ""
    local time = entry.seconds and (" (%.1f s)"):format(entry.seconds) or ""
    print(("%-8s %-13s %-14s %s%s%s"):format(entry.status, entry.host, entry.step, entry.subject, detail, time))
    if entry.message then print("    " .. entry.message) end
  end
  if past:outcome() == "killed" then
    print "It ended without a word. Running the playbook again goes on from there; rollback.lua takes it back."
  end
  return { id = past.id, header = header, changes = past.changes, ended = past:outcome(), truncated = past.truncated }
end

return playbook {
  name = "runs",
  summary = "List the runs that changed something, or show one",
  risk = "reads",
  args = { run = { "string", "the run to show; a beginning of its name will do, or: last", position = 1 } },
  run = function(args)
    if args.run then return show_one(args.run) end
    return list()
  end,
}
