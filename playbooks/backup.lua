-- Backs up RBD images to another pool or cluster: the whole image the first time, later what has changed.
--   cephlua playbooks/backup.lua vms/vm-1 --site site.lua
--   cephlua playbooks/backup.lua vms --keep-last 7 --keep-weekly 4
--   cephlua playbooks/backup.lua vms/vm-1 --conf /etc/ceph/ceph.conf --to-conf /etc/ceph/backup.conf --pool backups
local backup = require "backup"
local log = require "log"
local progress = require "progress"
local run = require "run"
local transfer = require "transfer"
local units = require "units"

local OBJECTS <const> = 12 -- of 4 MiB, in 48 MiB

-- The images that "vms/vm-1" or "vms" names. A pool that also holds backups has these left out.
local function images_of(spec, pool)
  if spec:find("/", 1, true) then return { select(2, transfer.split(spec)) } end
  local names = {}
  for _, image in ipairs(rbd.images(pool)) do
    if not image.name:find "^backup%." then names[#names + 1] = image.name end
  end
  return names
end

local function expired(known, args)
  if not (args.keep_last or args.keep_daily or args.keep_weekly) then return {} end
  local points = {}
  for _, point in ipairs(known and known.points or {}) do points[#points + 1] = point.name end
  return rbd.expired_backups {
    points = points, last = args.keep_last, daily = args.keep_daily, weekly = args.keep_weekly,
  }
end

-- What would be done, as far as it can be said without doing it.
local function foresee(pool, name, target, args)
  if not rbd.find_image(pool, name) then
    fail {
      code = "ENOENT", operation = "backup", target = pool.name .. "/" .. name, message = "there is no such image",
    }
  end
  local known = rbd.find_backup(target, backup.name_of(pool.name, name))
  local last = known and known.points[#known.points]
  local base = not args.full and last and last.name or nil
  local what = base and "what changed since " .. base or "whole"
  log.info(("%s/%s would be backed up, %s"):format(pool.name, name, what))
  return { image = name, base = base, expired = expired(known, args) }
end

local function back_up(pool, name, target, args)
  local done = progress.follow(rbd.start_backup(pool, name, {
    to_pool = target, full = args.full, in_flight = args.in_flight, rate = args.rate, timeout = args.timeout,
  }))
  log.info(("%s/%s: %s of %s objects changed, %s written, in %s"):format(pool.name, name, done.changed, done.objects,
    units.bytes(done.written), units.seconds(done.seconds)))
  local old = expired(rbd.find_backup(target, done.backup), args)
  if #old > 0 then rbd.remove_backup_points(target, done.backup, { points = old, timeout = args.timeout }) end
  done.image, done.expired = name, old
  return done
end

-- Several images share what one alone would have: the rate, and the memory for objects under way.
local function shared(args, at_a_time)
  if at_a_time == 1 then return args end
  return setmetatable({
    rate = args.rate and math.max(1, args.rate // at_a_time),
    in_flight = args.in_flight or math.max(1, OBJECTS // at_a_time),
  }, { __index = args })
end

-- The monitors keep each image waiting a second or two for its snapshots, so several are backed up at a time.
local function back_up_all(pool, target, args)
  local names = images_of(args.image, pool)
  local at_a_time = math.max(1, math.min(#names, args.at_a_time))
  local own, work = shared(args, at_a_time), run.check and foresee or back_up
  local results = tasks.map(names, { limit = at_a_time }, function(name)
    local ok, result = pcall(work, pool, name, target, own)
    if ok then return result end
    if type(result) == "table" and result.code == "ECANCELED" then error(result, 0) end
    log.error(tostring(result))
    return { image = name, error = result }
  end)
  local done, failed = {}, {}
  for _, result in ipairs(results) do table.insert(result.error and failed or done, result) end
  if #failed == 1 and #done == 0 then error(failed[1].error, 0) end
  if #failed > 0 then
    local lost = {}
    for _, each in ipairs(failed) do lost[#lost + 1] = each.image end
    fail {
      code = "CONFLICT", operation = "backup", target = pool.name, details = table.concat(lost, "\n"),
      message = ("%d of %d images could not be backed up"):format(#failed, #names),
    }
  end
  return done
end

return playbook {
  name = "backup",
  summary = "Back up RBD images to another pool or cluster",
  risk = "destroys",
  args = backup.with_arguments {
    image = { "string", "pool/image, or a pool for all of its images", required = true, position = 1 },
    at_a_time = { "integer", "images at a time, of those of a pool", default = 4 },
    full = { "boolean", "read all of the image, whatever the last backup was of", default = false },
    keep_last = { "integer", "afterwards, keep so many points: the latest" },
    keep_daily = { "integer", "and the latest of each of so many days" },
    keep_weekly = { "integer", "and the latest of each of so many weeks" },
  },
  run = function(args)
    local clusters <close> = backup.open(args)
    local pool <close> = clusters.images:open_pool(args.image:match "^[^/]+" or args.image)
    local target <close> = clusters.held
    expired(nil, args) -- what is wrong with the rules is said before anything is done
    return back_up_all(pool, target, args)
  end,
}
