-- Is the cluster healthy, if not why, and what has its log said lately?
return playbook {
  name = "health",
  summary = "Show the cluster's health, and the last lines of its log that are worth reading",
  risk = "reads",
  args = {
    lines = { "integer", "how many lines of the log to look at", default = 200 },
    all = { "boolean", "also lines that only inform" },
  },
  run = function(args)
    local cluster <close> = ceph.connect()
    local health = cluster:health()
    print(health.status)
    for _, check in ipairs(health.checks) do
      print(("%s%s: %s"):format(check.code, check.muted and " (muted)" or "", check.summary))
      for _, line in ipairs(check.details) do print("    " .. line) end
    end
    local log = {}
    for _, entry in ipairs(cluster:command { prefix = "log last", num = args.lines, channel = "*" }) do
      local matters = entry.priority:find "WRN" or entry.priority:find "ERR" or entry.priority:find "SEC"
      if entry.channel ~= "audit" and (matters or args.all) then
        log[#log + 1] = { at = entry.stamp:sub(1, 19), from = entry.name, level = entry.priority, text = entry.message }
      end
    end
    if #log > 0 then print(show.table(log, { "at", "from", "level", "text" })) end
    return { health = health, log = log }, { exit = health.status == "HEALTH_OK" and 0 or 1 }
  end,
}
