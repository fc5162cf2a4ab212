-- Lists the backups of RBD images, or the points of one; with --verify reads the points and compares every object.
--   cephlua playbooks/backups.lua --site site.lua
--   cephlua playbooks/backups.lua vms/vm-1 --verify
local backup = require "backup"
local log = require "log"
local progress = require "progress"
local run = require "run"
local transfer = require "transfer"

local function day(point) return clock.date("%Y-%m-%d %H:%M:%S", point.created_at) end

-- How a backup stands: what somebody should know of it before it is needed.
local function state_of(known)
  local last = known.points[#known.points]
  if not last then return "no point" end
  if not last.digest then return "last point damaged" end
  return known.pending and "interrupted" or ""
end

local function row_of(known)
  local last = known.points[#known.points]
  return {
    image = ("%s/%s"):format(known.pool, known.image), points = #known.points, last = last and day(last) or "",
    size = last and bytes(last.size) or "", backup = known.name, state = state_of(known),
  }
end

local function list(backups)
  if run.json then return end
  if #backups == 0 then return print "There are no backups." end
  local rows = {}
  for _, known in ipairs(backups) do rows[#rows + 1] = row_of(known) end
  print(show.table(rows, { "image", "points", "last", "size", "state", "backup" }))
end

local function list_points(known)
  if run.json then return end
  local rows = {}
  for _, point in ipairs(known.points) do
    rows[#rows + 1] = {
      point = point.name, taken = day(point), size = bytes(point.size), changed = point.changed,
      base = point.base or "", state = point.digest and "" or "manifest damaged",
    }
  end
  print(show.table(rows, { "point", "taken", "size", "changed", "base", "state" }))
end

-- Verifies points of a backup; gives the failures.
local function verify(held, known, args)
  local failed = {}
  for _, point in ipairs(known.points) do
    local is_last = point == known.points[#known.points]
    local is_wanted = args.point == point.name or not args.point and (args.all or is_last)
    if is_wanted then
      local ok, result = pcall(function()
        return progress.follow(rbd.start_verify_backup(held, known.name, {
          point = point.name, in_flight = args.in_flight, rate = args.rate, timeout = args.timeout,
        }))
      end)
      if ok then
        point.verified = true
        log.info(("%s, %s: %d objects are as they were backed up"):format(known.name, point.name, result.objects))
      elseif result.code == "ECANCELED" then
        error(result, 0)
      else
        point.verified = false
        log.error(tostring(result))
        failed[#failed + 1] = result
      end
    end
  end
  return failed
end

local function verify_all(held, backups, args)
  local failed, count = {}, 0
  for _, known in ipairs(backups) do
    for _, each in ipairs(verify(held, known, args)) do
      failed[#failed + 1], count = tostring(each), count + 1
    end
  end
  if count == 0 then return end
  fail {
    code = "CONFLICT", operation = "verify backups", target = held.name, details = table.concat(failed, "\n"),
    message = count == 1 and "a point is not as it was backed up" or ("%d points are not as they were"):format(count),
  }
end

local function find(held, args)
  local name = backup.name_of(transfer.split(args.image))
  local known = rbd.find_backup(held, name) or fail {
    code = "ENOENT", operation = "backups", target = held.name .. "/" .. name, message = "there is no such backup",
    hint = "Without a name all are listed.",
  }
  if not args.point then return known end
  for _, point in ipairs(known.points) do
    if point.name == args.point then return known end
  end
  fail {
    code = "ENOENT", operation = "backups", target = held.name .. "/" .. name,
    message = "it has no point " .. args.point, hint = "Without --point all are listed.",
  }
end

return playbook {
  name = "backups",
  summary = "List backups of RBD images, or the points of one; verify them",
  risk = "reads",
  args = backup.with_arguments {
    image = { "spec", "pool/image that was backed up, for its points; else all backups are listed", position = 1 },
    verify = { "boolean", "read the last point, and compare each object with what was backed up", default = false },
    point = { "string", "with --verify: this point" },
    all = { "boolean", "with --verify: every point", default = false },
  },
  run = function(args)
    local clusters <close> = backup.open(args)
    local held <close> = clusters.held
    local backups = args.image and { find(held, args) } or rbd.backups(held)
    if args.image then list_points(backups[1]) else list(backups) end
    if args.verify then verify_all(held, backups, args) end
    return args.image and backups[1] or backups
  end,
}
