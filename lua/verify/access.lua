--- Does each service reach the cluster? Asked as the service would: by its own user, with the conf, the keyring and the
--- pool that its own configuration names. Root could read any keyring, so root proves nothing.
local config = require "verify.config"
local json = require "json"

local access = {}

-- Runs a command of Ceph's on the host as the account the service runs as.
local function run_as(proof, host, account, service, command)
  local argv = { "runuser", "-u", account, "--", command[1] }
  if service.conf then
    table.insert(argv, "--conf")
    table.insert(argv, service.conf)
  end
  table.insert(argv, "--id")
  table.insert(argv, service.user)
  for i = 2, #command do table.insert(argv, command[i]) end
  local result = host:query(argv, { timeout = 40, check = false })
  proof:check(result.status == 0, "%s could not run `%s --id %s`: %s", account, command[1], service.user,
    result.stderr:match "([^\n]*)%s*$")
  return result.stdout
end

-- Opens the cluster and the pool as the service does.
local function open(proof, entry, account, service, fsid)
  proof.host = entry.name
  local host = proof.run.site:connect(entry.name)
  proof:check(host:find_user(account), "there is no user %s", account)
  local status = json.decode(run_as(proof, host, account, service,
    { "ceph", "--connect-timeout", "15", "status", "--format", "json" }))
  proof:check(status.fsid == fsid, "%s names another cluster: %s", service.conf or "ceph.conf", status.fsid)
  local images = json.decode(run_as(proof, host, account, service,
    { "rbd", "--pool", service.pool, "ls", "--format", "json" }))
  return ("%s as client.%s: %s, %d images in %s"):format(account, service.user, status.health.status, #images,
    service.pool)
end

local function on_rbd(proof, service, path)
  return proof:check(service, "%s does not use RBD", path)
end

--- glance opens the pool of images.
function access.glance(proof, entry)
  local host = proof.run.site:connect(entry.name)
  local service = on_rbd(proof, config.glance(host), config.GLANCE)
  return open(proof, entry, "glance", service, proof.run.site:cluster().fsid)
end

--- cinder opens the pool of volumes.
function access.cinder(proof, entry)
  local host = proof.run.site:connect(entry.name)
  local service = on_rbd(proof, config.cinder(host), config.CINDER)
  return open(proof, entry, "cinder", service, proof.run.site:cluster().fsid)
end

--- cinder-backup opens the pool on the remote cluster.
function access.backup(proof, entry)
  local remote = proof.run.site:backup_cluster() or proof:skip "the site has no remote cluster"
  local host = proof.run.site:connect(entry.name)
  local service = config.backup(host)
    or proof:skip("%s does not back up to Ceph (profile %s)", config.CINDER, proof.run.site.profile)
  return open(proof, entry, "cinder", service, remote.fsid)
end

--- nova opens the pool of servers' disks.
function access.nova(proof, entry)
  local host = proof.run.site:connect(entry.name)
  local service = on_rbd(proof, config.nova(host), config.NOVA)
  return open(proof, entry, "nova", service, proof.run.site:cluster().fsid)
end

return access
