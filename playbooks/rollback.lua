-- Takes a run back, a whole one or one that was interrupted: files, secrets, users and pools are as the run found them,
-- and services run on that. What somebody has changed since is left alone, and said. With --check it only says what it
-- would do.
return playbook {
  name = "rollback",
  summary = "Take a run of changes back",
  risk = "destroys",
  args = {
    run = { "string", "the run, as runs.lua calls it; a beginning will do, or: last", required = true, position = 1 },
    site = { "string", "site file; else the one that the run was made with" },
    limit = { "list", "only these hosts; also ceph, backup, openstack" },
    only = { "list", "only what these steps of the run changed" },
    fail_fast = { "boolean", "end with the first refusal or failure, rather than take the rest back" },
  },
  run = function(args)
    local rollback = require "rollback"
    local past = require("change.history").find(args.run)
    local path = args.site or past.header.site
    local site <close> = path and require("site").load(path)
    if past.header.profile then site:use_profile(past.header.profile) end
    return change.perform({
      name = "rollback", site = path, steps = rollback.steps(past), hosts = site and site:places(), limit = args.limit,
      only = args.only, fail_fast = args.fail_fast, destroys = true, proceeds = true,
      header = { undoes = past.id, profile = past.header.profile },
    }, function(run) rollback.pass(run, site, past) end)
  end,
}
