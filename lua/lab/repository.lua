-- The package source of the OpenStack hosts: what a Ceph client needs, with all it depends on, as a flat repository
-- that one of the Ceph hosts serves. Installing from it is real, and reaches nothing outside the lab.
local chamber = require "lab.chamber"
local layers = require "lab.layers"
local steps = require "lab.steps"
local topology = require "lab.topology"

local repository = {}

local packages = {
  "ceph-common", "python3-rbd", "python3-rados", "qemu-block-extra", "libvirt-daemon-driver-storage-rbd",
}

-- The layer of the cache that holds it: as it lies in the serving host's file system.
function repository.path(paths)
  local text = layers.path(paths, "base") .. table.concat(packages, " ")
  return ("%s/packages-%s"):format(paths.cache, layers.fingerprint(text))
end

function repository.ensure(paths)
  local target = repository.path(paths)
  if fs.exists(target) then return end
  steps.run("collecting the Ceph client packages (once)", function()
    local scratch = layers.scratch(target)
    local folder = scratch .. "/content" .. topology.repository.folder
    fs.make_directory(folder .. "/partial")
    local own = chamber.open(scratch, layers.folders(paths, "base"))
    chamber.run(own, { "apt-get", "update", "-qq" })
    local argv = { "apt-get", "install", "-y", "-qq", "--download-only", "-o", "Dir::Cache::archives=/packages" }
    table.move(packages, 1, #packages, #argv + 1, argv)
    chamber.run(own, argv, { bind = { folder .. ":/packages" } })
    fs.remove(folder .. "/partial", { recursive = true })
    fs.remove(folder .. "/lock")
    for _, index in ipairs { { "packages", "Packages" }, { "release", "Release" } } do
      local text = process.run({ "apt-ftparchive", index[1], "." }, { cwd = folder }).stdout
      fs.write(folder .. "/" .. index[2], text)
    end
    fs.rename(scratch .. "/content", target)
    fs.remove(scratch, { recursive = true })
  end)
end

local unit = [[
[Unit]
Description=Package repository of the lab (Ceph clients)
After=network.target

[Service]
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
ExecStart=/usr/bin/python3 -m http.server --bind %s --directory %s 80
Restart=on-failure

[Install]
WantedBy=multi-user.target
]]

-- Serves it from its host.
function repository.serve(server)
  local address = topology.find(topology.repository.host).address
  server:write("/etc/systemd/system/lab-packages.service", unit:format(address, topology.repository.folder))
  server:run { "systemctl", "daemon-reload" }
  server:run { "systemctl", "enable", "--quiet", "--now", "lab-packages.service" }
end

-- Makes it the only source of a host.
function repository.use(client)
  local folder = "/etc/apt/sources.list.d"
  for _, entry in ipairs(client:list(folder)) do client:remove(folder .. "/" .. entry.name) end
  client:write("/etc/apt/sources.list", ("deb [trusted=yes] %s ./\n"):format(topology.repository.url))
  client:run { "apt-get", "update", "-qq" }
end

return repository
