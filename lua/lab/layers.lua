-- The images that hosts are made from: layers of an overlay, built once and kept in the cache. A layer is named after
-- what went into it, so that one that does not fit is not used, and is complete if it is there at all: it is built
-- under another name and renamed at the end.
local chamber = require "lab.chamber"
local container = require "lab.container"
local steps = require "lab.steps"

local layers = {}

-- Raise it when the way in which layers are built changes.
local recipe = 1

local images = {
  base = {
    "systemd", "systemd-sysv", "dbus", "openssh-server", "iproute2", "iputils-ping", "netbase", "procps", "curl",
    "ca-certificates", "python3", "sudo", "less", "kmod", "lsof", "logrotate",
  },
  ceph = { on = "base", "ceph-mon", "ceph-mgr", "ceph-osd", "ceph-common" },
  -- What all OpenStack hosts have. No Ceph client: to install that is the integration's work. (Debian's nova-common
  -- needs Ceph's Python modules, and nova-compute-kvm QEMU's block drivers: those are there already.)
  openstack = { on = "base", "python3-openstackclient", "cinder-common", "python3-pymysql", "python3-memcache" },
  controller = {
    on = "openstack",
    "mariadb-server", "rabbitmq-server", "memcached", "keystone", "apache2-", "glance-api", "placement-api",
    "neutron-api", "nova-api", "nova-conductor", "nova-scheduler", "cinder-api", "cinder-scheduler",
    "uwsgi-plugin-python3",
  },
  compute = { on = "openstack", "nova-compute", "nova-compute-kvm", "libvirt-daemon-system" },
  -- os-brick asks dmidecode for the machine's id, and backups fail where it is missing.
  blockstorage = { on = "openstack", "cinder-volume", "cinder-backup", "dmidecode" },
}

local apt_options = [[
Acquire::Check-Valid-Until "false";
Acquire::Check-Date "false";
Acquire::Languages "none";
APT::Install-Recommends "false";
]]

-- Images are built anew when a build dies, so dpkg need not write through to the disk.
local dpkg_options = [[
DPkg::Options { "--force-unsafe-io"; "--force-confold"; };
]]

local suite = "bookworm"

-- This machine's own sources of that suite, which it surely reaches; Debian's where it has none.
local function sources()
  local found = {}
  local function consider(path)
    local text = fs.read(path, { missing_ok = true })
    if text and text:find(suite, 1, true) and text:find "debian%.org" then found[#found + 1] = path end
  end
  consider "/etc/apt/sources.list"
  if fs.exists "/etc/apt/sources.list.d" then
    for _, entry in ipairs(fs.list "/etc/apt/sources.list.d") do
      if entry.name:find "%.list$" or entry.name:find "%.sources$" then
        consider("/etc/apt/sources.list.d/" .. entry.name)
      end
    end
  end
  if #found == 0 then found[1] = ("deb http://deb.debian.org/debian %s main"):format(suite) end
  return found
end

function layers.fingerprint(text)
  return process.query({ "sha256sum" }, { stdin = text }).stdout:sub(1, 12)
end

-- The names of an image's layers, the topmost first.
function layers.chain(name)
  local chain = {}
  while name do
    chain[#chain + 1] = name
    name = images[name].on
  end
  return chain
end

-- What identifies a layer: its packages and those of the layers it stands on.
local function identity(name)
  local parts = { ("recipe %d, %s\n%s%s"):format(recipe, suite, apt_options, dpkg_options) }
  for _, each in ipairs(layers.chain(name)) do parts[#parts + 1] = each .. ": " .. table.concat(images[each], " ") end
  return layers.fingerprint(table.concat(parts, "\n"))
end

function layers.path(paths, name) return ("%s/%s-%s"):format(paths.cache, name, identity(name)) end

-- The folders of an image, the topmost first, as an overlay takes them.
function layers.folders(paths, name)
  local found = {}
  for _, each in ipairs(layers.chain(name)) do found[#found + 1] = layers.path(paths, each) end
  return found
end

-- A layer under a temporary name that a build may fill; removed first if an earlier build died.
function layers.scratch(path)
  local scratch = path .. ".building"
  chamber.clear(scratch)
  for _, point in ipairs(container.mounts_below(scratch)) do process.run { "umount", point } end
  fs.remove(scratch, { recursive = true })
  fs.make_directory(scratch, { mode = "0755" })
  return scratch
end

local function build_base(target)
  local scratch = layers.scratch(target)
  -- An environment of its own: this machine's PATH or Python settings must not end up in the image.
  local argv = {
    "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive",
    "mmdebstrap", "--quiet", "--mode=root", "--variant=minbase",
    "--include=" .. table.concat(images.base, ","),
  }
  for _, option in ipairs {
    "force-unsafe-io", "path-exclude=/usr/share/doc/*", "path-exclude=/usr/share/man/*",
    "path-exclude=/usr/share/locale/*",
  } do
    argv[#argv + 1] = "--dpkgopt=" .. option
  end
  for line in apt_options:gmatch "[^\n]+" do argv[#argv + 1] = "--aptopt=" .. line end
  argv[#argv + 1] = suite
  argv[#argv + 1] = scratch .. "/root"
  for _, source in ipairs(sources()) do argv[#argv + 1] = source end
  chamber.guard(scratch, argv)
  fs.write(scratch .. "/root/etc/apt/apt.conf.d/99lab", dpkg_options)
  -- Packages must not start services while images are built. Hosts remove it when they boot.
  fs.write(scratch .. "/root/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", { mode = "0755" })
  fs.rename(scratch .. "/root", target)
  fs.remove(scratch, { recursive = true })
end

local function build_above(paths, name, target)
  local scratch = layers.scratch(target)
  local own = chamber.open(scratch, layers.folders(paths, images[name].on))
  chamber.run(own, { "apt-get", "update", "-qq" })
  chamber.run(own, { "apt-get", "install", "-y", "-qq", table.unpack(images[name]) })
  chamber.run(own, { "apt-get", "clean" })
  -- Hosts start what the lab tells them to, not what packages would like to run.
  chamber.run(own, { "find", "/etc/systemd/system", "-path", "*.wants/*", "-type", "l", "-delete" })
  chamber.run(own, { "find", "/var/lib/apt/lists", "/var/log", "-type", "f", "-delete" })
  fs.rename(own.upper, target)
  fs.remove(scratch, { recursive = true })
end

-- Builds the layers of these images that the cache lacks; of each level at most two at a time, as each keeps a
-- processor busy.
function layers.ensure(paths, names)
  fs.make_directory(paths.cache, { mode = "0700" })
  local levels, seen = {}, {}
  for _, name in ipairs(names) do
    local chain = layers.chain(name)
    for position, each in ipairs(chain) do
      local level = #chain - position + 1
      levels[level] = levels[level] or {}
      if not seen[each] and not fs.exists(layers.path(paths, each)) then table.insert(levels[level], each) end
      seen[each] = true
    end
  end
  for _, level in ipairs(levels) do
    tasks.each(level, { limit = 2 }, function(name)
      steps.run(("building the image layer %s (once; it is kept in %s)"):format(name, paths.cache), function()
        local target = layers.path(paths, name)
        if images[name].on then build_above(paths, name, target) else build_base(target) end
      end)
    end)
  end
end

-- Removes what the cache holds and nobody needs: builds that died (the caller has the cache's lock), and layers of
-- other versions that are not mounted and a few days old, as two versions may be in use in turns.
function layers.prune(paths, keep)
  local kept, mounts = {}, fs.read "/proc/self/mounts"
  for _, path in ipairs(keep) do kept[path] = true end
  for name in pairs(images) do kept[layers.path(paths, name)] = true end
  for _, entry in ipairs(fs.list(paths.cache)) do
    local path = paths.cache .. "/" .. entry.name
    local ours = entry.name:find "^[%w]+%-%x+$" and #entry.name:match "%x+$" == 12 or entry.name:find "%.building$"
    local old = entry.name:find "%.building$" or clock.now() - entry.modified > 72 * hours
    if ours and old and not kept[path] and not mounts:find(path, 1, true) then
      log.debug("removing from the cache: " .. entry.name)
      fs.remove(path, { recursive = true })
    end
  end
end

return layers
