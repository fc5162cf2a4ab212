-- One playbook of the lab at a time. A lock whose holder has died (also by kill -9) is taken over.
local lock = {}

local function identity(pid)
  local record = process.find(pid)
  return record and ("%d %d"):format(pid, record.started)
end

-- The holder that a lock folder names, if it still lives.
local function living_holder(folder)
  local holder = fs.read(folder .. "/holder", { missing_ok = true })
  if not holder then
    -- Being taken this moment, or its taker died between two calls.
    local stat = fs.stat(folder)
    return stat and clock.now() - stat.modified < 5 and "a process that is just starting"
  end
  local pid = math.tointeger(tonumber(holder:match "^%d+"))
  return pid and identity(pid) == holder and ("process %d"):format(pid)
end

-- Tries once: what gives the lock back when it is closed, or nil and who holds it.
local function try_to_take(folder)
  local own = identity(math.tointeger(tonumber(fs.real_path("/proc/self"):match "%d+$")))
  -- Without a mode: with one, a folder that another is making this moment would count as changed.
  if fs.make_directory(folder) then
    fs.write(folder .. "/holder", own)
    return setmetatable({}, { __close = function() fs.remove(folder, { recursive = true }) end })
  end
  local holder = living_holder(folder)
  if holder then return nil, holder end
  log.debug("taking over a lock whose holder has died: " .. folder)
  fs.remove(folder, { recursive = true })
  return try_to_take(folder)
end

-- Takes the lock of a lab, or fails; closing the result gives it back.
function lock.take(paths)
  local taken, holder = try_to_take(("/run/lock/%s.lock"):format(paths.name))
  if taken then return taken end
  fail {
    code = "EBUSY", operation = "lab", target = paths.state,
    message = ("%s is at work on it"):format(holder),
    hint = "Wait until it has ended, or end it; what it leaves half-done, the next `up` completes.",
  }
end

-- Takes the lock of the cache, in which one lab at a time builds or tidies up. Waits: a build ends, and is of use then.
function lock.take_cache(paths)
  local folder = ("/run/lock/%s.lock"):format((paths.cache:gsub("^/+", ""):gsub("/", "-")))
  local told
  return tasks.wait_until(function()
    local taken, holder = try_to_take(folder)
    if not taken and not told then
      log.info(("waiting: %s is building in %s"):format(holder, paths.cache))
      told = true
    end
    return taken
  end, { every = 1, timeout = 40 * minutes, what = "the end of another lab's build" })
end

return lock
