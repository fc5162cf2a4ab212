-- Makes an RBD image of a file, a device or standard input:
--   cephlua playbooks/rbd/import.lua debian.raw images/debian
--   xzcat debian.raw.xz | cephlua playbooks/rbd/import.lua - images/debian
local transfer = require "transfer"

return playbook {
  name = "rbd-import",
  summary = "Make an RBD image of a file, a device or standard input",
  risk = "writes",
  args = transfer.arguments {
    from = { "path", "the file or device; - is standard input", required = true, position = 1 },
    image = { "spec", "pool/image to make", required = true, position = 2 },
    format = { "integer", "1: raw; 2: what `rbd export --export-format 2` wrote, with snapshots", default = 1 },
    size = { "size", "the size that the source must have" },
    object_size = { "size", "bytes of an object, a power of two; default: the cluster's" },
    features = { "list", "features of the image; default: the cluster's" },
    resume = { "boolean", "go on with an import that did not end, or leave one to go on with", default = false },
    keep = { "boolean", "leave the incomplete image of an import that failed", default = false },
  },
  run = function(args)
    local pool_name, image = transfer.split(args.image)
    local cluster <close> = transfer.connect(args)
    local pool <close> = cluster:open_pool(pool_name)
    return transfer.follow(rbd.start_import(pool, image, transfer.options(args, {
      from = args.from, size = args.size, object_size = args.object_size, features = args.features, keep = args.keep,
      format = args.format, resume = args.resume,
    })))
  end,
}
