-- Does each compute host have the libvirt secret that its nova.conf names, with the key that the cluster has?
local function look(site, entry)
  local host, conf = site:connect(entry.name), {}
  -- nova-compute reads both; what the second says wins.
  for _, path in ipairs { "/etc/nova/nova.conf", "/etc/nova/nova-compute.conf" } do
    local file = ini.parse(host:read(path, { missing_ok = true }) or "", { name = path })
    for _, key in ipairs { "images_type", "rbd_user", "rbd_secret_uuid" } do
      conf[key] = file:get("libvirt", key) or conf[key]
    end
  end
  local row = { host = entry.name, user = conf.rbd_user, uuid = conf.rbd_secret_uuid }
  local function verdict()
    if not conf.rbd_secret_uuid then return "nova.conf names none" end
    local hypervisor = site:hypervisor(entry.name)
    if not hypervisor:find_secret(conf.rbd_secret_uuid) then return "libvirt does not have it" end
    local value = hypervisor:secret_value(conf.rbd_secret_uuid)
    if not value then return "it has no value" end
    local user = site:cluster():find_user(conf.rbd_user or "")
    if not user then return "the cluster has no such user" end
    return value:equals(site:cluster():user_key(user.entity)) and "right" or "it is not the user's key"
  end
  row.secret = verdict()
  return row
end

return playbook {
  name = "libvirt-secrets",
  summary = "Check the libvirt secret of each compute host against its nova.conf and the cluster",
  risk = "reads",
  args = { site = { "path", "the site file" } },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local rows, wrong = tasks.map(site:hosts_with "compute", function(entry) return look(site, entry) end), 0
    for _, row in ipairs(rows) do wrong = wrong + (row.secret == "right" and 0 or 1) end
    print(show.table(rows, { "host", "user", "uuid", "secret" }))
    return rows, { exit = wrong > 0 and 1 or 0 }
  end,
}
