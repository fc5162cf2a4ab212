--- A service runs, and runs on its present configuration.
---
--- It is restarted if something it reads (`reads`: paths) changes in this run, or is newer than the service itself: so
--- a run that was killed between writing a file and restarting is made good by the next one. `before()` and
--- `after(what before gave)` are called around the restart, for what only its users can tell.
local service = require "service"

local function newest(host, paths)
  local time, which
  for _, path in ipairs(paths) do
    local stat = host:stat(path, { follow = true })
    if stat and (not time or stat.modified > time) then time, which = stat.modified, path end
  end
  return time, which
end

local function stale_because(scope, host, status, options)
  for _, path in ipairs(options.reads) do
    if scope.run:is_touched(scope.host, path) then return path .. " changes" end
  end
  for _, reason in ipairs(options.because or {}) do
    if scope.run:is_touched(scope.host, reason) then return reason .. " change" end
  end
  local time, path = newest(host, options.reads)
  if time and status.since and time > status.since then return path .. " is newer than its process" end
end

return function(scope, host, name, options)
  local unit = service.get(host, name)
  local reason
  return scope:change {
    subject = "service " .. name,
    probe = function()
      local status = unit:status()
      local running = status.active == "active"
      if running then reason = stale_because(scope, host, status, options) end
      return { running = running, stale = reason ~= nil }
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
