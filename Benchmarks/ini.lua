-- INI files against crudini, oslo.config and Python's configparser, on Debian's nova.conf of 350 KB: parsing, the 26
-- edits of the recipe, and files up to 100 MB. The contenders take turns; a ratio is of times of the same round.
--
--   cephlua Benchmarks/ini.lua [ROUNDS [NOVA_CONF]]          (default: 10 rounds of the file in Debian's nova-common)
--
-- Benchmarks/peers/install installs crudini; oslo.config is that of the distribution's Python.

local statistics = require "statistics"

local rounds = math.tointeger(arg[1]) or 10
local PEERS = "/var/cache/cephlua-peers"
local crudini = PEERS .. "/crudini/bin/crudini"
local cephlua = fs.real_path "/proc/self/exe" -- this very program
local root = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".") .. "/.."
local here = root .. "/Benchmarks/peers/ini"
local folder = fs.temporary_directory "cephlua-ini"
local file, edits_file = folder .. "/nova.conf", folder .. "/edits"
local LIMIT = { timeout = 5 * minutes }

-- The recipe's, all into one file: of glance-api.conf, cinder.conf and nova.conf the last is the largest.
local EDITS = [[
DEFAULT show_image_direct_url True
glance_store default_store rbd
glance_store rbd_store_user glance
glance_store rbd_store_pool images
glance_store stores glance.store.filesystem.Store, glance.store.http.Store, glance.store.rbd.Store
paste_deploy flavor keystone
DEFAULT enabled_backends ceph
ceph volume_driver cinder.volume.drivers.rbd.RBDDriver
ceph volume_backend_name ceph
ceph rbd_pool volumes
ceph rbd_ceph_conf /etc/ceph/ceph.conf
ceph rbd_flatten_volume_from_snapshot false
ceph rbd_max_clone_depth 5
ceph rados_connect_timeout -1
ceph glance_api_version 2
ceph rbd_user cinder
ceph rbd_secret_uuid 457eb676-33da-42ec-9a8c-9293d545c337
libvirt images_type rbd
libvirt images_rbd_pool vms
libvirt images_rbd_ceph_conf /etc/ceph/ceph.conf
libvirt rbd_user cinder
libvirt rbd_secret_uuid 457eb676-33da-42ec-9a8c-9293d545c337
libvirt inject_password false
libvirt inject_key false
libvirt inject_partition -2
libvirt live_migration_flag VIR_MIGRATE_UNDEFINE_SOURCE,VIR_MIGRATE_PEER2PEER,VIR_MIGRATE_LIVE
]]

local edits = {}
for section, key, value in EDITS:gmatch "(%S+) (%S+) ([^\n]*)\n" do edits[#edits + 1] = { section, key, value } end

local function nova_conf()
  if arg[2] then return fs.read(arg[2]) end
  process.run({ "apt-get", "download", "-qq", "nova-common" }, { cwd = folder, timeout = 5 * minutes })
  process.run({ "sh", "-c", "dpkg-deb --fsys-tarfile nova-common_*.deb | tar -x ./usr/share/nova-common/nova.conf" },
    { cwd = folder })
  return fs.read(folder .. "/usr/share/nova-common/nova.conf")
end

local text = nova_conf()
fs.write(edits_file, EDITS)

-- ---- what is measured ----------------------------------------------------------------------------------------------

local function python_parses(who)
  return function()
    local argv = { "/usr/bin/python3", here .. "/parse.py", who, file, "20" }
    return tonumber(process.run(argv, LIMIT).stdout)
  end
end

-- Python frees what it parsed at once; here the collector does it, between the times.
local function we_parse()
  local times, sum = 50, 0
  for _ = 1, times do
    collectgarbage()
    local began = clock.monotonic()
    ini.parse(text)
    sum = sum + clock.monotonic() - began
  end
  return sum / times
end

-- A process an edit, for `count` edits.
local function one_by_one(command, count)
  return function()
    local seconds = 0
    for index = 1, count do
      local argv = table.move(command, 1, #command, 1, {})
      table.move({ "--set", file, table.unpack(edits[index]) }, 1, 5, #argv + 1, argv)
      seconds = seconds + process.run(argv, LIMIT).seconds
    end
    return seconds
  end
end

local function in_one_process(how)
  return function()
    return process.run({ cephlua, "--yes", here .. "/edit.lua", file, edits_file, how }, LIMIT).seconds
  end
end

local openstack_config = { cephlua, root .. "/playbooks/openstack-config.lua" }

-- Per kind of work: ours, then the peers.
local WORK = {
  { "parse, in memory", { "`ini.parse`", we_parse }, { "configparser", python_parses "configparser" },
    { "oslo.config", python_parses "oslo" }, unit = 1e3 },
  { "one edit, a process", { "`openstack-config`", one_by_one(openstack_config, 1) },
    { "crudini", one_by_one({ crudini }, 1) }, unit = 1e3 },
  { "26 edits, a process each", { "`openstack-config`", one_by_one(openstack_config, #edits) },
    { "crudini", one_by_one({ crudini }, #edits) }, unit = 1e3 },
  -- The same runs of crudini as above: by kind of work and contender.
  { "26 edits, each saved", { "one process", in_one_process "each" }, { "crudini", 3, 2 }, unit = 1e3 },
  { "26 edits, saved once", { "one process", in_one_process "once" }, { "crudini", 3, 2 }, unit = 1e3 },
}

local times = {} -- by kind of work and contender: a list of seconds, one a round
for index, work in ipairs(WORK) do
  times[index] = {}
  for who = 1, #work - 1 do times[index][who] = {} end
end

-- Each contender begins with the file as the distribution has it.
local function measure(round)
  for index, work in ipairs(WORK) do
    for who = 1, #work - 1 do
      local contender = work[who + 1]
      local seconds
      if type(contender[2]) == "function" then
        fs.write(file, text)
        seconds = contender[2]()
      else
        seconds = times[contender[2]][contender[3]][round] or 0
      end
      -- Round 0 fills the page cache, and Python's of compiled modules.
      if round > 0 then table.insert(times[index][who], seconds) end
    end
  end
end

for round = 0, rounds do measure(round) end

local rows = {}
for index, work in ipairs(WORK) do
  local function shown(list)
    local scaled = {}
    for number, seconds in ipairs(list) do scaled[number] = seconds * work.unit end
    return statistics.text(scaled, "%.2f")
  end
  for who = 2, #work - 1 do
    local ratios = {}
    for round, seconds in ipairs(times[index][who]) do ratios[round] = seconds / times[index][1][round] end
    rows[#rows + 1] = {
      who == 2 and work[1] or "", who == 2 and work[2][1] or "", who == 2 and shown(times[index][1]) or "",
      work[who + 1][1], shown(times[index][who]), statistics.text(ratios),
    }
  end
end
statistics.print({ "work", "cephlua", "ms", "peer", "its ms", "ratio" }, rows)

-- ---- large files ---------------------------------------------------------------------------------------------------

print()
rows = {}
for _, megabytes in ipairs { 10, 50, 100 } do
  local large = folder .. "/large.conf"
  fs.write(large, text:rep(megabytes * 1000000 // #text))
  local size = fs.stat(large).size
  local took, peaks = {}, {}
  for round = 1, math.max(rounds // 3, 1) do
    -- A value of its own in each round, so that there is something to save.
    fs.write(edits_file, ("libvirt rbd_user cinder%d\n"):format(round))
    local result = process.run({ cephlua, "--yes", here .. "/edit.lua", large, edits_file, "once" }, LIMIT)
    took[round] = result.seconds
    peaks[round] = tonumber(result.stdout:match "%d+") * KiB / size
  end
  rows[#rows + 1] = {
    ("%d MB"):format(megabytes), statistics.text(took, "%.2f"),
    ("%.1f"):format(statistics.of(took).median / size * 1e9), statistics.text(peaks),
  }
end
statistics.print({ "read, edit, save", "seconds", "ns a byte", "peak memory, times the size" }, rows)
fs.remove(folder, { recursive = true })
