--- Checks of what a service of a host needs besides its files: the keyring of its user, libvirt's secret.
local failure = require "failure"
local ini = require "ini.native"

-- The value that is read, and the place of it.
local function last(context, section, key)
  for i = #context.files, 1, -1 do
    local file = context.files[i]
    local value = file.document and file.document:get(section, key)
    if value then
      local line = tonumber((file.document:where(section, key) or ""):match ":(%d+)$")
      return value, file, { section = section, key = key, line = line }
    end
  end
end

-- Where each service says as whom, and by which ceph.conf, it goes to the cluster: { section, user, conf }.
local function users_of(context)
  local function enabled(is_rbd)
    local list = {}
    for item in (last(context, "DEFAULT", "enabled_backends") or ""):gmatch "[^,%s]+" do
      local name, kind = item:match "^([^:]*):?(.*)$"
      if is_rbd(name, kind) then list[#list + 1] = name end
    end
    return list
  end
  local sections, user, conf = {}, "rbd_user", "rbd_ceph_conf"
  if context.service == "nova-compute" then
    sections, conf = last(context, "libvirt", "images_type") == "rbd" and { "libvirt" } or {}, "images_rbd_ceph_conf"
  elseif context.service == "cinder-volume" then
    sections = enabled(function(name) return (last(context, name, "volume_driver") or ""):find "RBDDriver" end)
  elseif context.service == "glance-api" then
    sections = enabled(function(_, kind) return kind == "rbd" end)
    if last(context, "glance_store", "default_store") == "rbd" then sections[#sections + 1] = "glance_store" end
    user, conf = "rbd_store_user", "rbd_store_ceph_conf"
  end
  return sections, user, conf
end

-- Where librados looks for a user's key; nil if ceph.conf says it, which then counts, or does not parse: then the
-- service has other troubles.
local function keyrings(context, user, conf)
  local found = context.host:find_file(conf)
  local document, problem
  if found then document, problem = failure.try(ini.parse, found.content, { name = conf, dialect = "ceph" }) end
  if problem then return nil end
  for _, section in ipairs { "client." .. user, "client", "global" } do
    if document and document:get(section, "keyring") then return nil end
  end
  return {
    ("/etc/ceph/ceph.client.%s.keyring"):format(user), "/etc/ceph/ceph.keyring", "/etc/ceph/keyring",
    "/etc/ceph/keyring.bin",
  }
end

local function check_keyring(context, section, key, conf_key)
  local user, file, place = last(context, section, key)
  if not user then return end
  local paths = keyrings(context, user, last(context, section, conf_key) or "/etc/ceph/ceph.conf")
  for _, path in ipairs(paths or {}) do
    if context.host:stat(path, { follow = true }) then
      -- Root may read everything, so the account of the service is asked.
      local argv = { "runuser", "-u", context.project, "--", "test", "-r", path }
      local result = context.host:query(argv, { check = false })
      if result.status == 1 and result.stderr == "" then
        context.report("error", "keyring-unreadable", file, place,
          ("%s cannot read %s"):format(context.project, path), "Give the file to the service's user or group.")
      end
      return
    end
  end
  if paths then
    context.report("error", "keyring-missing", file, place, ("there is no %s"):format(paths[1]))
  end
end

local function check_secret(context)
  local uuid, file, place = last(context, "libvirt", "rbd_secret_uuid")
  local is_here = uuid and context.host:stat("/etc/libvirt", { follow = true })
  if is_here and not context.host:stat(("/etc/libvirt/secrets/%s.xml"):format(uuid)) then
    context.report("error", "secret-missing", file, place, "libvirt of this host has no secret of this uuid",
      "Define it (integrate.lua does), or write the uuid of the one that is there.")
  end
end

-- Who may not look there does not get to know.
local function as_far_as_allowed(check, ...)
  local _, problem = failure.try(check, ...)
  if problem and problem.code ~= "EACCES" then error(problem, 0) end
end

return function(context)
  if not context.service then return end
  local sections, user, conf = users_of(context)
  for _, section in ipairs(sections) do as_far_as_allowed(check_keyring, context, section, user, conf) end
  if context.service == "nova-compute" then as_far_as_allowed(check_secret, context) end
end
