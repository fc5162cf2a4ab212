--- Profile `classic`: the procedure of the Jewel and Mitaka years with exactly its names and values, for sites that are
--- kept so, and for comparing. Some of it is dead or weak today: docs/design/profiles.md.
local roles = require "integrate.roles"

local classic = { name = "classic" }

--- Pools as `ceph osd pool create NAME PG_NUM` makes them: no application, no initialisation.
function classic.pools(site)
  local pools = {}
  for _, role in ipairs { "images", "vms", "volumes" } do
    local pool = {}
    for key, value in pairs(site.pools[role]) do pool[key] = value end
    pools[#pools + 1] = pool
  end
  return pools
end

function classic.users(site)
  local images, vms, volumes = site.pools.images.name, site.pools.vms.name, site.pools.volumes.name
  local children = "allow class-read object_prefix rbd_children"
  return {
    {
      name = site.users.cinder,
      caps = {
        mon = "allow r",
        osd = ("%s, allow rwx pool=%s, allow rwx pool=%s, allow rx pool=%s"):format(children, volumes, vms, images),
      },
    },
    {
      name = site.users.glance,
      caps = { mon = "allow r", osd = ("%s, allow rwx pool=%s"):format(children, images) },
    },
  }
end

--- Both keyrings on every host, owned by the service users; where a host does not have that user, by root. On a compute
--- host nova-compute opens the cluster as cinder's user, so its group may read.
function classic.keyrings(site, role)
  local keyrings = {}
  for _, user in ipairs { "glance", "cinder" } do
    local name = site.users[user]
    local entry = { path = roles.keyring(name), user = name, owner = user, group = user, mode = "0600" }
    entry.fallback = { owner = "root", group = "root", mode = "0600" }
    if role == "compute" and user == "cinder" then
      entry.group, entry.mode = "nova", "0640"
      entry.fallback = { owner = "root", group = "nova", mode = "0640" }
    end
    keyrings[#keyrings + 1] = entry
  end
  return keyrings
end

--- The administrator's keyring on every OpenStack host, as the recipe has it.
classic.admin_keyring = true

local function glance(site)
  return {
    DEFAULT = { show_image_direct_url = "True" },
    glance_store = {
      default_store = "rbd",
      rbd_store_user = site.users.glance,
      rbd_store_pool = site.pools.images.name,
      stores = "glance.store.filesystem.Store, glance.store.http.Store, glance.store.rbd.Store",
    },
    paste_deploy = { flavor = "keystone" },
  }
end

local function cinder(site)
  return {
    DEFAULT = { enabled_backends = "ceph" },
    ceph = {
      volume_driver = "cinder.volume.drivers.rbd.RBDDriver",
      volume_backend_name = "ceph",
      rbd_pool = site.pools.volumes.name,
      rbd_ceph_conf = roles.CEPH,
      rbd_flatten_volume_from_snapshot = "false",
      rbd_max_clone_depth = "5",
      rados_connect_timeout = "-1",
      glance_api_version = "2",
      rbd_user = site.users.cinder,
      rbd_secret_uuid = site:secret_uuid(),
    },
  }
end

local function nova(site)
  return {
    libvirt = {
      images_type = "rbd",
      images_rbd_pool = site.pools.vms.name,
      images_rbd_ceph_conf = roles.CEPH,
      rbd_user = site.users.cinder,
      rbd_secret_uuid = site:secret_uuid(),
      inject_password = "false",
      inject_key = "false",
      inject_partition = "-2",
      live_migration_flag = "VIR_MIGRATE_UNDEFINE_SOURCE,VIR_MIGRATE_PEER2PEER,VIR_MIGRATE_LIVE,"
        .. "VIR_MIGRATE_PERSIST_DEST",
    },
  }
end

function classic.settings(site, role)
  if role == "controller" then return { [roles.GLANCE] = glance(site) } end
  if role == "compute" then return { [roles.NOVA] = nova(site) } end
  return { [roles.CINDER] = cinder(site) }
end

return classic
