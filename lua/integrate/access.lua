--- Step "access": ceph.conf, keyrings and libvirt secrets on the OpenStack hosts.
local change = require "change"
local ensure = require "ensure"
local errors = require "errors"
local ini = require "ini"
local roles = require "integrate.roles"

local access = {}

--- A user's keyring text or key; pending while the user is only planned. `place` is where such users are made.
local function of_user(cluster, place, user, ask)
  if not cluster:find_user(user) then return change.pending("users", place) end
  return ask(cluster, user)
end

local function keyring_text(cluster, place, user)
  return of_user(cluster, place, user, function() return cluster:user_keyring(user) end)
end

--- Whether a host's ceph.conf is of this cluster already; an operator's own additions stay as they are.
local function keeps(text, cluster, place)
  local document = ini.parse(text, { dialect = "ceph", name = place })
  local fsid = document:get("global", "fsid")
  if fsid and fsid ~= cluster.fsid then
    errors.raise {
      code = "CONFLICT", operation = "ceph.conf", target = place,
      message = ("it is of another cluster: fsid %s, not %s"):format(fsid, cluster.fsid),
      hint = "Move that file away if the host shall use this cluster.",
    }
  end
  return fsid == cluster.fsid and document:get("global", "mon_host") ~= nil
end

local function ceph_conf(scope, host, cluster)
  local present = host:read(roles.CEPH, { missing_ok = true })
  local text = present and keeps(present, cluster, ("%s:%s"):format(host.name, roles.CEPH)) and present
    or cluster:minimal_conf()
  ensure.file(scope, host, roles.CEPH, text, { owner = "root", group = "root", mode = "0644" })
end

local function owned(host, entry)
  if entry.fallback and not host:find_user(entry.owner) then return entry.fallback end
  return entry
end

local function keyring(scope, host, cluster, entry)
  local attributes = owned(host, entry)
  ensure.file(scope, host, entry.path, keyring_text(cluster, "ceph", entry.user),
    { owner = attributes.owner, group = attributes.group, mode = attributes.mode })
end

--- The remote cluster's conf names its keyring: librados would look for one of this cluster.
local function backup(scope, site, host)
  local cluster, user = site:backup_cluster(), site:backup_user()
  local path = roles.backup_keyring(user)
  local text = cluster:minimal_conf() .. ("[client.%s]\nkeyring = %s\n"):format(user, path)
  ensure.file(scope, host, roles.BACKUP_CONF, text, { owner = "root", group = "root", mode = "0644" })
  ensure.file(scope, host, path, keyring_text(cluster, "backup", user),
    { owner = "cinder", group = "cinder", mode = "0600" })
end

-- One keyring for two roles of a host: the service that owns it for one of them, and the group that may read it for the
-- other, can both open it.
local function merge(one, other)
  local merged = {}
  for key, value in pairs(one) do merged[key] = value end
  if one.owner == "root" then merged.owner = other.owner end
  if other.mode > one.mode then merged.group, merged.mode = other.group, other.mode end
  merged.fallback = one.fallback and other.fallback and merge(one.fallback, other.fallback)
  return merged
end

--- Keyrings of all the host's roles, each path once.
function access.keyrings(site, profile, entry)
  local list, index = {}, {}
  for _, role in ipairs(entry.roles) do
    for _, each in ipairs(profile.keyrings(site, role)) do
      local at = index[each.path]
      if at then
        list[at] = merge(list[at], each)
      else
        list[#list + 1] = each
        index[each.path] = #list
      end
    end
  end
  return list
end

-- An earlier integration, or hands, may have left the key to everything on a host that does not need it.
local function report_admin_keyring(run, site, host)
  local path = roles.keyring(site.ceph.user or "admin")
  if host:stat(path) then
    run:note(host.name, ("%s is the administrator's key, which no service needs: remove it"):format(path))
  end
end

function access.files(run, site, profile, entry)
  local scope = run:on("access", entry.name)
  local host, cluster = site:connect(entry.name), site:cluster()
  ceph_conf(scope, host, cluster)
  for _, each in ipairs(access.keyrings(site, profile, entry)) do keyring(scope, host, cluster, each) end
  if profile.admin_keyring then
    local admin = site.ceph.user or "admin"
    keyring(scope, host, cluster, {
      path = roles.keyring(admin), user = admin, owner = "root", group = "root", mode = "0600",
    })
  else
    report_admin_keyring(run, site, host)
  end
  if site.backup and profile.backup_user and site:host_has(entry.name, "blockstorage") then
    backup(scope, site, host)
  end
end

function access.secret(run, site, entry)
  local cluster, user = site:cluster(), site.users.cinder
  ensure.secret(run:on("access", entry.name), site:hypervisor(entry.name), {
    uuid = site:secret_uuid(),
    usage = site:secret_usage(),
    value = of_user(cluster, "ceph", user, function() return cluster:user_key(user) end),
  })
end

return access
