-- Copies an RBD image with all its snapshots into a new one of the same cluster:
--   cephlua playbooks/rbd/deep-copy.lua vms/vm-1 vms/vm-1-before
local log = require "log"
local progress = require "progress"
local transfer = require "transfer"
local units = require "units"

return playbook {
  name = "rbd-deep-copy",
  summary = "Copy an RBD image with all its snapshots",
  risk = "writes",
  args = transfer.stream_arguments({
    image = { "spec", "pool/image to read", required = true, position = 1 },
    to = { "spec", "pool/image to make", required = true, position = 2 },
    flatten = { "boolean", "a copy of a clone has all data itself", default = false },
    object_size = { "size", "bytes of an object, a power of two; default: as the image has it" },
    features = { "list", "features of the copy; default: as the image has them" },
  }, { "in_flight", "rate" }),
  run = function(args)
    local pool_name, image = transfer.split(args.image)
    local to_pool_name, to_image = transfer.split(args.to)
    local cluster <close> = transfer.connect(args)
    local pool <close> = cluster:open_pool(pool_name)
    local to_pool <close> = cluster:open_pool(to_pool_name)
    local bar <close> = progress.bar { title = ("copy %s to %s"):format(args.image, args.to) }
    local began = clock.monotonic()
    rbd.deep_copy(pool, image, {
      to_pool = to_pool, to_name = to_image, flatten = args.flatten, object_size = args.object_size,
      features = args.features, timeout = args.timeout,
      progress = function(done, total)
        bar.total = total
        bar:set(done)
      end,
    })
    log.info(("copy %s to %s: with its snapshots, in %s"):format(args.image, args.to,
      units.seconds(clock.monotonic() - began)))
    return { from = args.image, to = args.to }
  end,
}
