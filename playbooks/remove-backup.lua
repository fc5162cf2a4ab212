-- Removes the backup of an RBD image: all of it, or points of it. The image itself keeps what it has, but for the
-- snapshot that its next increment would need.
--   cephlua playbooks/remove-backup.lua vms/vm-1 --site site.lua
--   cephlua playbooks/remove-backup.lua vms/vm-1 --points 20261125T021000Z,20261126T021000Z
local backup = require "backup"
local log = require "log"
local run = require "run"
local transfer = require "transfer"

local function count_of(number) return number == 1 and "1 point" or ("%d points"):format(number) end

-- Whether it may go, which is asked on a terminal.
local function is_agreed(what)
  if run.yes then return true end
  if run.interactive then return run.ask(("Remove %s? This cannot be undone."):format(what)) end
  fail {
    code = "USAGE", operation = "remove-backup", target = "--yes",
    message = "it destroys, and there is no terminal to ask on", hint = "Look at it with --check, then say --yes.",
  }
end

-- The pool of the image, where there is one: without it the image's snapshot stays, if there is an image.
local function pool_of(clusters, name)
  local found, pool = pcall(clusters.images.open_pool, clusters.images, name)
  if found then return pool end
  if pool.code ~= "ENOENT" then error(pool, 0) end
  log.warn(("the pool %s is gone, so no snapshot of the image is removed"):format(name))
end

local function remove(held, name, pool, args)
  if args.points then return rbd.remove_backup_points(held, name, { points = args.points, timeout = args.timeout }) end
  return rbd.remove_backup(held, name, { from_pool = pool, timeout = args.timeout })
end

return playbook {
  name = "remove-backup",
  summary = "Remove the backup of an RBD image, or points of it",
  risk = "destroys",
  args = backup.with_arguments {
    image = { "spec", "pool/image that was backed up", required = true, position = 1 },
    points = { "list", "only these points; the last one is not removed alone" },
  },
  run = function(args)
    local clusters <close> = backup.open(args)
    local held <close> = clusters.held
    local name = backup.name_of(transfer.split(args.image))
    local known = rbd.find_backup(held, name) or fail {
      code = "ENOENT", operation = "remove-backup", target = held.name .. "/" .. name,
      message = "there is no such backup", hint = "playbooks/backups.lua lists those that there are.",
    }
    local what = args.points and ("%s of the backup of %s"):format(count_of(#args.points), args.image)
      or ("the backup of %s with %s"):format(args.image, count_of(#known.points))
    if run.check then
      log.info(what .. " would be removed")
      return { backup = name, removed = {} }
    end
    if not is_agreed(what) then
      log.info "nothing was removed"
      return { backup = name, removed = {} }
    end
    local removed = remove(held, name, pool_of(clusters, (transfer.split(args.image))), args)
    log.info(("%s: %s removed"):format(args.image, count_of(#removed)))
    return { backup = name, removed = removed }
  end,
}
