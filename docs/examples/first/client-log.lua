#!/usr/bin/env cephlua
-- Sets how much the RBD clients of this machine log.
local client_log = require "client_log"

return playbook {
  name = "client-log",
  summary = "Set how much the RBD clients of this machine log",
  description = "Guests that run already keep their level until they are migrated or started anew.",
  risk = "writes",
  args = {
    level = { "string", "how much", choices = { "quiet", "normal", "loud" }, required = true, position = 1 },
    conf = { "path", "the clients' configuration", default = "/etc/ceph/ceph.conf" },
    folder = { "path", "where the logs go", default = "/var/log/ceph" },
  },
  run = function(args)
    local here = host.here()
    return change.perform({ name = "client-log" }, function(run)
      local scope = run:on("logging", "localhost")
      ensure.settings(scope, here, args.conf, client_log.settings(args.level, args.folder))
    end)
  end,
}
