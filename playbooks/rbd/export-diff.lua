-- Writes what has changed in an RBD image since a snapshot, for import-diff.lua or `rbd import-diff`:
--   cephlua playbooks/rbd/export-diff.lua vms/vm-1@tuesday tuesday.diff --from-snapshot monday
local run = require "run"
local transfer = require "transfer"

return playbook {
  name = "rbd-export-diff",
  summary = "Write what has changed in an RBD image since a snapshot",
  risk = "writes",
  args = transfer.stream_arguments {
    image = { "spec", "pool/image or pool/image@snapshot to read", required = true, position = 1 },
    to = { "path", "the file or pipe; - is standard output", required = true, position = 2 },
    from_snapshot = { "string", "what whoever reads it has already; default: nothing" },
    replace = { "boolean", "replace a file that exists", default = false },
  },
  run = function(args)
    if args.to == "-" and run.json then
      fail {
        code = "USAGE", operation = "rbd-export-diff", target = "--json", message = "standard output is the diff's",
      }
    end
    local pool_name, image, snapshot = transfer.split(args.image, true)
    local cluster <close> = transfer.connect(args)
    local pool <close> = cluster:open_pool(pool_name)
    return transfer.follow(rbd.start_export_diff(pool, image, {
      to = args.to, snapshot = snapshot, from_snapshot = args.from_snapshot, replace = args.replace,
      in_flight = args.in_flight, rate = args.rate, timeout = args.timeout,
    }))
  end,
}
