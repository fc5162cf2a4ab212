-- What this machine's RBD clients write to their log: the settings, apart from the playbook so that they can be tested.
local client_log = {}

local levels = { quiet = "0/5", normal = "1/5", loud = "20/20" }

-- The settings of a ceph.conf for a level, as `ensure.settings` takes them.
function client_log.settings(level, folder)
  local value = levels[level]
  if not value then
    fail {
      code = "USAGE", operation = "client_log.settings", target = tostring(level), message = "no such level",
      hint = "Levels: quiet, normal, loud.",
    }
  end
  return {
    client = { debug_rbd = value, debug_objecter = value, log_file = folder .. "/$cluster-$name.$pid.log" },
  }
end

return client_log
