-- What is the cluster working on right now?
return playbook {
  name = "running",
  summary = "Show recovery, scrubs, the manager's tasks and what is being moved",
  risk = "reads",
  run = function()
    local cluster <close> = ceph.connect()
    local rows = {}
    local function add(what, detail, percent)
      rows[#rows + 1] = { what = what, detail = detail, percent = percent and math.floor(percent * 100) }
    end
    local status = cluster:status()
    for _, event in pairs(status.progress_events or {}) do
      add("manager", event.message:match "[^\n]*", event.progress)
    end
    for _, task in ipairs(cluster:command { prefix = "rbd task list" }) do
      add("rbd task", task.message, task.progress)
    end
    for _, state in ipairs(status.pgmap.pgs_by_state or {}) do
      if state.state_name ~= "active+clean" then add("placement groups", state.count .. " " .. state.state_name) end
    end
    for _, entry in ipairs(cluster:pools { application = "rbd" }) do
      local pool <close> = cluster:open_pool(entry.name)
      for _, image in ipairs(rbd.images(pool)) do
        local migration = rbd.find_migration(pool, image.name)
        if migration then
          add("migration", ("%s/%s: %s %s"):format(entry.name, image.name, migration.state, migration.description))
        end
      end
    end
    print(#rows == 0 and "Nothing." or show.table(rows, { "what", "detail", "percent" }))
    return rows
  end,
}
