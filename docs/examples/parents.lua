-- What does each disk of each running guest stand on: its image, copy-on-write, or nothing?
local site <close> = require("site").load(...)
local cluster = site:cluster()

local function show_disks(compute)
  for _, domain in ipairs(site:hypervisor(compute.name):domains()) do
    for _, disk in ipairs(domain:disks()) do
      if disk.protocol == "rbd" then
        local pool_name, image_name = disk.source:match "^([^/]+)/(.+)$"
        local pool <close> = cluster:open_pool(pool_name)
        local image <close> = rbd.open(pool, image_name, { read_only = true })
        local parent = image:parent()
        print(compute.name, domain.name, disk.target, image.spec, parent and parent.spec or "-")
      end
    end
  end
end

tasks.each(site:hosts_with "compute", { limit = 8 }, show_disks) -- eight hosts at a time
