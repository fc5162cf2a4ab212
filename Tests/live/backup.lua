--- Backups to the site's backup cluster, with the playbooks. On an integrated lab.
local lab = require "lab"

local site <close> = require("site").load(lab.state .. "/site.lua")
local pool <close> = site:cluster():open_pool(site.pools.vms.name)
local held <close> = site:backup_cluster():open_pool(site.pools.backups.name)
-- On the images' own cluster.
local near <close> = site:cluster():open_pool(site.pools.volumes.name)
local NAME, RESTORED = "cephlua-test-backup", "cephlua-test-restored"
local SPEC = pool.name .. "/" .. NAME
local BACKUP = "backup." .. pool.name .. "." .. NAME

local function run(name, ...)
  return lab.cephlua {
    "--yes", "--json", ("%splaybooks/%s.lua"):format(lab.root, name), "--site", lab.state .. "/site.lua", ...,
  }
end

local function write(text, offset)
  local image <close> = rbd.open(pool, NAME)
  image:write(offset, text)
end

-- The digest of an image's bytes.
local function digest(name)
  local path = lab.scratch .. "/" .. name
  local result = rbd.export(pool, name, { to = path, replace = true, digests = { "sha256" } })
  fs.remove(path)
  return result.digests.sha256
end

local function remove(where, name)
  if not rbd.find_image(where, name) then return end
  do
    local image <close> = rbd.open(where, name)
    for _, snapshot in ipairs(image:snapshots()) do image:remove_snapshot(snapshot.name) end
  end
  rbd.remove(where, name)
end

local function clean()
  for _, name in ipairs { NAME, RESTORED } do remove(pool, name) end
end

local function clean_all()
  clean()
  for _, where in ipairs { held, near } do
    remove(where, BACKUP)
    for _, name in ipairs(where:objects { prefix = "cephlua_backup." }) do where:object(name):remove() end
  end
end

clean_all()
rbd.create(pool, NAME, { size = 64 * MiB })

local digests, points = {}, {}

lab.test("each run adds a point, with what has changed", function()
  for round = 1, 3 do
    write(("round %d "):format(round):rep(1000), round * 5 * MiB - 100)
    local result = run("backup", SPEC)
    lab.expect_status(result, 0)
    local done = lab.result(result)[1]
    assert(done.point and (done.base == nil) == (round == 1), result.text)
    digests[round], points[round] = digest(NAME), done.point
    tasks.sleep(1.1) -- a point is named by its second
  end
end)

lab.test("a check changes nothing", function()
  local result = run("backup", SPEC, "--check")
  lab.expect_status(result, 0)
  lab.expect(result.text, points[3])
  assert(#rbd.find_backup(held, BACKUP).points == 3)
end)

lab.test("a point is restored as it was, and replaces nothing", function()
  for round = 1, 3 do
    local result = run("restore", SPEC, pool.name .. "/" .. RESTORED, "--verify", "--point", points[round])
    lab.expect_status(result, 0)
    assert(digest(RESTORED) == digests[round], "round " .. round)
    if round < 3 then rbd.remove(pool, RESTORED) end
  end
  local again = run("restore", SPEC, pool.name .. "/" .. RESTORED)
  lab.expect_status(again, 1)
  lab.expect(again.text, "EEXIST")
end)

lab.test("old points go, the last one stays", function()
  local result = run("backup", SPEC, "--keep-last", "2")
  lab.expect_status(result, 0)
  local left = rbd.find_backup(held, BACKUP).points
  assert(#left == 2 and left[1].name == points[3], show.line(left))
end)

lab.test("an image of the same name is no base for what another one was", function()
  clean()
  rbd.create(pool, NAME, { size = 64 * MiB })
  local result = run("backup", SPEC)
  lab.expect_status(result, 1)
  lab.expect(result.text, "full")
  assert(#rbd.find_backup(held, BACKUP).points == 2)
end)

lab.test("without a site, a pool of the same cluster does", function()
  local function without_site(name, ...)
    return lab.cephlua {
      "--yes", "--json", ("%splaybooks/%s.lua"):format(lab.root, name), "--conf", lab.state .. "/ceph/ceph.conf",
      "--keyring", lab.state .. "/ceph/ceph.client.admin.keyring", "--pool", near.name, ...,
    }
  end
  write("once", 0)
  local result = without_site("backup", SPEC)
  lab.expect_status(result, 0)
  lab.expect_status(without_site("restore", SPEC, pool.name .. "/" .. RESTORED, "--verify"), 0)
  assert(digest(RESTORED) == digest(NAME))
  local both = without_site("backup", SPEC, "--site", lab.state .. "/site.lua")
  lab.expect_status(both, 1)
  lab.expect(both.text, "either a site")
end)

lab.test("backups are listed, and verified; a removal leaves nothing of them", function()
  local listed = run("backups", SPEC, "--verify", "--all")
  lab.expect_status(listed, 0)
  local known = lab.result(listed)
  assert(#known.points == 2 and known.points[1].verified and known.points[2].verified, listed.text)
  local id = rbd.find_image(held, BACKUP).id
  local manifest = held:object(("cephlua_backup.%s.%s"):format(id, known.points[1].name))
  local content = manifest:read()
  manifest:write(content:sub(1, -2))
  lab.expect_status(run("backups", SPEC, "--verify", "--point", known.points[2].name), 0)
  local damaged = run("backups", SPEC, "--verify", "--all")
  lab.expect_status(damaged, 1)
  lab.expect(damaged.text, known.points[1].name)
  manifest:write(content)

  local asked = lab.cephlua {
    lab.root .. "playbooks/remove-backup.lua", "--site", lab.state .. "/site.lua", SPEC,
  }
  lab.expect_status(asked, 1)
  lab.expect(asked.text, "--yes")
  lab.expect_status(run("remove-backup", SPEC, "--check"), 0)
  assert(#rbd.find_backup(held, BACKUP).points == 2)
  lab.expect_status(run("remove-backup", SPEC, "--points", known.points[1].name), 0)
  assert(#rbd.find_backup(held, BACKUP).points == 1)
  local removed = run("remove-backup", SPEC)
  lab.expect_status(removed, 0)
  assert(lab.result(removed).removed[1] == known.points[2].name, removed.text)
  assert(not rbd.find_image(held, BACKUP) and #held:objects { prefix = "cephlua_backup." .. id } == 0)
  lab.expect_status(run("remove-backup", SPEC), 1)
end)

lab.test("the images of a pool are backed up several at a time; one that fails does not stop the others", function()
  local names = {}
  for number = 1, 5 do
    names[number] = ("%s-%d"):format(NAME, number)
    rbd.create(near, names[number], { size = 8 * MiB })
    local image <close> = rbd.open(near, names[number])
    image:write(0, names[number]:rep(number * 100))
  end
  rbd.create(held, ("backup.%s.%s"):format(near.name, names[3]), { size = 8 * MiB }) -- not empty, and no backup
  do
    local image <close> = rbd.open(held, ("backup.%s.%s"):format(near.name, names[3]))
    image:write(0, "somebody's")
  end
  local result = run("backup", near.name, "--at-a-time", "3", "--rate", "100M")
  lab.expect_status(result, 1)
  lab.expect(result.text, "1 of 5 images could not be backed up")
  for number, name in ipairs(names) do
    local backup = ("backup.%s.%s"):format(near.name, name)
    local known = rbd.find_backup(held, backup)
    assert((known ~= nil) == (number ~= 3), name)
    if known then
      assert(rbd.verify_backup(held, backup).digest == known.points[1].digest)
      rbd.remove_backup(held, backup, { from_pool = near })
    else
      rbd.remove(held, backup)
    end
    rbd.remove(near, name)
  end
end)

lab.test("an image of 20 TiB, whose digests no OSD would take in one object", function()
  local image_size = 20 * TiB
  rbd.create(near, NAME, { size = image_size })
  do
    local image <close> = rbd.open(near, NAME)
    image:write(image_size - 3, "end")
  end
  local done = rbd.backup(near, NAME, { to_pool = held })
  assert(done.size == image_size and done.changed == 1, show.line(done))
  assert(rbd.verify_backup(held, done.backup).digest == done.digest)
  rbd.remove_backup(held, done.backup, { from_pool = near })
  rbd.remove(near, NAME)
end)

clean_all()
lab.finish()
