-- A server from a 2 GiB image, from request to ACTIVE. Run it on a site before the integration and after: before, the
-- first server of a host copies the image to the host's disk and later ones copy it from there; after, each is a clone.
--
--   cephlua Benchmarks/boot.lua --site SITE [--size 2G] [--count 3]

local statistics = require "statistics"

-- Makes a raw image without holes: an image of zeros would flatter whoever skips them.
local function write_image(path, size)
  local source <close> = assert(io.open("/dev/urandom", "rb"))
  local file <close> = assert(io.open(path, "wb"))
  local block = source:read(64 * MiB)
  for _ = 1, size // #block do assert(file:write(block)) end
  assert(file:write(block:sub(1, size % #block)))
end

-- Calls `fn`; returns how long it took, in seconds, and its result.
local function timed(fn)
  local start = clock.monotonic()
  local result = fn()
  return clock.monotonic() - start, result
end

local function closer(fn) return setmetatable({}, { __close = fn }) end

return playbook {
  name = "boot",
  summary = "Measure servers from a large image, from request to ACTIVE",
  risk = "writes",
  args = {
    site = { "path", "the site file", required = true },
    size = { "size", "size of the image", default = 2 * GiB },
    count = { "integer", "how many servers, one after the other", default = 3 },
  },
  run = function(args)
    local site = dofile(args.site)
    local session <close> = openstack.connect { rc = site.openstack.rc }
    local folder = fs.temporary_directory "cephlua-boot"
    local _folder <close> = closer(function() fs.remove(folder, { recursive = true }) end)
    local path = folder .. "/image.raw"
    write_image(path, args.size)

    local upload, image = timed(function()
      return session.images:create { name = "cephlua-benchmark", file = path, disk_format = "raw" }
    end)
    local _image <close> = closer(function() session.images:remove(image) end)
    local flavor = session.flavors:create {
      name = "cephlua-benchmark", memory = 128 * MiB, vcpus = 1, disk = math.ceil(args.size / GiB) * GiB,
    }
    local _flavor <close> = closer(function() session.flavors:remove(flavor) end)

    local servers = {}
    for index = 1, args.count do
      local took, server = timed(function()
        return session.servers:create {
          name = "cephlua-benchmark-" .. index, flavor = flavor, image = image, networks = "none",
          timeout = 10 * minutes,
        }
      end)
      session.servers:remove(server)
      servers[index] = took
    end

    local rows = { { "upload of the image to Glance", ("%.1f"):format(upload) } }
    for index, took in ipairs(servers) do
      rows[#rows + 1] = { "server " .. index .. ", request to ACTIVE", ("%.1f"):format(took) }
    end
    statistics.print({ ("%.1f GiB image"):format(args.size / GiB), "seconds" }, rows)
    return { upload = upload, servers = servers }
  end,
}
