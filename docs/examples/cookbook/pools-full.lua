-- Which pools are near full, and when they will be, if they go on as they did since the first run with this history.
return playbook {
  name = "pools-full",
  summary = "How full each pool is, and when it will be full",
  risk = "writes",
  args = {
    warn = { "number", "exit with status 1 if a pool is as full as this, in percent", default = 80 },
    history = { "path", "file that each run adds a line to; needed to say when" },
  },
  run = function(args)
    local cluster <close> = ceph.connect()
    local now, rows, worst = { at = clock.now(), stored = {} }, {}, 0
    local past = args.history and fs.exists(args.history) and json.decode(fs.read(args.history):match "[^\n]+")
    for _, pool in ipairs(cluster:command { prefix = "df" }.pools) do
      local stored, free = pool.stats.stored, pool.stats.max_avail
      local percent = stored + free > 0 and 100 * stored / (stored + free) or 0
      local before = past and past.stored[pool.name]
      local growth = before and (stored - before) / (now.at - past.at) or 0
      now.stored[pool.name], worst = stored, math.max(worst, percent)
      rows[#rows + 1] = {
        pool = pool.name, stored = stored, free = free, percent = math.floor(percent * 10 + 0.5) / 10,
        full_on = growth > 0 and clock.date("%Y-%m-%d", now.at + free / growth) or nil,
      }
    end
    table.sort(rows, function(a, b) return a.percent > b.percent end)
    if args.history then
      local file <close> = assert(io.open(args.history, "a"))
      file:write(json.encode(now), "\n")
    end
    print(show.table(rows, { "pool", { "stored", bytes }, { "free", bytes }, "percent", "full_on" }))
    return rows, { exit = worst >= args.warn and 1 or 0 }
  end,
}
