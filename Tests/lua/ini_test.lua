local check = require "check"

local tests = {}

local text = [[
[DEFAULT]
#transport_url = rabbit://
debug = false

[libvirt]
images_type = default
]]

local function with_file(content, fn)
  local folder = fs.temporary_directory()
  local _remove <close> = setmetatable({}, { __close = function() fs.remove(folder, { recursive = true }) end })
  local path = folder .. "/nova.conf"
  if content then fs.write(path, content, { mode = "0640" }) end
  fn(path)
end

function tests.a_document_is_read()
  local conf = ini.parse(text, { name = "compute:/etc/nova/nova.conf" })
  check.equal(conf:sections(), { "DEFAULT", "libvirt" })
  check.equal(conf:keys "LIBVIRT", { "images_type" })
  check.equal(conf:get("libvirt", "images_type"), "default")
  check.equal(conf:get("libvirt", "no"), nil)
  check.equal(conf:get_all("libvirt", "no"), {})
  check.equal(conf:where("libvirt", "images_type"), "compute:/etc/nova/nova.conf:6")
  check.equal(conf:has_section "glance", false)
  check.equal({ conf.is_changed, conf.is_secret, conf.dialect, conf:diff() }, { false, false, "oslo" })
end

function tests.every_option_and_header_is_listed_with_its_line()
  local conf = ini.parse "[LibVirt]\na = 1\n 2\na = \"x\"\n[none]\n"
  check.equal(conf:entries(), {
    { section = "LibVirt", group = "libvirt", key = "a", value = "1\n2", line = 2 },
    { section = "LibVirt", group = "libvirt", key = "a", value = "x", line = 4 },
  })
  check.equal(conf:headers(), { { section = "LibVirt", line = 1 }, { section = "none", line = 5 } })
  check.equal({ ini.is_secret "transport_url", ini.is_secret "rbd_user" }, { true, false })
end

function tests.an_edit_changes_its_lines_only()
  local conf = ini.parse(text)
  check.equal(conf:set("libvirt", "images_type", "rbd"), true)
  check.equal(conf:set("libvirt", "images_type", "rbd"), false)
  check.equal(conf:set("DEFAULT", "debug", true), true)
  check.equal(conf:set("libvirt", "rbd_port", 6789), true)
  check.equal(conf:add("cinder", "replication_device", "backend_id:a"), true)
  check.equal(conf:add("cinder", "replication_device", "backend_id:b"), true)
  check.equal(conf:add("cinder", "replication_device", "backend_id:b"), false)
  check.equal(conf:get_all("cinder", "replication_device"), { "backend_id:a", "backend_id:b" })
  check.equal(conf:remove("cinder", "replication_device", { value = "backend_id:a" }), true)
  check.equal(conf:set_all("cinder", "replication_device", { "x", "y" }), true)
  check.equal(conf:remove_section "cinder", true)
  local expected = text:gsub("= false", "= true"):gsub("= default\n", "= rbd\nrbd_port = 6789\n")
  check.equal(conf:text(), expected .. "\n")
end

function tests.a_secret_makes_the_text_secret_and_is_masked()
  local conf = ini.parse(text)
  conf:set("DEFAULT", "transport_url", secret.new "rabbit://nova:sesame@controller")
  conf:set("libvirt", "odd_name", secret.new "sesame")
  check.equal(conf.is_secret, true)
  check.equal(tostring(conf:text()), "********")
  check.matches(conf:diff(), "%+transport_url = %*+\n")
  check.matches(conf:diff(), "%+odd_name = %*+\n")
  check.equal(conf:diff():find "sesame", nil)
  local again = ini.parse(conf:text())
  check.equal(again.is_secret, true)
  check.equal(again:get_secret("DEFAULT", "transport_url"):equals(secret.new "rabbit://nova:sesame@controller"), true)
end

function tests.what_does_not_parse_names_file_and_line()
  local err = check.raises("EBADMSG", ini.parse, "[s]\nsesame\n", { name = "compute:/etc/nova/nova.conf" })
  check.equal(err.target, "compute:/etc/nova/nova.conf:2")
  check.equal(tostring(err):find "sesame", nil)
  check.raises("USAGE", ini.parse, text, { dialect = "samba" })
end

function tests.what_cannot_be_written_is_refused()
  local conf = ini.parse(text)
  check.raises("EINVAL", conf.set, conf, "libvirt", "k", "a\n\nb")
  check.equal(conf.is_changed, false)
end

function tests.dollars_can_be_meant()
  check.equal(ini.literal "a$b$$", "a$$b$$$$")
  check.equal(ini.literal "plain", "plain")
  check.equal(ini.literal(secret.new "a$b"):equals(secret.new "a$$b"), true)
end

function tests.options_and_sections_are_renamed_and_added()
  local conf = ini.parse "[s]\nold = 1\n"
  check.equal(conf:rename("s", "old", "new"), true)
  check.equal(conf:rename_section("s", "t"), true)
  check.equal(conf:add_section "u", true)
  check.equal(conf:add_section "u", false)
  check.equal(conf:text(), "[t]\nnew = 1\n\n[u]\n")
  conf:set("t", "other", "2")
  check.raises("EEXIST", conf.rename, conf, "t", "new", "other")
  check.raises("EEXIST", conf.rename_section, conf, "t", "u")
end

function tests.the_ceph_dialect_reads_keyrings()
  local content = secret.new "[client.glance]\n\tkey = AQ==\n\tcaps mon = \"profile rbd\"\n"
  local keyring = ini.parse(content, { dialect = "ceph" })
  check.equal(keyring:get("client.glance", "caps_mon"), "profile rbd")
  check.equal(keyring:get_secret("client.glance", "key"):equals(secret.new "AQ=="), true)
end

function tests.a_file_is_saved_once_and_keeps_its_mode()
  with_file(text, function(path)
    local conf = ini.open(path)
    check.equal(conf.path, path)
    local mode = fs.stat(path).mode
    check.equal(conf:save(), false)
    conf:set("libvirt", "images_type", "rbd")
    check.equal(conf:save(), true)
    check.equal({ conf:save(), conf.is_changed, conf:diff() }, { false, false })
    check.equal(ini.open(path):get("libvirt", "images_type"), "rbd")
    check.equal(fs.stat(path).mode, mode)
  end)
end

function tests.another_hands_change_is_not_overwritten()
  with_file(text, function(path)
    local conf = ini.open(path)
    conf:set("libvirt", "images_type", "rbd")
    fs.write(path, "[DEFAULT]\n")
    check.raises("CONFLICT", conf.save, conf)
    check.equal(fs.read(path), "[DEFAULT]\n")
  end)
end

function tests.a_file_that_is_not_there_can_be_made()
  with_file(nil, function(path)
    check.raises("ENOENT", ini.open, path)
    local conf = ini.open(path, { missing_ok = true })
    conf:set("global", "fsid", "x")
    check.matches(conf:diff(), "^%-%-%- /dev/null\n")
    check.equal(conf:save(), true)
    check.equal(fs.read(path), "[global]\nfsid = x\n")
  end)
  check.raises("EINVAL", function()
    local conf = ini.parse(text)
    conf:save()
  end)
end

return tests
