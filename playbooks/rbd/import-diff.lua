-- Makes an RBD image what a diff of export-diff.lua or `rbd export-diff` says; the image has to be as its snapshot is
-- that the diff begins with:
--   cephlua playbooks/rbd/import-diff.lua tuesday.diff copies/vm-1
--   rbd export-diff --from-snap monday vms/vm-1@tuesday - | cephlua playbooks/rbd/import-diff.lua - copies/vm-1
local transfer = require "transfer"

return playbook {
  name = "rbd-import-diff",
  summary = "Make an RBD image what a diff says",
  risk = "writes",
  args = transfer.stream_arguments {
    from = { "path", "the diff; - is standard input", required = true, position = 1 },
    image = { "spec", "pool/image, which exists", required = true, position = 2 },
  },
  run = function(args)
    local pool_name, image = transfer.split(args.image)
    local cluster <close> = transfer.connect(args)
    local pool <close> = cluster:open_pool(pool_name)
    return transfer.follow(rbd.start_import_diff(pool, image, {
      from = args.from, in_flight = args.in_flight, rate = args.rate, timeout = args.timeout,
    }))
  end,
}
