--- Takes a run back: what it changed is as it was before, unless somebody has changed it since.
---
--- A rollback is a run like any other, whose desired states are those that the other run found: it can be looked at
--- with --check, it keeps a journal, running it again goes on, and it can itself be taken back.
local change = require "change"
local ensure = require "ensure"
local errors = require "errors"
local host = require "host"
local kinds = require "change.kinds"
local service = require "service"

local rollback = {}

local function refuse(entry, message, hint)
  errors.raise { code = "CONFLICT", operation = "roll back", target = entry.subject, message = message, hint = hint }
end

-- Whether a thing is as the run left it. Where the run ended in the middle of a change, something that was not there
-- before, and may be half-made, counts as the run's too.
local function is_as_left(entry, kind, now)
  if change.digest(now) == entry.expected then return true end
  return entry.status ~= "changed" and entry.before == nil and not kind.atomic
end

-- What a kind's functions get. A run without a site can have been at work on this machine, as "localhost".
local function target_of(kind, site, entry)
  if not kind.on then return nil end
  if site then return site:target(kind.on, entry.host) end
  if kind.on == "host" and entry.host == "localhost" then return host.here() end
  refuse(entry, "the run names no site to find it on", "Name it: --site FILE.")
end

local function undo(run, site, past, entry)
  local kind = kinds.find(entry.source, entry.kind)
  local target = target_of(kind, site, entry)
  local before = past:before(entry)
  run:on(entry.step, entry.host):change {
    subject = entry.subject,
    kind = kind,
    target = target,
    about = entry.about,
    touches = entry.touches,
    probe_again = true,
    probe = function()
      local now = kind.probe(target, entry.about)
      if not change.same(now, before) and not is_as_left(entry, kind, now) then
        refuse(entry, "somebody changed it since that run, so it is left as it is",
          "Look at it; what the run found there is in " .. past.folder .. ".")
      end
      if kind.refuse and not change.same(now, before) then kind.refuse(target, entry.about, before, now) end
      return now
    end,
    desired = before,
    detail = function() return before == nil and "remove" or "as it was before" end,
    apply = function(now) kind.undo(target, entry.about, before, now) end,
  }
end

-- The changes that can be taken back, the last one first; what cannot is told.
local function undoable(run, past)
  local list = {}
  for index = #past.changes, 1, -1 do
    local entry = past.changes[index]
    local kind = entry.kind and kinds.find(entry.source, entry.kind)
    if kind and kind.undo then
      list[#list + 1] = entry
    elseif entry.kind ~= "service" then
      run:note(entry.host, ("%s: %s"):format(entry.subject, kind and kind.stays or "its kind cannot be undone"))
    end
  end
  return list
end

local function is_on_host(entry)
  local place = kinds.find(entry.source, entry.kind).on
  return place == "host" or place == "hypervisor" or place == nil
end

-- What was changed on hosts, by host.
local function by_host(entries)
  local works, index = {}, {}
  for _, entry in ipairs(entries) do
    if is_on_host(entry) then
      if not index[entry.host] then
        index[entry.host] = { name = entry.host, entries = {} }
        works[#works + 1] = index[entry.host]
      end
      table.insert(index[entry.host].entries, entry)
    end
  end
  return works
end

local function services(run, site, past)
  local works, index = {}, {}
  for _, entry in ipairs(past.changes) do
    if entry.kind == "service" then
      index[entry.host] = index[entry.host] or { name = entry.host, services = {} }
      if #index[entry.host].services == 0 then works[#works + 1] = index[entry.host] end
      table.insert(index[entry.host].services, entry)
    end
  end
  run:each("services", works, function(work)
    local target = target_of({ on = "host" }, site, work.services[1])
    for _, entry in ipairs(work.services) do
      if service.find(target, entry.about.name) then
        ensure.service(run:on(entry.step, work.name), target, entry.about.name,
          { reads = entry.about.reads, port = entry.about.port })
      end
    end
  end, { also_failed = true })
end

--- One pass: files and secrets of the hosts, then the services that read them, then what these no longer need of the
--- clusters and of OpenStack. Each refusal is that of one change; the others are taken back all the same.
function rollback.pass(run, site, past)
  local entries = undoable(run, past)
  run:phase("hosts", function()
    run:each(rollback.steps(past), by_host(entries), function(work)
      for _, entry in ipairs(work.entries) do
        run:attempt(entry.host, entry.step, function() undo(run, site, past, entry) end)
      end
    end)
  end)
  run:phase("services", function() services(run, site, past) end)
  run:phase("clusters", function()
    for _, entry in ipairs(entries) do
      if not is_on_host(entry) then
        run:attempt(entry.host, entry.step, function() undo(run, site, past, entry) end)
      end
    end
  end)
end

--- The names of the steps that a run made changes in.
function rollback.steps(past)
  local names, seen = {}, {}
  for _, entry in ipairs(past.changes) do
    if not seen[entry.step] then
      seen[entry.step] = true
      names[#names + 1] = entry.step
    end
  end
  return names
end

return rollback
