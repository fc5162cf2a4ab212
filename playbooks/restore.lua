-- Makes a new RBD image of a backup that backup.lua has made; nothing that exists is replaced.
--   cephlua playbooks/restore.lua vms/vm-1 vms/vm-1-restored --point 20261125T021000Z --site site.lua
local backup = require "backup"
local log = require "log"
local run = require "run"
local transfer = require "transfer"

return playbook {
  name = "restore",
  summary = "Make a new RBD image of a backup",
  risk = "writes",
  args = backup.with_arguments {
    image = { "spec", "pool/image that was backed up", required = true, position = 1 },
    to = { "spec", "pool/image to make", required = true, position = 2 },
    point = { "string", "which point of the backup; else the last" },
    verify = { "boolean", "read what was written, and compare it", default = false },
  },
  run = function(args)
    local clusters <close> = backup.open(args)
    local to_pool, to_name = transfer.split(args.to)
    local name = backup.name_of(transfer.split(args.image))
    local held <close> = clusters.held
    local pool <close> = clusters.images:open_pool(to_pool)
    local known = rbd.find_backup(held, name) or fail {
      code = "ENOENT", operation = "restore", target = held.name .. "/" .. name, message = "there is no such backup",
    }
    if run.check then
      local last = known.points[#known.points]
      local point = args.point or last and last.name
      if rbd.find_image(pool, to_name) then
        fail { code = "EEXIST", operation = "restore", target = args.to, message = "there is such an image" }
      end
      log.info(("%s would be restored to %s, point %s"):format(args.image, args.to, point))
      return { backup = name, point = point, to = args.to }
    end
    return transfer.follow(rbd.start_restore(held, name, {
      point = args.point, to_pool = pool, to_name = to_name, verify = args.verify, in_flight = args.in_flight,
      rate = args.rate, timeout = args.timeout,
    }))
  end,
}
