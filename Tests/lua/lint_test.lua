-- Every code of `ini.lint`: a file that has the fault, and one that has not.
local check = require "check"

local tests = {}

-- The codes found in a file of this text.
local function codes(name, text, release, mode)
  local found
  check.in_folder(function(root)
    local path = ("%s/%s.conf"):format(root, name)
    fs.write(path, text, { mode = mode or "0640" })
    found = ini.lint { files = { path }, release = release or "zed" }
  end)
  local list = {}
  for i, finding in ipairs(found) do list[i] = ("%s:%s"):format(finding.code, finding.line) end
  return table.concat(list, " "), found
end

local CASES = {
  unparsable = { "nova", "[libvirt]\nsesame\n", "[libvirt]\n", "unparsable:2" },
  removed = { "cinder", "[ceph]\nrbd_keyring_conf = x\n", "[ceph]\nrbd_user = x\n", "removed:2" },
  removed_before_ocata = { "nova", "[libvirt]\nlive_migration_flag = X\n", "[libvirt]\n", "removed:2" },
  unknown = { "nova", "[libvirt]\nimage_type = rbd\n", "[libvirt]\nimages_type = raw\n", "unknown:2" },
  unknown_of_a_backend = {
    "cinder", "[ceph]\nrbd_poool = volumes\n", "[ceph]\nrbd_pool = volumes\n", "unknown:2",
  },
  unknown_in_default = { "nova", "[DEFAULT]\ndebugg = true\n", "[DEFAULT]\ndebug = true\n", "unknown:2" },
  unknown_with_a_driver_of_its_own = {
    "cinder", "[x]\nvolume_driver = cinder.volume.drivers.rbd.RBDDriver\nlarch_pool = a\n",
    "[x]\nvolume_driver = com.example.Larch\nlarch_pool = a\n", "unknown:3",
  },
  unknown_section = { "nova", "[libvrt]\nimages_type = rbd\n", "[libvirt]\nimages_type = raw\n", "unknown-section:1" },
  unknown_section_that_is_like_none = {
    "cinder", "[DEFAULT]\nenabled_backends = a\n[a]\n[larch]\nrbd_user = x\n",
    "[DEFAULT]\nenabled_backends = a, larch\n[a]\n[larch]\nrbd_user = x\n[spruce]\n", "unknown-section:4",
  },
  section_that_a_service_makes = {
    "nova", "[mdev-nvidia-35]\nmdev_class = VGPU\n",
    "[devices]\nenabled_mdev_types = nvidia-35\n[mdev_nvidia-35]\nmdev_class = VGPU\n", "unknown-section:1",
  },
  comment_in_value = {
    "cinder", "[ceph]\nrbd_pool = volumes  # fast\n", "[ceph]\n# fast\nrbd_pool = volumes#1\n", "comment-in-value:2",
  },
  comment_behind_a_number = {
    "cinder", "[ceph]\nrbd_max_clone_depth = 5 # deep\n", "[ceph]\nrbd_max_clone_depth = 5\n", "value:2",
  },
  value_of_any_option_of_nova = {
    "nova", "[DEFAULT]\nresume_guests_state_on_host_boot = Tru\n[vnc]\nenabled = ja\n",
    "[DEFAULT]\nresume_guests_state_on_host_boot = True\n[vnc]\nenabled = yes\n", "value:2 value:4",
  },
  value_of_a_library = {
    "glance", "[DEFAULT]\ndebug = maybe\n[oslo_messaging_rabbit]\nheartbeat_rate = often\n",
    "[DEFAULT]\ndebug = no\nlog_rotate_interval_type = days\n[oslo_messaging_rabbit]\nheartbeat_rate = 3\n",
    "value:2 value:4",
  },
  wrong_section = { "nova", "[DEFAULT]\nimages_type = rbd\n", "[libvirt]\nimages_type = raw\n", "wrong-section:2" },
  wrong_section_of_a_backend = {
    "cinder", "[DEFAULT]\nrbd_pool = volumes\n", "[ceph]\nrbd_pool = volumes\n", "wrong-section:2",
  },
  renamed = {
    "nova", "[libvirt]\nnum_iscsi_scan_tries = 5\n", "[libvirt]\nnum_volume_scan_tries = 5\n", "renamed:2",
  },
  substitution = {
    "nova", "[libvirt]\nrbd_user = $rbd_user\n", "[libvirt]\nrbd_user = $$rbd_user\n", "substitution:2",
  },
  substitution_by_itself_in_a_ring = {
    "nova", "[libvirt]\nrbd_user = $images_rbd_pool\nimages_rbd_pool = $rbd_user\n",
    "[DEFAULT]\ninstances_path = $state_path/instances\n", "substitution:2 substitution:3",
  },
  value = { "nova", "[libvirt]\nimages_type = rdb\n", "[libvirt]\nimages_type = raw\n", "value:2" },
  value_boolean = {
    "nova", "[libvirt]\ninject_password = maybe\n", "[libvirt]\ninject_password = Yes\n", "value:2",
  },
  value_integer = { "nova", "[libvirt]\ninject_partition = -3\n", "[libvirt]\ninject_partition = -2\n", "value:2" },
  deprecated = {
    "glance", "[glance_store]\ndefault_store = rbd\n", "[glance_store]\ndefault_backend = x\n", "deprecated:2",
  },
  repeated = {
    "cinder", "[ceph]\nrbd_user = a\nrbd_user = b\n", "[ceph]\nrbd_user = a\nrbd_user = a\n", "repeated:2",
  },
  backend_without_section = {
    "cinder", "[DEFAULT]\nenabled_backends = a\n", "[DEFAULT]\nenabled_backends = a\n[a]\n",
    "backend-without-section:2",
  },
  store_without_section = {
    "glance", "[DEFAULT]\nenabled_backends = web:http, ceph:rbd\n",
    "[DEFAULT]\nenabled_backends = web:http, ceph:rbd\n[ceph]\n", "backend-without-section:2",
  },
  backend_case = {
    "cinder", "[DEFAULT]\nenabled_backends = LVM\n[LVM]\n", "[DEFAULT]\nenabled_backends = lvm\n[lvm]\n",
    "backend-case:3",
  },
  section_not_enabled = {
    "cinder", "[DEFAULT]\nenabled_backends = a\n[a]\n[b]\nvolume_driver = x\n",
    "[DEFAULT]\nenabled_backends = a, b\n[a]\n[b]\nvolume_driver = x\n", "section-not-enabled:4",
  },
  rbd_incomplete = {
    "nova", "[libvirt]\nimages_type = rbd\nrbd_user = c\nhw_disk_discard = unmap\n",
    "[libvirt]\nimages_type = rbd\nrbd_user = c\nrbd_secret_uuid = u\nhw_disk_discard = unmap\n", "rbd-incomplete:2",
  },
  rbd_no_discard = {
    "nova", "[libvirt]\nimages_type = rbd\nrbd_user = c\nrbd_secret_uuid = u\n",
    "[libvirt]\nimages_type = qcow2\n", "rbd-no-discard:2",
  },
  rbd_with_another_discard = {
    "nova", "[libvirt]\nimages_type = rbd\nrbd_user = c\nrbd_secret_uuid = u\nhw_disk_discard = ignore\n",
    "[libvirt]\nimages_type = rbd\nrbd_user = c\nrbd_secret_uuid = u\nhw_disk_discard = unmap\n", "rbd-no-discard:5",
  },
  direct_url = {
    "glance", "[DEFAULT]\nshow_image_direct_url = True\n", "[DEFAULT]\nshow_image_direct_url = False\n", "direct-url:2",
  },
}

for name, case in pairs(CASES) do
  tests[name .. "_is_found"] = function()
    check.equal((codes(case[1], case[2])), case[4])
    check.equal((codes(case[1], case[3])), "")
  end
end

function tests.a_secret_that_everybody_reads_is_found_and_not_shown()
  local text = "[database]\nconnection = mysql://nova:sesame@db/nova\n"
  local found, findings = codes("nova", text, "zed", "0644")
  check.equal(found, "world-readable:2")
  check.equal(show.line(findings):find "sesame", nil)
  check.equal((codes("nova", text)), "")
end

function tests.a_dollar_in_a_secret_is_found_and_the_secret_is_not_shown()
  local found, findings = codes("nova", "[keystone_authtoken]\npassword = a$sesame\n")
  check.equal(found, "substitution:2")
  check.equal(show.line(findings):find "sesame", nil)
  check.equal((codes("nova", "[keystone_authtoken]\npassword = a$$sesame\n")), "")
end

function tests.a_file_that_is_not_there_is_found()
  check.in_folder(function(root)
    local found = ini.lint { files = { root .. "/nova.conf" }, release = "zed" }
    check.equal({ #found, found[1].code, found[1].severity }, { 1, "unreadable", "error" })
  end)
end

function tests.the_release_decides()
  check.equal((codes("cinder", "[ceph]\nrbd_keyring_conf = x\n", "2023.1")), "removed:2")
  check.equal((codes("cinder", "[ceph]\nrbd_keyring_conf = x\n", "queens")), "")
  check.equal((codes("cinder", "[ceph]\nrbd_keyring_conf = x\n", "ocata")), "not-yet:2")
  -- It moved to another file of Glance in Gazpacho: that does not make it new.
  check.equal((codes("glance", "[DEFAULT]\nenabled_backends = web:http\n", "zed")), "")
  check.equal(check.raises("EINVAL", codes, "nova", "", "mitaka").message, "no option table reaches back to it")
  check.matches(check.raises("EINVAL", codes, "nova", "", "caracel").message, "caracal")
end

function tests.an_option_in_two_files_is_noted()
  check.in_folder(function(root)
    fs.write(root .. "/nova.conf", "[libvirt]\nimages_type = raw\n", { mode = "0640" })
    fs.write(root .. "/nova-compute.conf", "[LibVirt]\nimages_type = qcow2\n", { mode = "0640" })
    local found = ini.lint { files = { root .. "/nova.conf", root .. "/nova-compute.conf" }, release = "zed" }
    check.equal({ #found, found[1].code, found[1].line }, { 1, "overridden", 2 })
  end)
end

function tests.versions_tell_the_release()
  local releases = require "ini.releases"
  check.equal(releases.of_version("nova", "2:26.2.2-1~deb12u5"), "zed")
  check.equal(releases.of_version("glance", "1:28.0.1-1.el9"), "caracal")
  check.equal(releases.of_version("cinder", "2:7.0.0"), nil)
end

return tests
