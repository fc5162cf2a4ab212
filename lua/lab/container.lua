-- One host: an overlay over its image layers, booted by systemd-nspawn with a network of its own on the lab's bridge.
local access = require "lab.access"
local cgroups = require "lab.cgroups"
local network = require "lab.network"
local topology = require "lab.topology"

local container = {}

local function folder(paths, each) return ("%s/%s"):format(paths.hosts, each.name) end

local function cgroup(paths, each) return ("%s-%s"):format(paths.name, each.name) end

-- The mount points below a folder, the innermost first. /proc writes a space as \040; no path of a lab has one.
function container.mounts_below(path)
  local found = {}
  for line in fs.read("/proc/self/mounts"):gmatch "[^\n]+" do
    local point = line:match "^%S+ (%S+)"
    if point and (point == path or point:find(path .. "/", 1, true) == 1) then table.insert(found, 1, point) end
  end
  return found
end

local interface = [[
[Match]
Name=host0
[Network]
Address=%s/%d
LinkLocalAddressing=no
IPv6AcceptRA=no
]]

local function hosts_file()
  local lines = { "127.0.0.1 localhost" }
  for _, each in ipairs(topology.hosts) do lines[#lines + 1] = each.address .. " " .. each.name end
  return table.concat(lines, "\n") .. "\n"
end

-- What makes the image this host and no other. A link in the image could lead out of it: what may be one is removed
-- first.
local function personalise(paths, each, root)
  for _, name in ipairs {
    "/etc/resolv.conf", "/etc/machine-id", "/etc/hostname", "/etc/hosts", "/usr/sbin/policy-rc.d",
  } do
    fs.remove(root .. name)
  end
  fs.write(root .. "/etc/resolv.conf", "")
  fs.write(root .. "/etc/machine-id", "")
  fs.write(root .. "/etc/hostname", each.name .. "\n")
  fs.write(root .. "/etc/hosts", hosts_file())
  fs.write(root .. "/etc/systemd/network/10-host0.network", interface:format(each.address, topology.prefix))
  local wants = root .. "/etc/systemd/system/multi-user.target.wants"
  fs.make_directory(wants)
  for _, unit in ipairs { "ssh.service", "systemd-networkd.service" } do
    fs.link(wants .. "/" .. unit, "/lib/systemd/system/" .. unit)
  end
  access.install(paths, each, root)
end

-- Mounts the host's file system. `upper` takes what the host writes; without it a folder of the state does.
local function mount(paths, each, lower, upper)
  local own = folder(paths, each)
  upper = upper or own .. "/upper"
  local work = upper:gsub("/[^/]+$", "") .. "/." .. each.name .. ".work"
  for _, path in ipairs { own, own .. "/root", upper, work } do fs.make_directory(path) end
  local options = ("lowerdir=%s,upperdir=%s,workdir=%s"):format(table.concat(lower, ":"), upper, work)
  process.run { "mount", "-t", "overlay", "-o", options, "cephlua-lab-" .. each.name, own .. "/root" }
end

function container.is_running(paths, each) return #cgroups.members(cgroup(paths, each)) > 0 end

-- Boots a host on its layers (the topmost first), unless it runs. Does not wait until it answers.
function container.boot(paths, each, lower, options)
  if container.is_running(paths, each) then return false end
  container.kill(paths, each)
  local own = folder(paths, each)
  mount(paths, each, lower, options and options.upper)
  personalise(paths, each, own .. "/root")
  local argv = {
    "systemd-nspawn", "--quiet", "--directory", own .. "/root", "--machine", each.name, "--register=no", "--keep-unit",
    "--network-bridge", topology.bridge, "--capability=all", "--resolv-conf=off", "--timezone=off", "--link-journal=no",
  }
  if fs.exists "/dev/kvm" then argv[#argv + 1] = "--bind=/dev/kvm" end
  argv[#argv + 1] = "--boot"
  process.spawn(argv, { stdout = own .. "/console", cgroups = cgroups.make(cgroup(paths, each)) })
  return true
end

-- Shuts a host down as its power button would, and waits.
function container.stop(paths, each)
  for _, pid in ipairs(cgroups.members(cgroup(paths, each))) do
    local record = process.find(pid)
    if record and record.name:find "^systemd%-nspaw" then process.kill(pid) end
  end
  local ok = pcall(tasks.wait_until, function() return not container.is_running(paths, each) end,
    { every = 0.2, timeout = 60 })
  if not ok then log.warn(each.name .. " did not shut down within a minute; it is ended hard") end
  container.kill(paths, each)
end

-- Ends a host at once, as a power failure does, and takes its mounts, its link and its cgroup away. What it wrote
-- stays.
function container.kill(paths, each)
  local group = cgroup(paths, each)
  cgroups.kill(group)
  network.remove_link(each.name)
  for _, point in ipairs(container.mounts_below(folder(paths, each))) do
    local lock = process.query({ "stat", "--format=inode-%d:%i", point }, { check = false }).stdout:match "%S+"
    process.run { "umount", point }
    -- What a systemd-nspawn that was killed leaves behind.
    if lock then fs.remove("/run/systemd/nspawn/locks/" .. lock) end
  end
  cgroups.remove(group)
end

-- Removes all that a host wrote. It must have been killed.
function container.remove(paths, each)
  fs.remove(folder(paths, each), { recursive = true })
  fs.remove(("/run/systemd/nspawn/propagate/%s"):format(each.name), { recursive = true })
end

-- Removes the folders that systemd-nspawn made for itself, unless somebody else's container uses them.
function container.tidy()
  for _, name in ipairs { "/propagate", "/locks", "/unix-export", "" } do
    pcall(fs.remove, "/run/systemd/nspawn" .. name)
  end
end

return container
