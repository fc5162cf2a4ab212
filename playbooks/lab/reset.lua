-- Gives the lab back as it was when it had just been raised.
local fresh = require "lab.fresh"
local lock = require "lab.lock"
local paths_of = require "lab.paths"
local site = require "lab.site"
local steps = require "lab.steps"
local tools = require "lab.tools"

return playbook {
  name = "lab-reset",
  summary = "Throw away all that was done to the lab; it is factory-new in about a minute",
  risk = "destroys",
  args = paths_of.arguments,
  run = function(args)
    local started = clock.monotonic()
    tools.check()
    local paths = paths_of.of(args)
    if not fs.exists(paths.state) or not fresh.exists(paths) then
      fail {
        code = "ENOENT", operation = "lab.reset", target = paths.state, message = "there is no lab to reset",
        hint = "Raise it: cephlua playbooks/lab/up.lua",
      }
    end
    local _lock <close> = lock.take(paths)
    steps.run("clearing the hosts away", site.clear, paths)
    site.raise(paths)
    log.info(("the lab is as new after %.0f s"):format(clock.monotonic() - started))
    return { site = paths.site, state = paths.state }
  end,
}
