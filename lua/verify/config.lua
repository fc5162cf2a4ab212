--- How the services on a host reach Ceph, as their own configuration files say.
local ini = require "ini"

local config = {}

config.GLANCE = "/etc/glance/glance-api.conf"
config.CINDER = "/etc/cinder/cinder.conf"
config.NOVA = "/etc/nova/nova.conf"
-- nova-compute reads this one as well; what it says wins.
config.NOVA_COMPUTE = "/etc/nova/nova-compute.conf"

---@class verify.Service
---@field user string        # without "client."
---@field pool string
---@field conf string|nil    # nil: where Ceph's clients look by themselves

local function read(host, path, options)
  -- These files hold passwords: as a secret the text cannot come to light.
  local text = host:read(path, { secret = true, missing_ok = options and options.missing_ok })
  return text and ini.parse(text, { name = ("%s:%s"):format(host.name, path) })
end

local function service(user, pool, conf)
  return { user = user, pool = pool, conf = conf ~= "" and conf or nil }
end

--- Glance's store for new images; nil if it is not RBD.
---@return verify.Service|nil
function config.glance(host)
  local conf = read(host, config.GLANCE)
  local section = "glance_store"
  local backends = conf:get("DEFAULT", "enabled_backends")
  if backends then
    -- "rbd:rbd, fast:file": names and kinds of stores; each has a section of its name.
    local default = conf:get("glance_store", "default_backend")
    for name, kind in backends:gmatch "([^%s,:]+):([^%s,]+)" do
      if name == default and kind == "rbd" then section = name end
    end
    if section == "glance_store" then return nil end
  elseif conf:get(section, "default_store") ~= "rbd" then
    return nil
  end
  return service(conf:get(section, "rbd_store_user") or "glance", conf:get(section, "rbd_store_pool") or "images",
    conf:get(section, "rbd_store_ceph_conf"))
end

--- Cinder's first backend that is RBD; nil if none is.
---@return verify.Service|nil
function config.cinder(host)
  local conf = read(host, config.CINDER)
  for section in (conf:get("DEFAULT", "enabled_backends") or ""):gmatch "[^%s,]+" do
    if (conf:get(section, "volume_driver") or ""):find("rbd.RBDDriver", 1, true) then
      return service(conf:get(section, "rbd_user"), conf:get(section, "rbd_pool") or "rbd",
        conf:get(section, "rbd_ceph_conf"))
    end
  end
  return nil
end

--- Where Cinder's backups go; nil if not to Ceph.
---@return verify.Service|nil
function config.backup(host)
  local conf = read(host, config.CINDER)
  if not (conf:get("DEFAULT", "backup_driver") or ""):find("ceph", 1, true) then return nil end
  return service(conf:get("DEFAULT", "backup_ceph_user") or "cinder",
    conf:get("DEFAULT", "backup_ceph_pool") or "backups", conf:get("DEFAULT", "backup_ceph_conf"))
end

--- Where Nova keeps servers' disks; nil if not in RBD.
---@return verify.Service|nil
function config.nova(host)
  local files = { read(host, config.NOVA_COMPUTE, { missing_ok = true }) or false, read(host, config.NOVA) }
  local function get(key)
    for _, file in ipairs(files) do
      local value = file and file:get("libvirt", key)
      if value then return value end
    end
  end
  if get "images_type" ~= "rbd" then return nil end
  return service(get "rbd_user", get "images_rbd_pool" or "rbd", get "images_rbd_ceph_conf")
end

return config
