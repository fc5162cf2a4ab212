-- A whole Ceph cluster on this machine's loopback, for tests that need nothing else: a monitor, a manager and an OSD,
-- started from the lab's Ceph image in seconds.
local cgroups = require "lab.cgroups"
local cluster = require "lab.ceph"
local layers = require "lab.layers"
local steps = require "lab.steps"

local single = {}

-- Each process sees the image read-only, in a mount namespace of its own, with the cluster's folders in their places.
-- $1: options of the overlay, $2: where, $3: the cluster's folder; the rest is the command.
local enter = [[
mount -t overlay -o "ro,$1" overlay "$2"
mount --bind "$3/etc" "$2/etc/ceph"
mount --bind "$3/data" "$2/var/lib/ceph"
mount --bind /dev "$2/dev"
mount -t proc proc "$2/proc"
for place in run tmp var/log; do mount -t tmpfs tmpfs "$2/$place"; done
mkdir "$2/run/ceph" "$2/var/log/ceph"
root=$2; shift 3
exec chroot "$root" "$@"]]

local more_conf = [[
ms_bind_port_min = %d
ms_bind_port_max = %d
log_to_stderr = true
log_file =
mon_cluster_log_file =
]]

local function wrap(paths, argv)
  local words = { "unshare", "--mount", "--propagation", "private", "sh", "-ec", enter, "sh" }
  words[#words + 1] = "lowerdir=" .. table.concat(layers.folders(paths, "ceph"), ":")
  words[#words + 1] = paths.state .. "/root"
  words[#words + 1] = paths.state
  return table.move(argv, 1, #argv, #words + 1, words)
end

local definition = { size = 1, conf = "client.conf", keyring = "etc/ceph.client.admin.keyring" }

function single.is_running(paths) return #cgroups.members(paths.name) > 0 end

-- Starts a daemon of a cluster that was made: { "ceph-osd", "-f", "-i", "0" }.
function single.start(paths, argv)
  process.spawn(wrap(paths, argv), {
    stdout = ("%s/%s.log"):format(paths.state, argv[1]), cgroups = cgroups.make(paths.name),
  })
end

-- Makes and starts a cluster whose ports begin at `port`, from the image in the cache. A running one stays as it is.
function single.up(paths, port)
  if single.is_running(paths) and fs.exists(paths.state .. "/complete") then return end
  single.down(paths)
  for _, name in ipairs { "", "/root", "/etc", "/data/mon/ceph-a", "/data/mgr/ceph-a", "/data/osd/ceph-0" } do
    fs.make_directory(paths.state .. name, { mode = "0755" })
  end
  local node = { name = "a", address = "127.0.0.1", v2 = port, v1 = port + 1 }
  local own = cluster.plan(definition, { node }, "127.0.0.0/8")
  local osd, folder = own.osds[1], "/data/osd/ceph-0"
  local private = { mode = "0600" }
  fs.write(paths.state .. "/etc/ceph.conf", own.conf .. more_conf:format(port + 2, port + 40))
  fs.write(paths.state .. "/client.conf", own.client_conf)
  fs.write(paths.state .. "/etc/ceph.client.admin.keyring", cluster.keyring { own.admin }, private)
  fs.write(paths.state .. "/etc/mon.keyring", cluster.first_keyring(own), private)
  fs.write(paths.state .. "/data/mgr/ceph-a/keyring", cluster.keyring { own.mgr }, private)
  fs.write(paths.state .. folder .. "/keyring", cluster.keyring { osd }, private)
  steps.run("starting a single-node Ceph cluster", function()
    process.run(wrap(paths, cluster.monmap_command(own, "/etc/ceph/monmap")))
    process.run(wrap(paths, {
      "ceph-mon", "--mkfs", "-i", "a", "--monmap", "/etc/ceph/monmap", "--keyring", "/etc/ceph/mon.keyring",
    }))
    single.start(paths, { "ceph-mon", "-f", "-i", "a" })
    process.run(wrap(paths, { "ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd.uuid, "--no-mon-config" }))
    local connection <close> = cluster.connect(paths.state, definition)
    cluster.quiet(connection)
    single.start(paths, { "ceph-mgr", "-f", "-i", "a" })
    connection:command { prefix = "osd new", uuid = osd.uuid, id = 0 }
    single.start(paths, { "ceph-osd", "-f", "-i", "0" })
    cluster.wait_healthy(connection, 1)
  end)
  fs.write(paths.state .. "/complete", "")
end

-- Ends it and removes all of it; whether there was anything.
function single.down(paths)
  local ran = single.is_running(paths)
  cgroups.kill(paths.name)
  cgroups.remove(paths.name)
  return fs.remove(paths.state, { recursive = true }) or ran
end

return single
