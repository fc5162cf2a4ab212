--- What playbooks/backup.lua and playbooks/restore.lua have in common.
local errors = require "errors"
local failure = require "failure"
local transfer = require "transfer"

local backup = {}

--- The arguments of both.
backup.arguments = {
  site = { "string", "site file; else $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua" },
  conf = { "path", "without a site: ceph.conf of the images' cluster" },
  user = { "string", "without a site: who to be there", default = "admin" },
  keyring = { "path", "without a site: that user's keyring; default: what the conf says" },
  to_conf = { "path", "without a site: ceph.conf of the backups' cluster; default: the same cluster" },
  to_user = { "string", "without a site: who to be there; default: as in the images' cluster" },
  to_keyring = { "path", "without a site: that user's keyring; default: what the conf says" },
  pool = { "string", "pool of the backups; default: the site's" },
  in_flight = { "integer", "objects of an image under way at a time; default: as many as 48 MiB hold" },
  rate = { "size", "bytes to read a second, at most" },
  timeout = { "duration", "for each image; default: it takes as long as it takes" },
}

--- Adds these to a playbook's own.
function backup.with_arguments(own)
  for name, argument in pairs(backup.arguments) do own[name] = argument end
  return own
end

local function refuse(target, message, hint)
  errors.raise { code = "USAGE", operation = "backup", target = target, message = message, hint = hint }
end

-- The clusters that the arguments name.
local function named(args)
  if args.site then refuse("--site", "either a site, or --conf and --pool") end
  if not args.pool then refuse("--pool", "without a site it is needed", "Name the pool that holds the backups.") end
  local images = transfer.connect(args)
  local target = args.to_conf and transfer.connect(args, "to_") or images
  return images, target, function()
    images:close()
    target:close()
  end
end

-- Those of the site.
local function of_site(args)
  local site, problem = failure.try(require("site").load, args.site)
  if not site then
    if problem.code == "ENOENT" and not args.site then
      problem.hint = "Or do without: --conf /etc/ceph/ceph.conf --to-conf /etc/ceph/backup.conf --pool backups. "
        .. problem.hint
    end
    error(problem, 0)
  end
  local cluster = site:backup_cluster()
  if not cluster then
    refuse(site.path, "the site has no backup cluster",
      'Say which one it is: backup = { conf = "/etc/ceph/backup.conf" }.')
  end
  args.pool = args.pool or site.pools.backups.name
  return site:cluster(), cluster, function() site:close() end
end

--- The cluster of the images and the pool of the backups, open, until this is closed.
---@return { images: ceph.Cluster, held: ceph.Pool }
function backup.open(args)
  local images, target, close = (args.conf and named or of_site)(args)
  return setmetatable({ images = images, held = target:open_pool(args.pool) }, { __close = close })
end

--- What the backup of an image is called.
function backup.name_of(pool, image) return ("backup.%s.%s"):format(pool, image) end

return backup
