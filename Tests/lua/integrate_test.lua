-- What the two profiles write, value by value: `classic` is the recipe to the letter.
local access = require "integrate.access"
local check = require "check"
local classic = require "integrate.classic"
local current = require "integrate.current"
local ini = require "ini"
local sites = require "site"

local UUID = "ae3d9d0a-df88-4168-b292-c07cdc2d8f02"

local function site(hosts)
  return sites.make({ hosts = hosts or {}, secret_uuid = UUID, backup = { conf = "/x/ceph.conf" } }, "test")
end

local tests = {}

-- The 26 settings of the recipe, in three files.
function tests.classic_writes_the_recipe()
  check.equal(classic.settings(site(), "controller"), {
    ["/etc/glance/glance-api.conf"] = {
      DEFAULT = { show_image_direct_url = "True" },
      glance_store = {
        default_store = "rbd", rbd_store_user = "glance", rbd_store_pool = "images",
        stores = "glance.store.filesystem.Store, glance.store.http.Store, glance.store.rbd.Store",
      },
      paste_deploy = { flavor = "keystone" },
    },
  })
  check.equal(classic.settings(site(), "blockstorage"), {
    ["/etc/cinder/cinder.conf"] = {
      DEFAULT = { enabled_backends = "ceph" },
      ceph = {
        volume_driver = "cinder.volume.drivers.rbd.RBDDriver", volume_backend_name = "ceph", rbd_pool = "volumes",
        rbd_ceph_conf = "/etc/ceph/ceph.conf", rbd_flatten_volume_from_snapshot = "false", rbd_max_clone_depth = "5",
        rados_connect_timeout = "-1", glance_api_version = "2", rbd_user = "cinder", rbd_secret_uuid = UUID,
      },
    },
  })
  check.equal(classic.settings(site(), "compute"), {
    ["/etc/nova/nova.conf"] = {
      libvirt = {
        images_type = "rbd", images_rbd_pool = "vms", images_rbd_ceph_conf = "/etc/ceph/ceph.conf", rbd_user = "cinder",
        rbd_secret_uuid = UUID, inject_password = "false", inject_key = "false", inject_partition = "-2",
        live_migration_flag =
          "VIR_MIGRATE_UNDEFINE_SOURCE,VIR_MIGRATE_PEER2PEER,VIR_MIGRATE_LIVE,VIR_MIGRATE_PERSIST_DEST",
      },
    },
  })
end

function tests.classic_gives_the_caps_of_the_recipe()
  local caps = {}
  for _, user in ipairs(classic.users(site())) do caps[user.name] = user.caps end
  check.equal(caps, {
    cinder = {
      mon = "allow r",
      osd = "allow class-read object_prefix rbd_children, allow rwx pool=volumes, allow rwx pool=vms, "
        .. "allow rx pool=images",
    },
    glance = { mon = "allow r", osd = "allow class-read object_prefix rbd_children, allow rwx pool=images" },
  })
end

function tests.current_gives_the_caps_that_todays_services_need()
  local caps = {}
  for _, user in ipairs(current.users(site())) do caps[user.name] = user.caps end
  check.equal(caps, {
    glance = {
      mon = "profile rbd",
      osd = "profile rbd pool=images, profile rbd-read-only pool=volumes, profile rbd-read-only pool=vms",
    },
    cinder = {
      mon = "profile rbd", osd = "profile rbd pool=volumes, profile rbd pool=vms, profile rbd pool=images",
      mgr = "profile rbd pool=volumes, profile rbd pool=vms",
    },
  })
  check.equal(current.admin_keyring, false)
end

local function keyring_on(profile, roles)
  for _, entry in ipairs(access.keyrings(site(), profile, { name = "all", roles = roles })) do
    if entry.user == "cinder" then return ("%s:%s %s"):format(entry.owner, entry.group, entry.mode) end
  end
end

-- Once the first role decided, and the other service could not read its key.
function tests.a_host_of_two_roles_has_a_keyring_that_both_can_read()
  for _, profile in ipairs { current, classic } do
    check.equal(keyring_on(profile, { "blockstorage" }), "cinder:cinder 0600")
    check.equal(keyring_on(profile, { "compute", "blockstorage" }), "cinder:nova 0640")
    check.equal(keyring_on(profile, { "blockstorage", "compute" }), "cinder:nova 0640")
  end
  check.equal(keyring_on(current, { "compute" }), "root:nova 0640")
end

local function glance(text)
  local document = ini.parse(text, { name = "glance-api.conf" })
  local settings = current.settings(site(), "controller")["/etc/glance/glance-api.conf"]
  return settings.DEFAULT(document).enabled_backends, settings.file(document).filesystem_store_datadir
end

-- Once other stores and another folder were overwritten, and the images in them out of reach.
function tests.images_that_are_there_stay_in_reach()
  check.equal({ glance "" }, { "rbd:rbd, file:file, http:http", "/var/lib/glance/images" })
  check.equal({ glance "[DEFAULT]\nenabled_backends = fast:swift, rbd:rbd\n" },
    { "fast:swift, rbd:rbd", "/var/lib/glance/images" })
  local other = "[DEFAULT]\nenabled_backends = fast:swift\n[glance_store]\nfilesystem_store_datadir = /srv/i\n"
  check.equal({ glance(other) }, { "rbd:rbd, fast:swift", "/srv/i" })
end

local function refusal(change)
  local values = { hosts = { controller = { roles = { "controller" } } } }
  change(values)
  local path = fs.temporary_directory "cephlua-site" .. "/site.lua"
  local function literal(value)
    if type(value) ~= "table" then return ("%q"):format(value) end
    local parts = {}
    for key, part in pairs(value) do parts[#parts + 1] = ("[%s] = %s"):format(literal(key), literal(part)) end
    return "{ " .. table.concat(parts, ", ") .. " }"
  end
  fs.write(path, "return " .. literal(values))
  local ok, problem = pcall(sites.load, path)
  fs.remove(path:match "^(.*)/", { recursive = true })
  return ok and "accepted" or tostring(problem)
end

-- Once the path was kept as it was given: another name had another lock, and a rollback from elsewhere found nothing.
function tests.a_site_is_known_by_its_real_path()
  local folder = fs.real_path(fs.temporary_directory "cephlua-site")
  fs.write(folder .. "/site.lua", "return { hosts = { a = { roles = { 'compute' } } } }")
  fs.link(folder .. "/link.lua", "site.lua")
  local path = sites.load(folder .. "/../" .. folder:match "[^/]+$" .. "/link.lua").path
  fs.remove(folder, { recursive = true })
  check.equal(path, folder .. "/site.lua")
end

function tests.a_site_file_is_looked_at_closely()
  check.equal(refusal(function() end), "accepted")
  check.equal(refusal(function(v) v.ssh = { timeout = "90s" } end), "accepted")
  for pattern, change in pairs {
    ["hosts: it is empty"] = function(v) v.hosts = {} end,
    ["hosts%.controller%.roles: it is empty"] = function(v) v.hosts.controller.roles = {} end,
    ["hosts%.controller%.roles: a list expected"] = function(v) v.hosts.controller.roles = { x = "controller" } end,
    ["hosts%.ceph: this name has a meaning"] = function(v) v.hosts.ceph = { roles = { "compute" } } end,
    ["address: it is empty"] = function(v) v.hosts.controller.address = "" end,
    ["port: a whole number from 1 to 65535"] = function(v) v.hosts.controller.port = -3 end,
    ["pg_num: a whole number from 1"] = function(v) v.pools = { images = { pg_num = 1.5 } } end,
    ["ssh%.timeout"] = function(v) v.ssh = { timeout = "soon" } end,
    ['did you mean "roles"'] = function(v) v.hosts.controller.rolse = {} end,
  } do
    check.matches(refusal(change), pattern)
  end
end

return tests
