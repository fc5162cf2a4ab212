--- Profile `current`: what today's releases want. docs/design/profiles.md says why each line differs from `classic`.
local roles = require "integrate.roles"

local current = { name = "current" }

--- Pools, initialised for RBD.
function current.pools(site)
  local pools = {}
  for _, role in ipairs { "images", "vms", "volumes" } do
    local pool = { rbd = true }
    for key, value in pairs(site.pools[role]) do pool[key] = value end
    pools[#pools + 1] = pool
  end
  return pools
end

--- `profile rbd` includes what breaking a dead client's lock needs, and keeps the config-key store closed.
function current.users(site)
  local images, vms, volumes = site.pools.images.name, site.pools.vms.name, site.pools.volumes.name
  return {
    {
      name = site.users.glance,
      caps = {
        mon = "profile rbd",
        -- Reading the other pools lets Glance see that an image has children: a clean 409 instead of a 500.
        osd = ("profile rbd pool=%s, profile rbd-read-only pool=%s, profile rbd-read-only pool=%s")
          :format(images, volumes, vms),
      },
    },
    {
      name = site.users.cinder,
      caps = {
        mon = "profile rbd",
        -- Writing to images is what Nova's direct snapshot of a server needs.
        osd = ("profile rbd pool=%s, profile rbd pool=%s, profile rbd pool=%s"):format(volumes, vms, images),
        mgr = ("profile rbd pool=%s, profile rbd pool=%s"):format(volumes, vms),
      },
    },
  }
end

--- On the remote cluster.
function current.backup_user(site)
  local rbd = "profile rbd pool=" .. site.pools.backups.name
  return { name = site:backup_user(), caps = { mon = "profile rbd", osd = rbd, mgr = rbd } }
end

--- Each host gets the keys of the services it runs, and no other.
function current.keyrings(site, role)
  local glance, cinder = site.users.glance, site.users.cinder
  if role == "controller" then
    return { { path = roles.keyring(glance), user = glance, owner = "glance", group = "glance", mode = "0600" } }
  elseif role == "blockstorage" then
    return { { path = roles.keyring(cinder), user = cinder, owner = "cinder", group = "cinder", mode = "0600" } }
  end
  return { { path = roles.keyring(cinder), user = cinder, owner = "root", group = "nova", mode = "0640" } }
end

--- No administrator's key on an OpenStack host.
current.admin_keyring = false

-- Stores that are enabled already stay: images in them would be lost otherwise.
local function glance_default(document)
  local stores = document:get("DEFAULT", "enabled_backends")
  if not stores or stores == "" then
    stores = "rbd:rbd, file:file, http:http"
  elseif not (", " .. stores):find "[, ]rbd:rbd%f[^%w_]" then
    stores = "rbd:rbd, " .. stores
  end
  return { show_image_direct_url = true, enabled_backends = stores }
end

-- Images uploaded before the integration stay where they are, and readable: also where that is not the usual place.
local function glance_files(document)
  local key, usual = "filesystem_store_datadir", "/var/lib/glance/images"
  return { [key] = document:get("file", key) or document:get("glance_store", key) or usual }
end

local function glance(site)
  return {
    DEFAULT = glance_default,
    glance_store = { default_backend = "rbd" },
    rbd = {
      rbd_store_user = site.users.glance,
      rbd_store_pool = site.pools.images.name,
      rbd_store_ceph_conf = roles.CEPH,
    },
    file = glance_files,
    paste_deploy = { flavor = "keystone" },
  }
end

local function service_tokens()
  return { service_token_roles = "service", service_token_roles_required = true }
end

local function cinder_volume(site)
  local settings = {
    DEFAULT = { enabled_backends = "ceph" },
    ceph = {
      volume_driver = "cinder.volume.drivers.rbd.RBDDriver",
      volume_backend_name = "ceph",
      rbd_pool = site.pools.volumes.name,
      rbd_ceph_conf = roles.CEPH,
      rbd_user = site.users.cinder,
      rbd_secret_uuid = site:secret_uuid(),
      rbd_flatten_volume_from_snapshot = false,
      rbd_max_clone_depth = 5,
      rados_connect_timeout = 5,
      report_dynamic_total_capacity = true,
      rbd_exclusive_cinder_pool = true,
    },
    keystone_authtoken = service_tokens(),
  }
  if site.backup then
    local backup = settings.DEFAULT
    backup.backup_driver = "cinder.backup.drivers.ceph.CephBackupDriver"
    backup.backup_ceph_conf = roles.BACKUP_CONF
    backup.backup_ceph_user = site:backup_user()
    backup.backup_ceph_pool = site.pools.backups.name
    backup.backup_ceph_chunk_size = 134217728
    backup.backup_ceph_stripe_unit = 0
    backup.backup_ceph_stripe_count = 0
    backup.restore_discard_excess_bytes = true
  end
  return settings
end

local CREDENTIALS = {
  "auth_url", "auth_type", "username", "project_name", "user_domain_name", "project_domain_name",
}

--- Nova vouches for its users' requests to Cinder with its own token; since the fix of CVE-2023-2088 a volume of a
--- deleted server stays in use without it. The credentials are those Nova has already.
local function service_user(document)
  local settings = { send_service_user_token = true }
  if document:get("service_user", "password") then return settings end
  local own = "keystone_authtoken"
  for _, key in ipairs(CREDENTIALS) do
    settings[key] = document:get(own, key)
  end
  settings.password = document:get_secret(own, "password")
  settings.auth_type = settings.auth_type or "password"
  return settings
end

local function nova_compute(site)
  return {
    libvirt = {
      images_type = "rbd",
      images_rbd_pool = site.pools.vms.name,
      images_rbd_ceph_conf = roles.CEPH,
      rbd_user = site.users.cinder,
      rbd_secret_uuid = site:secret_uuid(),
      disk_cachemodes = "network=writeback",
      hw_disk_discard = "unmap",
    },
    service_user = service_user,
  }
end

--- { path = { section = { key = value } } }; a section may be a function of the file's document.
function current.settings(site, role)
  if role == "controller" then
    return {
      [roles.GLANCE] = glance(site),
      [roles.CINDER] = { keystone_authtoken = service_tokens() },
      [roles.NOVA] = { service_user = service_user },
    }
  elseif role == "compute" then
    return { [roles.NOVA] = nova_compute(site) }
  end
  return { [roles.CINDER] = cinder_volume(site) }
end

return current
