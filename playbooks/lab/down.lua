-- Takes the lab away: nothing of it stays but the cache of images.
local container = require "lab.container"
local lock = require "lab.lock"
local network = require "lab.network"
local paths_of = require "lab.paths"
local site = require "lab.site"
local tools = require "lab.tools"

return playbook {
  name = "lab-down",
  summary = "Remove the lab with all that is on it; the cache of images stays",
  risk = "destroys",
  args = paths_of.arguments,
  run = function(args)
    tools.check()
    local paths = paths_of.of(args)
    local _lock <close> = lock.take(paths)
    site.clear(paths)
    container.tidy()
    network.down(paths)
    local removed = fs.remove(paths.state, { recursive = true })
    log.info(removed and "the lab is down" or "there was no lab")
    return { removed = removed }
  end,
}
