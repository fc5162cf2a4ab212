--- What runs of verify made and what is still there: found by its name alone, so that nothing is missed, whatever the
--- run that made it had come to. The end of a run, ^C and --clean all remove things in this one way.
local clock = require "clock"
local errors = require "errors"
local log = require "log"
local pools = require "verify.pools"
local rbd = require "rbd"
local tasks = require "tasks"

local leftovers = {}

--- What all names begin with; a run adds four digits of its own.
leftovers.PREFIX = "cephlua-verify-"

-- How long one thing may take to go.
local TIMEOUT <const> = 90

---@class verify.Leftover
---@field kind string        # "server", "volume", …
---@field name string
---@field stage integer      # what has a lower one must go first
---@field remove fun()

-- A backup whose service was lost while it worked says for ever that it is being made: its state is set right then.
local function remove_backup(cloud, backup)
  local ok = pcall(cloud.backups.wait, cloud.backups, backup, { timeout = 30 })
  if not ok then
    cloud:request("volumev3", ("/backups/%s/action"):format(backup.id), {
      method = "POST", body = { ["os-reset_status"] = { status = "error" } },
    })
  end
  cloud.backups:remove(backup, { timeout = TIMEOUT })
end

-- A volume goes when its server has let go of it. Where Nova sends no service token it stays in use for ever, though
-- the server is gone (since the fix of CVE-2023-2088): its state is set right then.
local function remove_volume(cloud, volume)
  local ok = pcall(cloud.volumes.wait, cloud.volumes, volume, { timeout = 15 })
  if not ok then
    cloud:request("volumev3", ("/volumes/%s/action"):format(volume.id), {
      method = "POST", body = { ["os-reset_status"] = { status = "error", attach_status = "detached" } },
    })
  end
  cloud.volumes:remove(volume, { force = not ok, timeout = TIMEOUT })
end

-- An image is busy for up to 30 s after a client of it died: its watch must expire.
local function remove_rbd_image(pool, name)
  tasks.wait_until(function()
    local ok, err = pcall(rbd.remove, pool, name)
    if ok or err.code == "ENOENT" then return true end
    if err.code ~= "EBUSY" then error(err) end
  end, { timeout = TIMEOUT, every = 2, what = ("%s/%s to be free"):format(pool.name, name) })
end

-- The kinds of things, in the order in which they go: what builds on others first.
local function kinds(site)
  local cloud = site:openstack()
  local all = {}
  local function kind(name, list, remove)
    table.insert(all, { name = name, list = list, remove = remove })
  end
  if cloud then
    kind("server", function() return cloud.servers:list() end,
      function(server) cloud.servers:remove(server, { timeout = TIMEOUT }) end)
    kind("backup", function() return cloud.backups:list() end, function(backup) remove_backup(cloud, backup) end)
    kind("volume", function() return cloud.volumes:list() end, function(volume) remove_volume(cloud, volume) end)
    kind("image", function() return cloud.images:list() end,
      function(image) cloud.images:remove(image, { timeout = TIMEOUT }) end)
    kind("flavor", function() return cloud.flavors:list() end, function(flavor) cloud.flavors:remove(flavor) end)
  end
  kind("RBD image", function()
    return site:cluster():find_pool(site.pools.volumes.name) and rbd.images(pools.open(site, "volumes")) or {}
  end, function(image)
    remove_rbd_image(pools.open(site, "volumes"), image.name)
  end)
  return all
end

local function starts_with(text, prefix)
  return text ~= nil and text:sub(1, #prefix) == prefix
end

-- The things of a kind whose names begin so.
local function find_kind(kind, stage, prefix)
  local matching = {}
  for _, thing in ipairs(kind.list()) do
    if starts_with(thing.name, prefix) then
      local function remove() kind.remove(thing) end
      table.insert(matching, { kind = kind.name, name = thing.name, stage = stage, remove = remove })
    end
  end
  return matching
end

--- What there is, in the order in which it can be removed.
---@param prefix? string      # of the names; default: those of all runs
---@return verify.Leftover[] found
---@return string[] problems  # a service that does not answer does not keep the others from being asked
function leftovers.find(site, prefix)
  local found, problems = {}, {}
  local lists = tasks.map(kinds(site), function(kind, stage)
    return table.pack(pcall(find_kind, kind, stage, prefix or leftovers.PREFIX))
  end)
  for _, answer in ipairs(lists) do
    if answer[1] then
      table.move(answer[2], 1, #answer[2], #found + 1, found)
    else
      table.insert(problems, tostring(answer[2]))
    end
  end
  return found, problems
end

-- Removes things of one stage, all at once; notes what goes and what does not.
local function remove_stage(things, removed, problems)
  tasks.each(things, function(thing)
    local started = clock.monotonic()
    local ok, err = pcall(thing.remove)
    log.debug(("%s %s: %.1f s to remove"):format(thing.kind, thing.name, clock.monotonic() - started))
    if ok or (type(err) == "table" and err.code == "HTTP_404") then
      table.insert(removed, thing)
    else
      table.insert(problems, ("%s %s: %s"):format(thing.kind, thing.name, err))
    end
  end)
end

--- Remove it, stage by stage. A request that was cut short may still have made something: looks again until nothing is
--- there.
---@return verify.Leftover[] removed
---@return string[] problems   # what could not be removed, and why
function leftovers.remove(site, prefix)
  local removed, problems = {}, {}
  for _ = 1, 3 do
    local found
    found, problems = leftovers.find(site, prefix)
    if #found == 0 then break end
    local stages = {}
    for _, thing in ipairs(found) do
      stages[thing.stage] = stages[thing.stage] or {}
      table.insert(stages[thing.stage], thing)
    end
    for position = 1, found[#found].stage do
      if stages[position] then remove_stage(stages[position], removed, problems) end
    end
    clock.sleep(0.5)
  end
  return removed, problems
end

--- "2 servers, 3 volumes, 1 image"
function leftovers.count(things)
  local order, counts = {}, {}
  for _, thing in ipairs(things) do
    if not counts[thing.kind] then table.insert(order, thing.kind) end
    counts[thing.kind] = (counts[thing.kind] or 0) + 1
  end
  local parts = {}
  for i, kind in ipairs(order) do parts[i] = ("%d %s%s"):format(counts[kind], kind, counts[kind] > 1 and "s" or "") end
  return table.concat(parts, ", ")
end

--- Say what other runs made and what is still there: they were killed, or are at work just now.
function leftovers.warn(site)
  local runs, order = {}, {}
  for _, thing in ipairs(leftovers.find(site)) do
    local run = thing.name:match("^" .. leftovers.PREFIX:gsub("%-", "%%-") .. "[^-]*")
    if not runs[run] then
      runs[run] = {}
      table.insert(order, run)
    end
    table.insert(runs[run], thing)
  end
  for _, run in ipairs(order) do
    log.warn(("another run, %s, is at work or was killed: %s (--clean removes what is left)"):format(run,
      leftovers.count(runs[run])))
  end
end

--- Remove what all runs left over; raises if something stays.
function leftovers.clean(site, mode)
  local removed, problems = leftovers.remove(site)
  for _, thing in ipairs(removed) do log.info(("removed: %s %s"):format(thing.kind, thing.name)) end
  if #problems > 0 then
    errors.raise {
      code = "NOT_REMOVED", operation = "verify --clean", target = "site " .. site.name,
      message = table.concat(problems, "; "),
    }
  end
  local summary = #removed > 0 and "removed: " .. leftovers.count(removed) or "there was nothing to remove"
  local result = { removed = {}, summary = summary }
  for i, thing in ipairs(removed) do result.removed[i] = { kind = thing.kind, name = thing.name } end
  if not mode.json then print(result.summary) end
  return result
end

return leftovers
