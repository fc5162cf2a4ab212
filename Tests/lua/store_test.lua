-- Stores that need no cluster; the one on RBD is tested where there is one.
local check = require "check"
local location = require "store.location"
local source = require "store.source"
local web = require "web"

local tests = {}

local function with_folder(body)
  check.in_folder(function(folder)
    fs.make_directory(folder .. "/images")
    fs.write(folder .. "/source", ("0123456789"):rep(1000))
    body(folder, store.filesystem { folder = folder .. "/images" })
  end)
end

function tests.locations_are_written_and_read_back()
  local url = location.rbd("8b9d", "im ages", "a/b", "snap")
  check.equal(url, "rbd://8b9d/im%20ages/a%2Fb/snap")
  check.equal(location.parse_rbd(url), { fsid = "8b9d", pool = "im ages", image = "a/b", snapshot = "snap" })
  check.equal(location.parse_rbd "rbd://image", { image = "image" })
  check.equal(location.parse_file(location.file "/a b/ü"), "/a b/ü")
  for _, bad in ipairs { "rbd://a/b", "rbd://a//b/c", "rbd://", "rbd://a/b/c/d/e" } do
    check.raises("EINVAL", function() location.parse_rbd(bad) end)
  end
end

function tests.a_file_is_added_read_and_deleted()
  with_folder(function(folder, files)
    local added = files:add("id-1", folder .. "/source")
    check.equal(added.size, 10000)
    check.equal(added.location, "file://" .. fs.real_path(folder) .. "/images/id-1")
    check.equal(added.checksum, fs.digests(folder .. "/source", { "md5" }).md5)
    check.equal(#added.hash, 128)
    check.equal(fs.stat(folder .. "/images/id-1").permissions, "0640")
    check.equal(files:get_size(added.location), 10000)
    local text = ""
    for piece in files:get(added.location, { offset = 9995 }) do text = text .. piece end
    check.equal(text, "56789")
    check.raises("EEXIST", function() files:add("id-1", folder .. "/source") end)
    check.raises("EINVAL", function() files:add("id-2", folder .. "/source", { size = 1 }) end)
    check.raises("EINVAL", function() files:add("../id-2", folder .. "/source") end)
    files:delete(added.location)
    check.raises("ENOENT", function() files:get_size(added.location) end)
    check.equal(#fs.list(folder .. "/images"), 0)
  end)
end

function tests.a_location_elsewhere_is_not_touched()
  with_folder(function(folder, files)
    check.raises("EXDEV", function() files:delete("file://" .. folder .. "/source") end)
    check.raises("EXDEV", function() files:delete("file://" .. folder .. "/images/../source") end)
    assert(fs.exists(folder .. "/source"))
  end)
end

function tests.a_web_server_is_read_and_never_written()
  with_folder(function(folder)
    local server <close> = web.serve(folder)
    local pages = store.http()
    local url = server.url .. "/source"
    check.equal(pages:get_size(url), 10000)
    local text = ""
    for piece in pages:get(url, { offset = 10, length = 20 }) do text = text .. piece end
    check.equal(text, "01234567890123456789")
    check.equal(pages:save(url, folder .. "/copy"), 10000)
    check.raises("ENOTSUP", function() pages:delete(url) end)
    check.raises("ENOTSUP", function() pages:add("id", folder .. "/source") end)
  end)
end

function tests.a_scheme_finds_its_store()
  local files, pages = store.filesystem { folder = "/tmp" }, store.http()
  check.equal(store.of("HTTPS://example.org/x", { files, pages }) == pages, true)
  check.equal(store.of("file:///x", { files, pages }) == files, true)
  check.raises("ENOTSUP", function() store.of("swift://x", { files, pages }) end)
  check.raises("EINVAL", function() store.of("x", { files, pages }) end)
  check.raises("USAGE", function() store.filesystem { foldr = "/tmp" } end) -- check: ignore
  check.raises("USAGE", function() store.filesystem {} end) -- check: ignore
end

function tests.a_raw_file_is_taken_as_it_is()
  with_folder(function(folder)
    local raw <close> = source.open(folder .. "/source")
    check.equal(raw.path, folder .. "/source")
    check.raises("ENOENT", function() source.open(folder .. "/none") end)
  end)
end

function tests.another_format_is_made_raw()
  with_folder(function(folder)
    local path = folder .. "/disk.qcow2"
    process.run { "qemu-img", "convert", "-f", "raw", "-O", "qcow2", folder .. "/source", path }
    local kept
    do
      local raw <close> = source.open(path)
      check.equal(raw.format, "qcow2")
      check.equal(fs.read(raw.path):sub(1, 10000), fs.read(folder .. "/source"))
      kept = raw.path
    end
    check.equal(fs.exists(kept), false)
    -- Asked to take it as raw, it is.
    local as_is <close> = source.open(path, { format = "raw" })
    check.equal(as_is.path, path)
  end)
end

function tests.an_image_that_points_to_other_files_is_refused()
  with_folder(function(folder)
    local path = folder .. "/disk.qcow2"
    process.run { "qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", folder .. "/source", path }
    check.matches(check.raises("EINVAL", function() source.open(path) end).message, "depends on another file")
    process.run {
      "qemu-img", "create", "-q", "-f", "qcow2", "-o", ("data_file=%s/data"):format(folder), path .. "2", "1M",
    }
    check.raises("EINVAL", function() source.open(path .. "2") end)
  end)
end

return tests
