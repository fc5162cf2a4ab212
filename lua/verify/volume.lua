--- Cinder: volumes are RBD images, those made of an image are its copy-on-write children, and backups go to the remote
--- cluster.
local config = require "verify.config"
local guest = require "guest"
local pools = require "verify.pools"
local rbd = require "rbd"

local volume = {}

local TIMEOUT <const> = 120
local GiB <const> = 1 << 30

-- A volume of this run: 1 GiB, of an image if one is given.
local function create(proof, suffix, image)
  local run = proof.run
  local made = run.cloud.volumes:create { name = run:name(suffix), size = GiB, image = image, timeout = TIMEOUT }
  proof.host = made.host and made.host:match "^[^@]*"
  run:expect_removed(pools.open(run.site, "volumes"), "volume-" .. made.id)
  return made
end

--- A blank volume is an RBD image of its size, without a parent.
function volume.blank(proof)
  local made = create(proof, "blank")
  local disk <close> = pools.image(proof, "volumes", "volume-" .. made.id)
  local info = disk:info()
  proof:check(info.size == GiB, "%s has %d bytes", disk.spec, info.size)
  proof:check(not info.parent, "%s has a parent", disk.spec)
  return ("%s, 1 GiB, no parent"):format(disk.spec), made
end

--- A volume from the image is its copy-on-write child.
function volume.from_image(proof, image)
  local made = create(proof, "volume", image)
  local disk <close> = pools.check_child(proof, "volumes", "volume-" .. made.id, image)
  return ("the parent of %s is %s"):format(disk.spec, disk:parent().spec), made
end

local function backs_up(site)
  for _, entry in ipairs(site:hosts_with "blockstorage") do
    if config.backup(site:connect(entry.name)) then return true end
  end
  return false
end

-- The backup's RBD image; the driver's names for it differ, but all begin with the volume's.
local function find_backup(proof, pool, of)
  local prefix = ("volume-%s.backup"):format(of.id)
  for _, entry in ipairs(rbd.images(pool)) do
    if entry.name:sub(1, #prefix) == prefix then return entry.name end
  end
  proof:fail("%s of the remote cluster has no image %s…", pool.name, prefix)
end

--- A backup of a volume is in the remote cluster's pool, with the volume's content.
function volume.backup(proof, image)
  local run = proof.run
  local remote = run.site:backup_cluster() or proof:skip "the site has no remote cluster"
  if not backs_up(run.site) then proof:skip("cinder-backup is not set up (profile %s)", run.site.profile) end
  local source = create(proof, "backup-source", image)
  run.cloud.backups:create { volume = source, name = run:name "backup", timeout = TIMEOUT }
  local pool = pools.open(run.site, "backups")
  local name = find_backup(proof, pool, source)
  run:expect_removed(pool, name)
  local copy <close> = rbd.open(pool, name, { read_only = true })
  local sector = guest.boot_sector()
  proof:check(copy:read(0, #sector) == sector, "%s has not the volume's content", copy.spec)
  return ("%s on cluster %s has the volume's content"):format(copy.spec, remote.fsid:sub(1, 8)), source
end

return volume
