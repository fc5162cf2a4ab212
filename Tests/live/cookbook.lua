--- The cookbook's questions, each asked where the answer is known. Those of the cluster alone need a cluster; those
--- that cross the border need a site that is integrated, with profile current.
local lab = require "lab"

local POOL, OTHER = "cookbook-vms", "cookbook-images"
local conf = lab.scratch .. "/ceph.conf"
local keyring = lab.state .. "/ceph/ceph.client.admin.keyring"
fs.write(conf, fs.read(lab.state .. "/ceph/ceph.conf") .. "\nkeyring = " .. keyring .. "\n")
local site_file = lab.state .. "/site.lua"
local cluster <close> = lab.cluster()

--- Asks a question; gives the answer as a value, what people read, and the exit status.
local function ask(name, ...)
  local file = ("%sdocs/examples/cookbook/%s.lua"):format(lab.root, name)
  local result = lab.cephlua({ "--json", file, ... }, { env = { CEPH_CONF = conf, CEPHLUA_SITE = site_file } })
  local ok, answer = pcall(lab.result, result)
  assert(ok and not (type(answer) == "table" and answer.error), result.text)
  return answer, result.stderr, result.status
end

local function find(rows, key, value)
  for _, row in ipairs(rows) do
    if row[key] == value then return row end
  end
end

local function equal(got, expected)
  if got ~= expected then error(("%s, not %s"):format(show.line(got), show.line(expected)), 2) end
end

local function remove_pools()
  cluster:command { prefix = "config set", who = "mon", name = "mon_allow_pool_delete", value = "true" }
  for _, name in ipairs { POOL, OTHER } do try(cluster.remove_pool, cluster, name, { sure = name }) end
  cluster:command { prefix = "config rm", who = "mon", name = "mon_allow_pool_delete" }
  for _, user in ipairs(cluster:users()) do
    if user.entity:find "^client%.cookbook%-" then cluster:remove_user(user.entity) end
  end
end

-- A client that dies with the lock of an image. It is a watcher for half a minute more, so this comes first.
local function dying_client()
  local code = ([[
    local cluster <close> = ceph.connect()
    local image <close> = cluster:open_image "%s/dead"
    image:write(0, "x")
    io.stdout:write "ready\n"
    io.stdout:flush()
    tasks.sleep(120)
  ]]):format(POOL)
  local output = lab.scratch .. "/dying"
  local pid = process.spawn({ lab.program, "-e", code }, { stdout = output, env = { CEPH_CONF = conf } })
  tasks.wait_until(function() return (fs.read(output, { missing_ok = true }) or ""):find "ready" end, { timeout = 60 })
  process.kill(pid, { signal = "KILL" })
end

remove_pools() -- of a run that was killed
for _, name in ipairs { POOL, OTHER } do
  cluster:create_pool { name = name, pg_num = 4, size = 1, autoscale = "off", application = "rbd" }
end
local vms <close> = cluster:open_pool(POOL)
local images <close> = cluster:open_pool(OTHER)
rbd.create(vms, "dead", { size = "8M" })
dying_client()

-- debian@snap < vm-1@monday < vm-2; vm-1 was written to on Tuesday; big is a promise.
rbd.create(images, "debian", { size = "64M" })
do
  local image <close> = rbd.open(images, "debian")
  image:write(0, ("x"):rep(8 * MiB))
  image:create_snapshot "snap"
  image:protect "snap"
end
rbd.clone { parent_pool = images, parent = "debian", snapshot = "snap", pool = vms, name = "vm-1", format = 1 }
do
  local image <close> = rbd.open(vms, "vm-1")
  image:write(0, ("y"):rep(4 * MiB))
  image:create_snapshot "monday"
  image:write(16 * MiB, ("z"):rep(5 * MiB))
  image:discard(0, 4 * MiB)
  image:create_snapshot "tuesday"
end
rbd.clone { parent_pool = vms, parent = "vm-1", snapshot = "monday", name = "vm-2" }
rbd.create(vms, "big", { size = "1T" })
rbd.create(vms, "gone", { size = "16M" })
rbd.move_to_trash(vms, "gone", { delay = "1h" })

lab.test("wasted-space: what was promised, and what snapshots keep", function()
  local rows = ask("wasted-space", POOL)
  equal(rows[1].image, POOL .. "/big")
  equal(rows[1].unused, TiB)
  rows = ask("wasted-space", "--by", "snapshots", POOL, "--top", "1")
  equal(#rows, 1)
  equal(rows[1].image, POOL .. "/vm-1")
  -- In whole objects: Monday's 4 MiB, Tuesday's 5, and the one that was discarded, which hides the parent's.
  equal(rows[1].snapshots, 16 * MiB)
end)

lab.test("pools-full: when a pool is full is reckoned from its history", function()
  local history = lab.scratch .. "/history"
  fs.write(history, json.encode { at = clock.now() - 3600, stored = { [POOL] = 0, [OTHER] = 0 } } .. "\n")
  tasks.wait_until(function()
    return find(ask("pools-full"), "pool", OTHER).stored >= 8 * MiB
  end, { timeout = 60, what = "statistics of the pool" })
  local rows, _, status = ask("pools-full", "--history", history)
  local row = find(rows, "pool", OTHER)
  local days = row.free / (row.stored * 24)
  local year, month, day = row.full_on:match "(%d+)-(%d+)-(%d+)"
  local at = os.time { year = year, month = month, day = day, hour = 12 }
  assert(math.abs((at - clock.now()) / 86400 - days) < 2, show.line(row))
  equal(status, 0)
  equal(select(3, ask("pools-full", "--warn", "0")), 1)
  assert(select(2, fs.read(history):gsub("\n", "")) == 2)
end)

lab.test("why-not: an image, and each kind of snapshot", function()
  local answer, text, status = ask("why-not", OTHER .. "/debian")
  assert(not answer.removable and status == 1)
  lab.expect(text, POOL .. "/vm-1")
  answer, text, status = ask("why-not", OTHER .. "/debian@snap")
  lab.expect(text, "is a clone of it")
  equal(answer.reasons[1], "it is protected: image:unprotect lifts that")
  equal(answer.reasons[2], POOL .. "/vm-1 is a clone of it: flatten or remove it")
  equal(status, 1)
  answer, text, status = ask("why-not", POOL .. "/vm-1@tuesday")
  equal(#answer.reasons, 0)
  equal(status, 0)
  lab.expect(text, "Nothing keeps it.")
  equal(select(3, ask("why-not", POOL .. "/big")), 0)
end)

lab.test("clone-chains: the deepest first", function()
  local rows = ask("clone-chains", POOL)
  equal(#rows, 2)
  equal(rows[1].image, POOL .. "/vm-2")
  equal(rows[1].depth, 2)
  equal(rows[1].stands_on, ("%s/vm-1@monday < %s/debian@snap"):format(POOL, OTHER))
  equal(rows[2].depth, 1)
end)

lab.test("broad-caps: narrow ones are fine, wide ones are not", function()
  cluster:create_user("cookbook-narrow", { caps = { mon = "profile rbd", osd = "profile rbd pool=" .. POOL } })
  cluster:create_user("cookbook-wide", { caps = { mon = "allow r", osd = "allow rwx" } })
  cluster:create_user("cookbook-profile", { caps = { mon = "profile rbd", osd = "profile rbd" } })
  cluster:create_user("cookbook-old", { caps = { mon = "allow r", osd = "allow rwx pool=" .. POOL } })
  cluster:create_user("cookbook-reader", { caps = { mon = "profile rbd-read-only", osd = "profile rbd-read-only" } })
  local rows = ask "broad-caps"
  for _, name in ipairs { "narrow", "reader" } do equal(find(rows, "client", "client.cookbook-" .. name), nil) end
  for name, words in pairs { wide = "every pool", profile = "every pool", old = "blocklist" } do
    lab.expect(find(rows, "client", "client.cookbook-" .. name).problem, words)
  end
  lab.expect(find(rows, "client", "client.admin").problem, "everything")
  assert(find(ask("broad-caps", "--all"), "client", "client.cookbook-narrow"))
end)

lab.test("slow-osds: their hosts, and every placement group they hold", function()
  local rows, groups = ask("slow-osds", "--top", "1000"), 0
  equal(#rows, cluster:status().osdmap.num_osds)
  for _, row in ipairs(rows) do
    assert(row.host, "an OSD without a host")
    groups = groups + (row.pools[POOL] or 0)
  end
  equal(groups, 4) -- of a pool with one copy
  equal(#ask("slow-osds", "--above", "1h"), 0)
end)

lab.test("running: a migration that was begun", function()
  rbd.prepare_migration(vms, "big", { name = "moved" })
  local rows = ask "running"
  rbd.abort_migration(vms, "moved")
  lab.expect(find(rows, "what", "migration").detail, POOL .. "/moved: prepared")
  rows = ask "running"
  equal(find(rows, "what", "migration"), nil)
end)

lab.test("health: as the cluster says, with its log", function()
  cluster:command { prefix = "log", logtext = { "cookbook was here" } }
  local answer, text, status = ask("health", "--all")
  lab.expect(text, answer.health.status)
  equal(status, answer.health.status == "HEALTH_OK" and 0 or 1)
  lab.expect(text, "cookbook was here")
  assert(not select(2, ask "health"):find "cookbook was here")
end)

lab.test("changed-since: what was written and discarded, and where", function()
  local answer = ask("changed-since", POOL .. "/vm-1@tuesday", "monday")
  equal(answer.written, 5 * MiB)
  equal(answer.discarded, 4 * MiB)
  equal(find(answer.ranges, "exists", true).offset, 16 * MiB)
  equal(#ask("changed-since", POOL .. "/vm-1", "tuesday").ranges, 0)
end)

lab.test("trash: what is in it, and back", function()
  local rows = ask("trash", POOL)
  equal(rows[1].name, "gone")
  equal(rows[1].size, 16 * MiB)
  local result = ask("trash", POOL, "gone", "--check")
  equal(rbd.find_image(vms, "gone"), nil)
  result = ask("trash", POOL, "gone", "--as", "back", "--yes") or result
  equal(result.name, "back")
  equal(rbd.find_image(vms, "back").size, 16 * MiB)
  equal(#ask("trash", POOL), 0)
end)

lab.test("copy-image: the same bytes, in the other cluster where there is one", function()
  local function copy(to_conf, to, other)
    local result = ask("copy-image", POOL .. "/vm-1@tuesday", to .. "/cookbook-copy", "--to-conf", to_conf)
    assert(result.verified and result.bytes == 64 * MiB, show.line(result))
    local target <close> = other:open_pool(to)
    do
      local there <close> = rbd.open(target, "cookbook-copy", { read_only = true })
      equal(there:read(16 * MiB, 4), "zzzz")
      equal(there:read(4 * MiB, 4), "xxxx")
    end
    rbd.remove(target, "cookbook-copy")
  end
  copy(conf, OTHER, cluster)
  local site <close> = fs.exists(site_file) and require("site").load(site_file) or nil
  local backup = site and site:backup_cluster()
  if backup and backup:find_pool(site.pools.backups.name) then
    local remote = lab.scratch .. "/remote.conf"
    fs.write(remote, fs.read(site.backup.conf) .. "\nkeyring = " .. site.backup.keyring .. "\n")
    copy(remote, site.pools.backups.name, backup)
  end
end)

lab.test("who-uses: one that lives, one that died, and nobody", function()
  local image <close> = rbd.open(vms, "vm-2")
  image:write(0, "x")
  local rows = ask("who-uses", POOL .. "/vm-2")
  equal(#rows, 1)
  equal(rows[1].client, image:lockers()[1].client)
  equal(rows[1].lock, "exclusive")
  equal(rows[1].alive, "yes")
  image:close()
  lab.expect(select(2, ask("who-uses", POOL .. "/vm-2")), "Nobody")
  local dead = tasks.wait_until(function()
    local row = ask("who-uses", POOL .. "/dead")[1]
    return row.alive ~= "yes" and row
  end, { timeout = 90, every = 2, what = "the dead client's watch to end" })
  equal(dead.lock, "exclusive")
  lab.expect(dead.alive, "break_lock")
end)

if fs.exists(site_file) then
  require("cookbook_site")(lab, ask, find, equal)
else
  print "There is no site file: the questions that cross the border to OpenStack were not asked."
end

vms:close()
images:close()
remove_pools()
lab.finish()
