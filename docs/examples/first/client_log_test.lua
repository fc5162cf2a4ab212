-- Tests of client-log.lua: `cephlua test docs/examples/first`.
local check = require "check"
local client_log = require "client_log"

local tests = {}

function tests.a_level_is_written_for_all_that_rbd_logs()
  local settings = client_log.settings("loud", "/tmp").client
  check.equal(settings.debug_rbd, "20/20")
  check.equal(settings.log_file, "/tmp/$cluster-$name.$pid.log")
end

function tests.an_unknown_level_is_refused()
  local err = check.raises("USAGE", client_log.settings, "lowd", "/tmp")
  check.matches(err.hint, "loud")
end

-- The whole playbook, on a file in a folder of its own.
function tests.a_second_run_changes_nothing()
  check.in_folder(function(folder)
    local conf, program = folder .. "/ceph.conf", fs.real_path "/proc/self/exe"
    fs.write(conf, "[global]\nmon_host = 192.0.2.1 # the first monitor\n")
    local source = debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$"
    local command = {
      program, "--yes", source .. "/client-log.lua", "quiet", "--conf", conf, "--folder", folder,
    }
    local env = { CEPHLUA_STATE = folder .. "/state" }
    host.here():run(command, { env = env })
    local text = fs.read(conf)
    check.matches(text, "mon_host = 192.0.2.1 # the first monitor\n")
    check.matches(text, "debug_rbd = 0/5\n")
    check.matches(host.here():run(command, { env = env }).stdout, "Nothing to do")
    check.equal(fs.read(conf), text)
  end)
end

return tests
