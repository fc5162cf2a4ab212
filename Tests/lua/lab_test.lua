-- The lab's library, as far as it can be tried without raising a lab.
local check = require "check"
local cgroups = require "lab.cgroups"
local container = require "lab.container"
local fresh = require "lab.fresh"
local keys = require "lab.keys"
local layers = require "lab.layers"
local lock = require "lab.lock"
local paths_of = require "lab.paths"
local sitefile = require "lab.sitefile"
local topology = require "lab.topology"

local tests = {}

-- Paths of a lab that is nowhere, in a folder of its own that goes at the end.
local function scratch()
  local folder = fs.temporary_directory "cephlua-lab-test-"
  local paths = paths_of.of { state = folder, cache = folder .. "/cache" }
  return paths, setmetatable({}, { __close = function() fs.remove(folder, { recursive = true }) end })
end

function tests.a_cephx_key_is_what_ceph_authtool_makes()
  for _ = 1, 20 do
    local bytes = process.query({ "base64", "--decode" }, { stdin = keys.cephx() }).stdout
    check.equal(#bytes, 28)
    local kind, time, _, length = string.unpack("<I2I4I4I2", bytes)
    check.equal({ kind, length }, { 1, 16 })
    assert(math.abs(clock.now() - time) < 60)
  end
end

function tests.identifiers_and_passwords_differ_and_have_their_form()
  check.matches(keys.uuid(), "^%x%x%x%x%x%x%x%x%-%x%x%x%x%-4%x%x%x%-a%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$")
  check.matches(keys.password(), "^" .. ("%x"):rep(32) .. "$")
  assert(keys.uuid() ~= keys.uuid() and keys.password() ~= keys.password())
end

function tests.a_lock_that_is_held_is_refused_and_given_back()
  local paths, _gone <close> = scratch()
  do
    local _held <close> = lock.take(paths)
    check.matches(check.raises("EBUSY", lock.take, paths).message, "^process %d+ is at work on it$")
  end
  local _again <close> = lock.take(paths)
end

function tests.a_lock_whose_holder_has_died_is_taken_over()
  local paths, _gone <close> = scratch()
  local folder = ("/run/lock/%s.lock"):format(paths.name)
  fs.make_directory(folder)
  -- This process's number with another beginning: a number that was given out again.
  fs.write(folder .. "/holder", fs.real_path("/proc/self"):match "%d+$" .. " 1")
  local _held <close> = lock.take(paths)
  check.matches(fs.read(folder .. "/holder"), "^%d+ %d+$")
end

function tests.the_site_file_is_one()
  local paths, _gone <close> = scratch()
  sitefile.write(paths)
  local values = assert(loadfile(paths.site, "t", {}))()
  check.equal(values.hosts.compute, { address = "192.168.0.122", roles = { "compute" } })
  check.equal(values.hosts.node1, nil)
  check.equal(values.openstack.rc, paths.state .. "/admin-openrc")
end

function tests.an_image_stands_on_its_layers()
  check.equal(layers.chain "controller", { "controller", "openstack", "base" })
  check.equal(layers.chain "base", { "base" })
end

function tests.hosts_have_addresses_and_links_of_their_own()
  local seen = {}
  for _, each in ipairs(topology.hosts) do
    assert(not seen[each.name] and not seen[each.address])
    seen[each.name], seen[each.address] = true, true
    assert(#("vb-" .. each.name) <= 15, "the kernel's names of links are short")
  end
end

function tests.the_root_of_all_cgroups_is_never_meant()
  for _, name in ipairs { "", "/", "..", "a/b" } do assert(not pcall(cgroups.members, name), name) end
end

function tests.mount_points_come_innermost_first()
  local points = container.mounts_below "/sys"
  local place = {}
  for position, point in ipairs(points) do place[point] = position end
  for point, position in pairs(place) do
    local parent = point:match "^(.+)/[^/]+$"
    assert(not place[parent] or place[parent] > position)
  end
  check.equal(container.mounts_below "/no/such/place", {})
end

function tests.a_fresh_site_is_named_after_what_makes_it()
  local paths, _gone <close> = scratch()
  check.matches(fresh.path(paths), "/cache/site%-%x+$")
  check.equal(fresh.path(paths), fresh.path(paths))
  check.equal(fresh.exists(paths), false)
end

return tests
