-- Which OSDs are slow, where are they, and what do they hold?
return playbook {
  name = "slow-osds",
  summary = "List the slowest OSDs, their hosts, and the pools whose data they hold",
  risk = "reads",
  args = {
    above = { "duration", "only those that take longer to commit", default = "0ms" },
    top = { "integer", "how many to show", default = 10 },
  },
  run = function(args)
    local cluster <close> = ceph.connect()
    local host_of, pool_names, rows = {}, {}, {}
    for _, node in ipairs(cluster:command { prefix = "osd tree" }.nodes) do
      if node.type == "host" then
        for _, child in ipairs(node.children) do host_of[child] = node.name end
      end
    end
    for _, pool in ipairs(cluster:pools()) do pool_names[pool.id] = pool.name end
    for _, osd in ipairs(cluster:command { prefix = "osd perf" }.osdstats.osd_perf_infos) do
      local commit = osd.perf_stats.commit_latency_ms
      if commit * milliseconds >= args.above then
        rows[#rows + 1] = { osd = osd.id, host = host_of[osd.id], commit_ms = commit }
      end
    end
    table.sort(rows, function(a, b) return a.commit_ms > b.commit_ms end)
    rows = table.move(rows, 1, math.min(args.top, #rows), 1, {})
    for _, row in ipairs(rows) do
      local groups, pools = 0, {}
      for _, pg in ipairs(cluster:command { prefix = "pg ls-by-osd", osd = row.osd }.pg_stats or {}) do
        local pool = pool_names[math.tointeger(tonumber((pg.pgid:match "^%d+")))]
        groups, pools[pool] = groups + 1, (pools[pool] or 0) + 1
      end
      row.groups, row.pools = groups, pools
    end
    print(show.table(rows, { "osd", "host", "commit_ms", "groups", { "pools", show.line } }))
    return rows
  end,
}
