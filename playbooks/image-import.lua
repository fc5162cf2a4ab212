--- Puts a disk image straight into RBD, and registers it with Glance: as an upload, but not through the API of Glance.
---
---   cephlua playbooks/image-import.lua debian-13.qcow2 --name debian-13 --site site.lua
local register = require "store.register"
local source = require "store.source"

local function names_of(text)
  local properties = {}
  for _, pair in ipairs(text or {}) do
    local key, value = pair:match "^([^=]+)=(.*)$"
    if not key then
      fail { code = "USAGE", operation = "image-import", target = pair, message = "--property takes NAME=VALUE" }
    end
    properties[key] = value
  end
  return properties
end

-- What began is taken back: the record, and what is in the pool.
local function undoing(images, record)
  return setmetatable({}, {
    __close = function(self)
      if self.done then return end
      pcall(function() if self.location then self.store:delete(self.location) end end)
      pcall(images.remove, images, record.id, { wait = false })
    end,
  })
end

local function name_of(args) return args.name or (args.file:match "([^/]+)$":gsub("%.%w+$", "")) end

local function import(site, args)
  local cloud = site:openstack() or fail {
    code = "USAGE", operation = "image-import", target = site.path,
    message = "it does not say how OpenStack is reached",
    hint = 'Name an rc file: openstack = { rc = "/root/admin-openrc" }, or a cloud of clouds.yaml.',
  }
  local raw <close> = source.open(args.file, { format = args.format, timeout = args.timeout })
  local pool <close> = site:cluster():open_pool(site.pools.images.name)
  if require("run").check then return { name = name_of(args), pool = pool.name, format = raw.format } end
  local images = cloud.images
  local record = images:create {
    name = name_of(args), visibility = args.visibility,
    properties = names_of(args.property),
  }
  local taken_back <close> = undoing(images, record)
  local into = store.rbd { pool = pool, id = args.store or site.profile == "current" and "rbd" or nil }
  taken_back.store = into
  local added = into:add(record.id, raw.path, { verify = args.verify, timeout = args.timeout })
  taken_back.location = added.location
  register(cloud, record.id, added)
  local image = images:wait(record.id, { timeout = 300 })
  if image.hash and image.hash ~= added.hash or image.size ~= added.size then
    fail {
      code = "CONFLICT", operation = "image-import", target = record.id,
      message = "Glance has another size or digest than what was written",
    }
  end
  taken_back.done = true
  return {
    id = image.id, name = image.name, size = image.size, location = added.location, checksum = added.checksum,
    hash = added.hash, format = raw.format,
  }
end

return playbook {
  name = "image-import",
  summary = "Put a disk image straight into RBD, and register it with Glance",
  risk = "writes",
  args = {
    file = { "path", "the image: raw, or what qemu-img reads", required = true, position = 1 },
    name = { "string", "what Glance calls it; else as the file, without its ending" },
    site = { "string", "site file; else $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua" },
    format = { "string", "raw, qcow2, vmdk, …; else by looking" },
    visibility = { "string", "who sees it", choices = { "private", "shared", "community", "public" } },
    property = { "list", "NAME=VALUE, more of them separated by commas: hw_disk_bus=scsi" },
    store = { "string", "what Glance calls the store; else rbd with the profile current" },
    verify = { "boolean", "read what was written, and compare" },
    timeout = { "duration", "for converting and writing; default one hour", default = "1h" },
  },
  run = function(args)
    local site <close> = require("site").load(args.site)
    return import(site, args)
  end,
}
