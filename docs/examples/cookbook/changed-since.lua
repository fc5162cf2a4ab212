-- What has changed between two snapshots, or since one?
return playbook {
  name = "changed-since",
  summary = "Show how much of an image has changed since a snapshot, and where",
  risk = "reads",
  args = {
    image = { "spec", "pool/image for now, pool/image@snapshot for then", required = true, position = 1 },
    since = { "string", "an older snapshot of it", required = true, position = 2 },
    ranges = { "boolean", "list the ranges" },
  },
  run = function(args)
    local cluster <close> = ceph.connect()
    local image <close> = cluster:open_image(args.image, { read_only = true })
    local ranges = image:changes { since = args.since }
    local written, discarded = 0, 0
    for _, range in ipairs(ranges) do
      if range.exists then written = written + range.length else discarded = discarded + range.length end
    end
    if args.ranges then print(show.table(ranges, { { "offset", bytes }, { "length", bytes }, "exists" })) end
    print(("%s since %s: %s written, %s discarded, in %d ranges"):format(image.spec, args.since, bytes(written),
      bytes(discarded), #ranges))
    return { written = written, discarded = discarded, ranges = ranges }
  end,
}
