--- What playbooks/backup.lua and playbooks/restore.lua have in common.
local errors = require "errors"

local backup = {}

--- The arguments of both.
backup.arguments = {
  site = { "string", "site file; else $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua" },
  pool = { "string", "pool of the backups on the backup cluster; else the site's" },
  in_flight = { "integer", "objects under way at a time; default: as many as 64 MiB hold" },
  rate = { "size", "bytes to read a second, at most" },
  timeout = { "duration", "for each image; default: it takes as long as it takes" },
}

--- Adds these to a playbook's own.
function backup.with_arguments(own)
  for name, argument in pairs(backup.arguments) do own[name] = argument end
  return own
end

--- The pool that holds a site's backups, open.
function backup.open_pool(site, args)
  local cluster = site:backup_cluster()
  if not cluster then
    errors.raise {
      code = "USAGE", operation = "backup", target = site.path, message = "the site has no backup cluster",
      hint = 'Say which one it is: backup = { conf = "/etc/ceph/backup.conf" }.',
    }
  end
  return cluster:open_pool(args.pool or site.pools.backups.name)
end

--- What the backup of an image is called.
function backup.name_of(pool, image) return ("backup.%s.%s"):format(pool, image) end

return backup
