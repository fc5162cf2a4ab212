-- In which options do the hosts' nova.conf differ from each other?
local function options_of(host, path)
  local text = host:read(path, { missing_ok = true })
  if not text then return nil end
  local file, lines = ini.parse(text, { name = host.name .. ":" .. path }), {}
  for _, section in ipairs(file:sections()) do
    for _, key in ipairs(file:keys(section)) do
      lines[#lines + 1] = ("[%s] %s = %s\n"):format(section, key, table.concat(file:get_all(section, key), ", "))
    end
  end
  table.sort(lines)
  return table.concat(lines)
end

return playbook {
  name = "conf-differences",
  summary = "Compare a configuration file of several hosts, option by option",
  risk = "reads",
  args = {
    path = { "path", "the file", default = "/etc/nova/nova.conf", position = 1 },
    role = { "string", "only hosts of this role", choices = { "controller", "compute", "blockstorage" } },
    site = { "path", "the site file" },
  },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local first, differences, compared = nil, {}, 0
    for _, entry in ipairs(args.role and site:hosts_with(args.role) or site.hosts) do
      local options = options_of(site:connect(entry.name), args.path)
      first = first or options and { name = entry.name, options = options }
      compared = compared + (options and 1 or 0)
      local names = first and first.name .. " and " .. entry.name
      -- The diff masks passwords, and says that they differ.
      local text = options and require("diff").unified(first.options, options, { name = names })
      if text then differences[#differences + 1] = { host = entry.name, from = first.name, diff = text } end
    end
    if compared < 2 then print "Fewer than two hosts have the file." end
    if compared > 1 and #differences == 0 then print "They are the same." end
    for _, difference in ipairs(differences) do print(difference.diff) end
    return differences, { exit = #differences > 0 and 1 or 0 }
  end,
}
