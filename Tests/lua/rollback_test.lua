-- Taking back what a playbook without a site changed on this machine.
local check = require "check"

local tests = {}

local program = fs.real_path "/proc/self/exe"
local root = debug.getinfo(1, "S").source:match "^@(.*)Tests/lua/[^/]*$"
if root == "" then root = "." end

-- Runs the example on a ceph.conf in the folder, then what shall happen, then takes the run back.
local function take_back(folder, meanwhile)
  local function run(words)
    return host.here():run({ program, "--yes", table.unpack(words) }, {
      env = { CEPHLUA_STATE = folder .. "/state" }, check = false,
    })
  end
  local conf = folder .. "/ceph.conf"
  local made = run { root .. "/docs/examples/first/client-log.lua", "loud", "--conf", conf, "--folder", folder }
  check.equal(made.status, 0)
  check.matches(fs.read(conf), "debug_rbd = 20/20")
  if meanwhile then meanwhile() end
  return run { root .. "/playbooks/rollback.lua", "last" }
end

function tests.a_run_on_this_machine_needs_no_site()
  check.in_folder(function(folder)
    local conf, before = folder .. "/ceph.conf", "[global]\nmon_host = 192.0.2.1 # the first monitor\n"
    fs.write(conf, before)
    check.equal(take_back(folder).status, 0)
    check.equal(fs.read(conf), before)
  end)
end

function tests.what_somebody_changed_since_stays()
  check.in_folder(function(folder)
    local conf = folder .. "/ceph.conf"
    fs.write(conf, "[global]\n")
    local result = take_back(folder, function() fs.write(conf, "[global]\n# mine\n") end)
    check.matches(result.stderr .. result.stdout, "somebody changed it")
    check.equal(fs.read(conf), "[global]\n# mine\n")
  end)
end

return tests
