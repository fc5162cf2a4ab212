--- The lock of a dead client: when a compute host dies, its servers start elsewhere only if the lock that it held on
--- their disks can be broken, for which the dead client must be blocklisted. `mon 'allow r'` cannot do that.
---
--- Proven by what happens: a client of Cinder's user opens an image, writes, and is killed (-9) while it holds the
--- exclusive lock; another one then writes. It has to wait for up to 30 s, until the dead client's watch has expired.
local config = require "verify.config"
local pools = require "verify.pools"
local rbd = require "rbd"

local takeover = {}

-- Seconds after which the first client is killed: the next number if it had not come to writing by then.
local LIVES <const> = { 3, 6, 12 }
-- Seconds after which the second one gives up.
local PATIENCE <const> = 80

-- Writes to the image as Cinder's user would, for `limit` seconds at most; then it is killed.
local function write(host, service, image, limit, total)
  local argv = { "runuser", "-u", "cinder", "--", "timeout", "--signal", "KILL", tostring(limit), "rbd" }
  for _, word in ipairs { "--id", service.user, "--pool", service.pool, "bench", "--image", image, "--io-type", "write",
                          "--io-size", "4K", "--io-threads", "1", "--io-total", total } do
    table.insert(argv, word)
  end
  if service.conf then
    table.insert(argv, "--conf")
    table.insert(argv, service.conf)
  end
  return host:run(argv, { timeout = limit + 20, check = false })
end

-- What the dead client leaves on the cluster: one entry of the blocklist.
local function forget(run, address)
  run:finally("blocklist entry of " .. address, function()
    local cluster = run.site:cluster()
    local ok, err = pcall(cluster.command, cluster, { prefix = "osd blocklist", blocklistop = "rm", addr = address })
    -- Nothing was blocklisted: that is what the proof is about.
    if not ok and err.code ~= "ENOENT" then error(err, 0) end
  end)
end

-- Lets a client die while it holds the lock; gives its lock.
local function leave_lock(proof, host, service, pool, name)
  for _, life in ipairs(LIVES) do
    local victim = write(host, service, name, life, "100G")
    proof:check(victim.status == 137, "the first client ended with status %d before it was killed: %s", victim.status,
      victim.stderr:match "([^\n]*)%s*$")
    local image <close> = rbd.open(pool, name, { read_only = true })
    local locker = image:lockers()[1]
    if locker then return locker end
  end
  proof:fail("the first client came not to writing within %d s", LIVES[#LIVES])
end

--- Cinder's user takes over the lock of a dead client.
function takeover.prove(proof)
  local run = proof.run
  local entry = run.site:hosts_with "blockstorage"[1] or proof:skip "the site has no host for block storage"
  proof.host = entry.name
  local host = run.site:connect(entry.name)
  local service = proof:check(config.cinder(host), "%s does not use RBD", config.CINDER)
  local pool = pools.open(run.site, "volumes")
  local name = run:name "lock"
  rbd.create(pool, name, { size = 8 << 20, features = { "layering", "exclusive-lock" } })

  local locker = leave_lock(proof, host, service, pool, name)
  forget(run, locker.address)

  local heir = write(host, service, name, PATIENCE, "4K")
  if heir.status ~= 0 then
    proof:weakness("classic", "the dead client %s keeps its lock: client.%s may not blocklist it (%s)",
      locker.client, service.user, heir.status == 137 and "no answer in 80 s" or heir.stderr:match "([^\n]*)%s*$")
  end
  return ("the lock of the dead client %s was broken after %.0f s, and the image written"):format(locker.client,
    heir.seconds)
end

return takeover
