--- Puts an OpenStack on a Ceph: Glance, Cinder and Nova keep their data on RBD.
---
--- A first pass only looks, at everything; if it finds a fault, nothing is written anywhere. Running it again changes
--- nothing and restarts nothing. `cephlua playbooks/verify.lua` then proves the result;
--- `cephlua playbooks/rollback.lua` takes a run back.
return playbook {
  name = "integrate",
  summary = "Put OpenStack (Glance, Cinder, Nova) on Ceph RBD",
  risk = "writes",
  args = {
    site = { "string", "site file; else $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua" },
    profile = { "string", "what is written; else what the site file says", choices = { "current", "classic" } },
    limit = { "list", "only these hosts; also ceph, backup, openstack" },
    only = {
      "list", "only these steps",
      choices = { "pools", "users", "packages", "access", "configuration", "tokens", "services" },
    },
    fail_fast = { "boolean", "end with the first failure, rather than only the work on its host" },
  },
  run = function(args)
    local integrate = require "integrate"
    local site <close> = require("site").load(args.site)
    if args.profile then site:use_profile(args.profile) end
    return change.perform({
      name = "integrate", site = site.path, steps = integrate.steps, hosts = site:places(), limit = args.limit,
      only = args.only, fail_fast = args.fail_fast, header = { profile = site.profile },
    }, function(run) integrate.pass(run, site) end)
  end,
}
