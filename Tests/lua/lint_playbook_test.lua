-- playbooks/lint.lua on files: what it prints, what machines get, and how it ends. Sites: Tests/live/lint.lua.
local check = require "check"

local tests = {}

local ROOT = debug.getinfo(1, "S").source:match "^@(.*)Tests/lua/[^/]*$" or "./"
local PROGRAM = fs.read("/proc/self/cmdline"):match "^[^%z]+"

-- Runs it on files of these texts; their folder is taken out of what it says.
local function lint(files, ...)
  local words, result = { ... }, nil
  check.in_folder(function(root)
    local argv = { PROGRAM }
    if words[1] == "--json" then argv[2] = table.remove(words, 1) end
    argv[#argv + 1] = ROOT .. "playbooks/lint.lua"
    table.move(words, 1, #words, #argv + 1, argv)
    for _, file in ipairs(files) do
      argv[#argv + 1] = root .. "/" .. file[1]
      if file[2] then fs.write(argv[#argv], file[2], { mode = "0640" }) end
    end
    result = process.run(argv, { check = false })
    for _, stream in ipairs { "stdout", "stderr" } do
      local at = result[stream]:find(root, 1, true)
      while at do
        result[stream] = result[stream]:sub(1, at - 1) .. result[stream]:sub(at + #root + 1)
        at = result[stream]:find(root, 1, true)
      end
    end
  end)
  return result
end

local WRONG = { "nova.conf", "[libvirt]\nimages_type = rdb\n" }
local OLD = { "cinder.conf", "[ceph]\nrbd_keyring_conf = x\n" }
local CLEAN = { "glance-api.conf", "[DEFAULT]\nshow_image_direct_url = false\n" }

function tests.a_service_that_is_not_known_is_refused()
  local result = lint({ WRONG }, "--release", "zed", "--service", "nova-cumpute")
  check.equal(result.status, 2)
  check.matches(result.stderr, "nova%-cumpute is no service whose options are known %(did you mean nova%-compute%?%)")
end

function tests.a_file_of_nobody_known_is_told()
  local result = lint({ { "c2", WRONG[2] } }, "--release", "zed")
  check.matches(result.stderr, "c2: its name does not tell whose it is")
  check.equal(lint({ { "c2", WRONG[2] } }, "--release", "zed", "--service", "nova-compute").status, 1)
end

function tests.findings_stand_under_their_file()
  local result = lint({ WRONG, OLD, CLEAN }, "--release", "zed")
  check.equal(result.status, 1)
  check.equal(result.stdout, [[
  nova.conf
        2  error   [libvirt] images_type: "rdb" is none of raw, flat, qcow2, lvm, rbd, ploop, default (value)
  cinder.conf
        2  warning [ceph] rbd_keyring_conf: it was removed in victoria; zed ignores it (removed)
1 error, 1 warning, 0 notes
]])
end

function tests.the_exit_status_says_whether_there_are_errors()
  check.equal(lint({ CLEAN }, "--release", "zed").status, 0)
  check.equal(lint({ OLD }, "--release", "2023.1").status, 0)
  check.equal(lint({ OLD }, "--release", "2023.1", "--strict").status, 1)
  check.equal(lint({ WRONG }, "--release", "zed").status, 1)
end

function tests.wrong_usage_is_status_2()
  local result = lint({ CLEAN }, "--release", "caracl")
  check.equal(result.status, 2)
  check.matches(result.stderr, "caracal")
  check.equal(lint({ CLEAN }, "--release", "zed", "--site", "site.lua").status, 2)
  check.equal(lint({ CLEAN }, "--relase", "zed").status, 2)
end

function tests.machines_get_the_findings()
  local result = lint({ WRONG }, "--json", "--release", "zed")
  check.equal(result.status, 1)
  local value = json.decode(result.stdout)
  check.equal(value.counts, { error = 1, warning = 0, note = 0 })
  local finding = value.findings[1]
  check.equal({ finding.code, finding.file, finding.line, finding.option }, { "value", "nova.conf", 2, "images_type" })
  check.equal(json.decode(lint({ CLEAN }, "--json", "--release", "zed").stdout).findings, {})
end

function tests.a_file_that_is_missing_is_found()
  local result = lint({ { "nova.conf" } }, "--release", "zed")
  check.equal(result.status, 1)
  check.matches(result.stdout, "there is no such file %(unreadable%)")
end

function tests.a_service_tells_whose_file_it_is()
  local other = { "x.conf", WRONG[2] }
  check.equal(lint({ other }, "--release", "zed").status, 0)
  check.equal(lint({ other }, "--release", "zed", "--service", "openstack-nova-compute").status, 1)
end

return tests
