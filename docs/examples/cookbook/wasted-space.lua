-- Which images waste the most space: what was promised and is held by nothing, and what snapshots hold.
return playbook {
  name = "wasted-space",
  summary = "Images by the space they were promised, use, and keep for snapshots",
  risk = "reads",
  args = {
    pool = { "string", "pool to look at; default: all pools for RBD", position = 1 },
    by = { "string", "the column to sort by", choices = { "unused", "used", "snapshots" }, default = "unused" },
    top = { "integer", "how many to show", default = 20 },
  },
  run = function(args)
    local cluster <close> = ceph.connect()
    local rows = {}
    for _, entry in ipairs(args.pool and { { name = args.pool } } or cluster:pools { application = "rbd" }) do
      local pool <close> = cluster:open_pool(entry.name)
      for _, usage in ipairs(rbd.usage(pool)) do
        rows[#rows + 1] = {
          image = entry.name .. "/" .. usage.name, promised = usage.provisioned, used = usage.used,
          unused = math.max(0, usage.provisioned - usage.used), snapshots = usage.used - usage.own,
        }
      end
    end
    table.sort(rows, function(a, b) return a[args.by] > b[args.by] end)
    rows = table.move(rows, 1, args.top, 1, {})
    local size = { "promised", "used", "unused", "snapshots" }
    for position, name in ipairs(size) do size[position] = { name, bytes } end
    print(show.table(rows, { "image", table.unpack(size) }))
    return rows
  end,
}
