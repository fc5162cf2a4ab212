-- Writes an RBD image, or a snapshot of one, into a file or to standard output:
--   cephlua playbooks/rbd/export.lua images/debian@snap debian.raw
--   cephlua playbooks/rbd/export.lua images/debian - | xz > debian.raw.xz
local run = require "run"
local transfer = require "transfer"

return playbook {
  name = "rbd-export",
  summary = "Write an RBD image into a file or to standard output",
  risk = "writes",
  args = transfer.arguments {
    image = { "spec", "pool/image or pool/image@snapshot to read", required = true, position = 1 },
    to = { "path", "the file, pipe or device; - is standard output", required = true, position = 2 },
    replace = { "boolean", "replace a file that exists, or overwrite a device", default = false },
    format = { "integer", "1: raw; 2: with all snapshots, for `rbd import --export-format 2` too", default = 1 },
  },
  run = function(args)
    if args.to == "-" and run.json then
      fail { code = "USAGE", operation = "rbd-export", target = "--json", message = "standard output is the image's" }
    end
    local pool_name, image, snapshot = transfer.split(args.image, true)
    local cluster <close> = transfer.connect(args)
    local pool <close> = cluster:open_pool(pool_name)
    return transfer.follow(rbd.start_export(pool, image, transfer.options(args, {
      to = args.to, snapshot = snapshot, replace = args.replace, format = args.format,
    })))
  end,
}
