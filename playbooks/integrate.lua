--- Puts an OpenStack on a Ceph: Glance, Cinder and Nova keep their data on RBD.
---
--- A first pass only looks, at everything; if it finds a fault, nothing is written anywhere. Running it again changes
--- nothing and restarts nothing. `cephlua playbooks/verify.lua` then proves the result.
return playbook {
  name = "integrate",
  summary = "Put OpenStack (Glance, Cinder, Nova) on Ceph RBD",
  risk = "writes",
  args = {
    site = { "string", "site file; else $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua" },
    profile = { "string", "current or classic; else what the site file says" },
  },
  run = function(args)
    local mode = require "run"
    local integrate = require "integrate"
    local report = require "report"
    local site <close> = require("site").load(args.site)
    if args.profile then site:use_profile(args.profile) end

    local run = require("change").run { name = "integrate", report = report.live(mode) }
    run:pass "plan"
    integrate.pass(run, site)
    if #run.failures > 0 or run:count() == 0 or mode.check then return report.finish(run, mode) end

    run:pass "apply"
    integrate.pass(run, site)
    return report.finish(run, mode)
  end,
}
