--- A service runs, and runs on its present configuration.
---
--- It is restarted if something it reads (`reads`: paths) changes in this run, or is newer than the service itself: so
--- a run that was killed between writing a file and restarting is made good by the next one. `because` are marks of
--- other changes that need a new process. `before()` and `after(what before gave)` are called around the restart, for
--- what only its users can tell.
local arguments = require "arguments"
local change = require "change"
local service = require "service"

-- When the newest of some files was written, and which that is; nil if there is none. One command for all of them.
local function newest(host, paths)
  local argv = { "env", "LC_ALL=C", "stat", "--dereference", "--format=%.9Y %n", "--" }
  table.move(paths, 1, #paths, #argv + 1, argv)
  local time, which
  -- A file that is not there makes its status 1, and says nothing of the others.
  for written, path in host:query(argv, { check = false }).stdout:gmatch "(%S+) ([^\n]+)" do
    written = tonumber(written)
    if written and (not time or written > time) then time, which = written, path end
  end
  return time, which
end

-- A mark that an unfinished run set, without restarting this service after it.
local function is_inherited(scope, subject, mark)
  local inherited = scope.run.inherited
  local key = scope.host .. ":" .. mark
  return inherited.marks and inherited.marks[key] and not inherited.restarted[scope.host .. " " .. subject]
end

local function stale_because(scope, host, subject, status, options)
  for _, path in ipairs(options.reads) do
    if scope.run:is_touched(scope.host, path) then return path .. " changes" end
  end
  for _, mark in ipairs(options.because or {}) do
    if scope.run:is_touched(scope.host, mark) then return mark .. " change" end
    if is_inherited(scope, subject, mark) then return ("%s changed in %s"):format(mark, scope.run.inherited.id) end
  end
  local time, path = newest(host, options.reads)
  if not time or not status.since or time <= status.since then return nil end
  if time > status.now then
    scope.run:note(scope.host, ("%s has a time in the future: whether %s has read it cannot be told"):format(
      path, subject))
    return nil
  end
  return path .. " is newer than its process"
end

local function state(scope, host, status, subject, options)
  local running = status.active == "active"
  local reason = running and stale_because(scope, host, subject, status, options)
  return { running = running, stale = reason and true or false }, reason
end

-- A rollback does not take a restart back: it restarts what reads something that it has restored.
local kind = change.kind {
  name = "service",
  on = "host",
  probe = function(host, about) return { running = service.get(host, about.name):is_active() } end,
  stays = "restarted once more where what it reads is restored",
}

return function(scope, host, name, options)
  arguments.check("ensure.service", "scope: change.Scope, host: any, name: string, options?: table",
    scope, host, name, options)
  local subject = "service " .. name
  if not scope.run:wants(scope.step, scope.host) then return end
  local unit, found = service.get(host, name)
  local marks = {}
  for _, path in ipairs(options.reads) do marks[#marks + 1] = path end
  for _, mark in ipairs(options.because or {}) do marks[#marks + 1] = mark end
  scope.run:reads(scope.host, subject, marks)
  local reason
  return scope:change {
    subject = subject,
    kind = kind,
    about = { name = name, reads = options.reads, port = options.port },
    probe = function()
      local now
      now, reason = state(scope, host, found or unit:status(), subject, options)
      return now
    end,
    desired = { running = true, stale = false },
    detail = function(before) return before.running and ("restart: " .. reason) or "start: it does not run" end,
    apply = function()
      local known = options.before and options.before()
      unit:restart { port = options.port, settle = options.settle, timeout = options.timeout }
      if options.after then options.after(known) end
    end,
  }
end
