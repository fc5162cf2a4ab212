--- Images put straight into RBD. On an integrated lab (profile current).
local lab = require "lab"
package.path = lab.root .. "Tests/lua/?.lua;" .. package.path
local web = require "web"

local POOL, GLANCE = "images", "/etc/glance/glance-api.conf"

local site <close> = require("site").load(lab.state .. "/site.lua")
local pool <close> = site:cluster():open_pool(POOL)
local folder = fs.temporary_directory "cephlua-images"
local file = folder .. "/disk.raw"

-- 40 MiB with holes, of a size that is no multiple of anything.
local function make_file()
  local out <close> = assert(io.open(file, "wb"))
  for _, at in ipairs { 0, 9 * MiB, 33 * MiB } do
    out:seek("set", at)
    for _ = 1, 4096 do out:write(string.pack("i8", math.random(0)):rep(8)) end
  end
  out:seek("set", 40 * MiB + 511)
  out:write "!"
end

local function names()
  local list = {}
  for _, entry in ipairs(rbd.images(pool)) do list[#list + 1] = entry.name end
  return table.concat(list, " ")
end

make_file()

lab.test("an image that the store adds reads back, and is free when it is deleted", function()
  local images = store.rbd { pool = pool }
  local before = names()
  local added = images:add("cephlua-test-store", file, { size = 40 * MiB + 512, verify = true })
  assert(added.location == ("rbd://%s/%s/cephlua-test-store/snap"):format(site:cluster().fsid, POOL), added.location)
  local digests = fs.digests(file, { "md5", "sha512" })
  assert(added.checksum == digests.md5 and added.hash == digests.sha512)
  assert(images:get_size(added.location) == 40 * MiB + 512)
  local out <close> = assert(io.open(folder .. "/back", "wb"))
  for piece in images:get(added.location) do out:write(piece) end
  out:close()
  assert(fs.digests(folder .. "/back", { "md5" }).md5 == added.checksum)
  assert(images:save(added.location, folder .. "/saved") == 40 * MiB + 512)
  assert(fs.digests(folder .. "/saved", { "md5" }).md5 == added.checksum)
  local ok, problem = pcall(images.add, images, "cephlua-test-store", file)
  assert(not ok and problem.code == "EEXIST", tostring(problem))

  local clone = { parent_pool = pool, parent = "cephlua-test-store", snapshot = "snap", name = "cephlua-test-child" }
  clone.format = 1
  rbd.clone(clone)
  ok, problem = pcall(images.delete, images, added.location)
  rbd.remove(pool, "cephlua-test-child")
  assert(not ok and problem.code == "EBUSY", tostring(problem))
  assert(images:get_size(added.location) == 40 * MiB + 512)
  images:set_acls(added.location)
  images:delete(added.location)
  ok, problem = pcall(images.get_size, images, added.location)
  assert(not ok and problem.code == "ENOENT", tostring(problem))
  assert(names() == before, names())
end)

lab.test("an image with a clone that needs no protection goes to the trash, as with Glance", function()
  local images = store.rbd { pool = pool }
  local added = images:add("cephlua-test-trash", file)
  rbd.clone { parent_pool = pool, parent = "cephlua-test-trash", snapshot = "snap", name = "cephlua-test-child" }
  images:delete(added.location)
  local child = rbd.open(pool, "cephlua-test-child", { read_only = true })
  local same = child:read(0, 4096) == io.open(file, "rb"):read(4096)
  child:close()
  rbd.remove(pool, "cephlua-test-child")
  local found
  for _, entry in ipairs(rbd.trash(pool)) do
    if entry.name == "cephlua-test-trash" then found = entry end
  end
  assert(found and same)
  rbd.remove_from_trash(pool, found.id, { force = true })
end)

lab.test("an image comes from a web server, or not at all", function()
  local server <close> = web.serve(folder)
  local before = names()
  local result = rbd.import(pool, "cephlua-test-web", { from = server.url .. "/moved/disk.raw", digests = { "md5" } })
  rbd.remove(pool, "cephlua-test-web")
  assert(result.digests.md5 == fs.digests(file, { "md5" }).md5)
  local ok, problem = pcall(rbd.import, pool, "cephlua-test-web", { from = server.url .. "/none" })
  assert(not ok and problem.code == "HTTP_404", tostring(problem))
  ok, problem = pcall(rbd.import, pool, "cephlua-test-web", { from = server.url .. "/short/disk.raw" })
  assert(not ok, "half a file was taken for a whole one")
  assert(names() == before, names() .. tostring(problem))
end)

local function import(name, ...)
  return lab.cephlua { "--yes", "--json", lab.root .. "playbooks/image-import.lua", file, "--name", name,
    "--site", lab.state .. "/site.lua", ... }
end

lab.test("where Glance takes no locations, image-import says so and leaves nothing", function()
  local before = names()
  local result = import "cephlua-test-refused"
  lab.expect_status(result, 1)
  lab.expect(result.text, "show_multiple_locations")
  assert(site:openstack().images:find "cephlua-test-refused" == nil)
  assert(names() == before, names())
end)

local function with_locations(body)
  local machine <close> = lab.host "controller"
  local before = machine:read(GLANCE)
  local document = ini.parse(before, { name = GLANCE })
  document:set("DEFAULT", "show_multiple_locations", "True")
  machine:write(GLANCE, document:text())
  service.get(machine, "glance-api"):restart { timeout = 60 }
  local ok, problem = pcall(body)
  machine:write(GLANCE, before)
  service.get(machine, "glance-api"):restart { timeout = 60 }
  if not ok then error(problem, 0) end
end

lab.test("image-import is as an upload: the same record, and volumes are clones of it", function()
  local cloud = site:openstack()
  with_locations(function()
    local result = import("cephlua-test-direct", "--verify")
    lab.expect_status(result, 0)
    local direct = cloud.images:find "cephlua-test-direct"
    local uploaded = cloud.images:create { name = "cephlua-test-upload", file = file, timeout = 120 }
    for _, field in ipairs { "status", "size", "checksum", "hash", "hash_algorithm", "disk_format", "visibility" } do
      assert(direct[field] == uploaded[field], ("%s: %s, %s"):format(field, direct[field], uploaded[field]))
    end
    local function layout(id)
      local image <close> = rbd.open(pool, id, { read_only = true })
      local info, snapshots = image:info(), image:snapshots()
      return ("%d %d %s %s %s"):format(info.size, info.object_size, table.concat(info.features, ","),
        snapshots[1].name, snapshots[1].is_protected)
    end
    assert(layout(direct.id) == layout(uploaded.id), layout(direct.id))
    local volume = cloud.volumes:create { name = "cephlua-test-volume", size = "1G", image = direct, timeout = 120 }
    local volumes <close> = site:cluster():open_pool(site.pools.volumes.name)
    local child <close> = rbd.open(volumes, "volume-" .. volume.id, { read_only = true })
    local parent = child:parent()
    cloud.volumes:remove(volume)
    assert(parent and parent.image == direct.id, "the volume is no clone of it")
    cloud.images:remove(direct)
    cloud.images:remove(uploaded)
  end)
  assert(not names():find "cephlua%-test")
end)

fs.remove(folder, { recursive = true })
lab.finish()
