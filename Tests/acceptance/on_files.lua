-- OpenStack works without Ceph: Glance keeps an image in a file, and a server boots from it on a local disk.
local guest = require "guest"

local on_files = {}

local function closer(fn) return setmetatable({}, { __close = function() pcall(fn) end }) end

local function prove(site, session)
  local folder = fs.temporary_directory "cephlua-on-files"
  local _folder <close> = closer(function() fs.remove(folder, { recursive = true }) end)
  guest.write(folder .. "/guest.raw")
  local image = session.images:create { name = "cephlua-on-files", file = folder .. "/guest.raw", disk_format = "raw" }
  local _image <close> = closer(function() session.images:remove(image) end)
  local controller = site:hosts_with("controller")[1].name
  local stored = site:connect(controller):stat("/var/lib/glance/images/" .. image.id)
  if not stored then return nil, "Glance does not keep the image in its folder" end

  local flavor = session.flavors:create { name = "cephlua-on-files", memory = 64 * MiB, vcpus = 1, disk = 1 * GiB }
  local _flavor <close> = closer(function() session.flavors:remove(flavor) end)
  local server = session.servers:create {
    name = "cephlua-on-files", flavor = flavor, image = image, networks = "none", timeout = 3 * minutes,
  }
  local _server <close> = closer(function() session.servers:remove(server) end)
  local compute = site:hosts_with("compute")[1].name
  for _, domain in ipairs(site:hypervisor(compute):domains()) do
    for _, disk in ipairs(domain:disks()) do
      if disk.protocol == "rbd" then return nil, ("%s has a disk on RBD"):format(domain.name) end
    end
  end
  return true
end

--- Whether it does, and if not, why.
function on_files.works(site)
  local ok, result, reason = pcall(prove, site, site:openstack())
  if not ok then return false, tostring(result) end
  return result, reason
end

return on_files
