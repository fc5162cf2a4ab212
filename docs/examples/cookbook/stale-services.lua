-- Which services run on an older configuration, or an older librbd, than what is on the disk now?
local function look(site, entry)
  local host, rows = site:connect(entry.name), {}
  for _, name in ipairs(service.list(host)) do
    local project = name:match "^openstack%-(%l+)%-" or name:match "^(%l+)%-"
    local is_ours = project == "nova" or project == "cinder" or project == "glance"
    local files = is_ours and host:list("/etc/" .. project) or {}
    local status = files[1] and service.get(host, name):status()
    if status and status.active == "active" and status.since then
      local newer = {}
      for _, file in ipairs(files) do
        if file.type == "file" and file.modified > status.since then newer[#newer + 1] = file.name end
      end
      -- A library that was replaced stays mapped, as a deleted file.
      local maps = ("/proc/%d/maps"):format(status.pid)
      local grep = host:query({ "grep", "-qE", "lib(rbd|rados).*deleted", maps }, { check = false })
      local old_library = grep.status == 0
      if newer[1] or old_library then
        rows[#rows + 1] = {
          host = entry.name, service = name, since = clock.date(nil, status.since), newer = table.concat(newer, " "),
          library = old_library and "replaced" or "",
        }
      end
    end
  end
  return rows
end

return playbook {
  name = "stale-services",
  summary = "List OpenStack services that have to be restarted to use what is on the disk",
  risk = "reads",
  args = { site = { "path", "the site file" } },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local rows = {}
    for _, found in ipairs(tasks.map(site.hosts, function(entry) return look(site, entry) end)) do
      table.move(found, 1, #found, #rows + 1, rows)
    end
    print(#rows == 0 and "All are up to date." or show.table(rows, { "host", "service", "since", "newer", "library" }))
    return rows
  end,
}
