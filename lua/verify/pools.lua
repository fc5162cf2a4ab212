--- The site's pools, as its administrator sees them: what the services did is looked at behind their backs.
local rbd = require "rbd"

local pools = {}

--- The pool of a role ("images", "vms", "volumes"), open; "backups" is on the remote cluster.
---@return ceph.Pool
function pools.open(site, role)
  return site:once("pool " .. role, function()
    local cluster = role == "backups" and site:backup_cluster() or site:cluster()
    return cluster:open_pool(site.pools[role].name)
  end)
end

--- An image of the pool, open for reading: nobody is disturbed. The proof fails if there is none.
---@return rbd.Image
function pools.image(proof, role, name)
  local pool = pools.open(proof.run.site, role)
  local ok, image = pcall(rbd.open, pool, name, { read_only = true })
  proof:check(ok or image.code ~= "ENOENT", "%s has no image %s", pool.name, name)
  if not ok then error(image, 0) end
  return image
end

--- Proves that an RBD image is a copy-on-write child of an image of Glance's: its parent says so, not its name.
---@return rbd.Image
function pools.check_child(proof, role, name, image)
  local child = pools.image(proof, role, name)
  local parent = proof:check(child:parent(), "%s has no parent: it is a full copy", child.spec)
  local expected = ("%s/%s@snap"):format(proof.run.site.pools.images.name, image.id)
  proof:check(parent.spec == expected, "the parent of %s is %s, not %s", child.spec, parent.spec, expected)
  return child
end

return pools
