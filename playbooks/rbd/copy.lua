-- Copies an RBD image, or a snapshot of one, into a new image of this cluster or of another:
--   cephlua playbooks/rbd/copy.lua images/debian@snap images/debian-2 --to-conf /etc/ceph/other.conf
local transfer = require "transfer"

return playbook {
  name = "rbd-copy",
  summary = "Copy an RBD image into a new one, also of another cluster",
  risk = "writes",
  args = transfer.arguments {
    image = { "spec", "pool/image or pool/image@snapshot to read", required = true, position = 1 },
    to = { "spec", "pool/image to make", required = true, position = 2 },
    to_conf = { "path", "ceph.conf of the cluster to copy to; default: the same cluster" },
    to_user = { "string", "who to be there; default: the same" },
    to_keyring = { "path", "the user's keyring there; default: what the conf says" },
    object_size = { "size", "bytes of an object, a power of two; default: as the image has it" },
    features = { "list", "features of the copy; default: the cluster's" },
    keep = { "boolean", "leave the incomplete image of a copy that failed", default = false },
  },
  run = function(args)
    local pool_name, image, snapshot = transfer.split(args.image, true)
    local to_pool_name, to_image = transfer.split(args.to)
    local cluster <close> = transfer.connect(args)
    local other <close> = args.to_conf and transfer.connect(args, "to_") or nil
    local pool <close> = cluster:open_pool(pool_name)
    local to_pool <close> = (other or cluster):open_pool(to_pool_name)
    return transfer.follow(rbd.start_copy(pool, image, transfer.options(args, {
      snapshot = snapshot, to_pool = to_pool, to_name = to_image, object_size = args.object_size,
      features = args.features, keep = args.keep,
    })))
  end,
}
