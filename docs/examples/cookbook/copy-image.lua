-- Copies an image to another cluster, and proves that the copy is the same.
return playbook {
  name = "copy-image",
  summary = "Copy an image, or a snapshot of one, to another cluster",
  risk = "writes",
  args = {
    image = { "spec", "pool/image, or pool/image@snapshot", required = true, position = 1 },
    to = { "spec", "pool/image to make there", required = true, position = 2 },
    to_conf = { "path", "the other cluster's ceph.conf", required = true },
    rate = { "size", "bytes to read a second, at most" },
  },
  run = function(args)
    local here <close> = ceph.connect()
    local there <close> = ceph.connect { conf = args.to_conf }
    local image <close> = here:open_image(args.image, { read_only = true })
    local to_pool, to_name = args.to:match "^(.+)/([^/@]+)$"
    local target <close> = there:open_pool(to_pool)
    -- `verify` reads the copy again, and compares it object by object. A copy that fails is removed.
    local result = rbd.copy(image.pool, image.name, {
      snapshot = image.snapshot, to_pool = target, to_name = to_name, rate = args.rate, verify = true,
    })
    print(("%s of cluster %s is %s of cluster %s: %s, %s of it written, in %s"):format(image.spec, here.fsid, args.to,
      there.fsid, bytes(result.bytes), bytes(result.written), units.seconds(result.seconds)))
    return result
  end,
}
