--- Nova: servers boot from images and volumes in RBD, see and write their disks, and take volumes while they run.
local guest = require "guest"
local pools = require "verify.pools"
local tasks = require "tasks"

local server = {}

local TIMEOUT <const> = 180
local SECTOR <const> = 512

---@class verify.Server       # the value of a proof
---@field record openstack.Server
---@field disk { role: string, name: string }   # its root disk
---@field host string         # the site's name of the compute host
---@field children_of openstack.Image

-- The smallest flavor that boots; one for all servers.
local function flavor_of(run)
  return run.site:once(run:name "flavor", function()
    return run.cloud.flavors:create { name = run:name "flavor", memory = 64 << 20, vcpus = 1, disk = 1 << 30 }
  end)
end

-- Whether what Nova calls a host is this host of the site.
local function is_host(site, entry, name)
  if name == entry.name or name == entry.address then return true end
  return name:match "^[^.]*" == site:connect(entry.name):facts().hostname:match "^[^.]*"
end

-- Nova's name of a compute host of the site.
local function nova_name(proof, entry)
  for _, service in ipairs(proof.run.cloud.servers:services()) do
    if service.binary == "nova-compute" and is_host(proof.run.site, entry, service.host) then
      proof:check(service.up, "nova-compute is down")
      return service.host
    end
  end
  proof:fail "Nova knows no nova-compute there"
end

-- The site's compute host that a server runs on.
local function site_name(proof, record)
  for _, entry in ipairs(proof.run.site:hosts_with "compute") do
    if is_host(proof.run.site, entry, record.host) then return entry.name end
  end
  proof:fail("it runs on %s, which the site does not have", record.host)
end

local function create(proof, options)
  options.flavor, options.networks, options.timeout = flavor_of(proof.run), "none", TIMEOUT
  local record = proof.run.cloud.servers:create(options)
  proof.host = site_name(proof, record)
  return record
end

--- A server from the image, on this compute host: its disk is a copy-on-write child of the image.
function server.from_image(proof, entry, image)
  local run = proof.run
  local record = create(proof, {
    name = run:name("server-" .. entry.name), image = image, host = nova_name(proof, entry),
  })
  local name = record.id .. "_disk"
  run:expect_removed(pools.open(run.site, "vms"), name)
  local disk <close> = pools.check_child(proof, "vms", name, image)
  return ("ACTIVE; the parent of %s is %s"):format(disk.spec, disk:parent().spec),
    { record = record, disk = { role = "vms", name = name }, host = proof.host, children_of = image }
end

--- A server from the volume: its disk is that volume.
function server.from_volume(proof, volume, image)
  local record = create(proof, { name = proof.run:name "server-volume", volume = volume })
  local disk <close> = pools.check_child(proof, "volumes", "volume-" .. volume.id, image)
  return ("ACTIVE; its disk is %s"):format(disk.spec),
    { record = record, disk = { role = "volumes", name = disk.name }, host = proof.host, children_of = image }
end

-- The disk of a domain that is an RBD image; it must be opened with the site's secret.
local function check_disk(proof, booted, role, name)
  local site = proof.run.site
  local domain = proof:check(site:hypervisor(booted.host):find_domain(booted.record.id),
    "libvirt has no domain %s", booted.record.id)
  local source = ("%s/%s"):format(site.pools[role].name, name)
  for _, disk in ipairs(domain:disks()) do
    if disk.source == source then
      proof:check(disk.protocol == "rbd", "%s of %s is no RBD disk: %s", disk.target, domain.name, disk.type)
      proof:check(disk.secret_uuid == site:secret_uuid(), "%s of %s uses the secret %s, not %s", disk.target,
        domain.name, disk.secret_uuid or "(none)", site:secret_uuid())
      return domain, disk
    end
  end
  proof:fail("%s has no disk %s", domain.name, source)
end

--- libvirt gives the server its disk by RBD, and opens it with the site's secret.
function server.domain(proof, booted)
  proof.host = booted.host
  local domain, disk = check_disk(proof, booted, booted.disk.role, booted.disk.name)
  return ("%s: %s is rbd:%s as client.%s, secret %s"):format(domain.name, disk.target, disk.source, disk.user,
    disk.secret_uuid)
end

--- The guest runs: it says so on its console, and what it wrote to its disk is in RBD, and not in the image.
function server.guest(proof, booted)
  proof.host = booted.host
  local servers = proof.run.cloud.servers
  servers:wait_console(booted.record, guest.boot_line, { timeout = TIMEOUT })
  local text = tasks.wait_until(function()
    local console = servers:console(booted.record)
    for _, line in ipairs { guest.written_line, guest.failed_line } do
      if console:find(line, 1, true) then return console end
    end
  end, { timeout = 30, what = "the guest to write to its disk" })
  proof:check(not text:find(guest.failed_line, 1, true), "its console says: %s", guest.failed_line)
  local sector = guest.boot_sector()
  local disk <close> = pools.image(proof, booted.disk.role, booted.disk.name)
  proof:check(disk:read(SECTOR, #sector) == sector, "what the guest wrote is not in %s", disk.spec)
  local parent <close> = pools.image(proof, "images", booted.children_of.id)
  proof:check(parent:read(SECTOR, #sector) ~= sector, "what the guest wrote is in the image %s", parent.spec)
  return ("its console says %q; the sector it wrote is in %s"):format(guest.boot_line, disk.spec)
end

--- A volume is attached to the running server: the hypervisor has it open.
function server.attach(proof, booted, volume)
  proof.host = booted.host
  proof.run.cloud.servers:attach(booted.record, volume, { timeout = TIMEOUT })
  local domain, attached = check_disk(proof, booted, "volumes", "volume-" .. volume.id)
  local disk <close> = pools.image(proof, "volumes", "volume-" .. volume.id)
  local watcher = proof:check(disk:watchers()[1], "nobody has %s open", disk.spec)
  return ("%s is %s of %s, open by %s"):format(disk.spec, attached.target, domain.name,
    watcher.address:match "^(.-):%d+/")
end

--- A volume is free again when its server is gone: Cinder lets go of it on the word of Nova's service token.
function server.release(proof, booted, volume)
  proof.host = booted.host
  local cloud = proof.run.cloud
  local ok, err = pcall(function()
    cloud.servers:remove(booted.record, { timeout = TIMEOUT })
    cloud.volumes:wait(volume, { timeout = 15 })
  end)
  if not ok and (err.code == "ETIMEDOUT" or err.code == "BAD_STATE") then
    proof:weakness("classic", "%s: without its service token Nova is not believed (CVE-2023-2088)", err)
  elseif not ok then
    error(err, 0)
  end
  return ("volume-%s is available"):format(volume.id)
end

return server
