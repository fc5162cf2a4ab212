-- Raises the lab: a disposable site of six hosts, and a second Ceph cluster for backups.
local fresh = require "lab.fresh"
local layers = require "lab.layers"
local lock = require "lab.lock"
local network = require "lab.network"
local access = require "lab.access"
local paths_of = require "lab.paths"
local repository = require "lab.repository"
local site = require "lab.site"
local tools = require "lab.tools"

return playbook {
  name = "lab-up",
  summary = "Raise the lab: OpenStack on three hosts and Ceph on three more, not integrated yet",
  risk = "destroys",
  args = paths_of.arguments,
  run = function(args)
    local started = clock.monotonic()
    tools.check()
    local paths = paths_of.of(args)
    local _lock <close> = lock.take(paths)
    network.up(paths) -- before all else: it knows whether another lab is up
    fs.make_directory(paths.state, { mode = "0700" })
    do
      local _cache <close> = lock.take_cache(paths)
      layers.ensure(paths, { "ceph", "controller", "compute", "blockstorage" })
      repository.ensure(paths)
      if not fresh.exists(paths) then
        site.clear(paths)
        access.prepare(paths)
        fresh.make(paths)
      end
      layers.prune(paths, { fresh.path(paths), repository.path(paths) })
    end
    site.raise(paths)
    log.info(("the lab is up after %.0f s; its site file is %s"):format(clock.monotonic() - started, paths.site))
    return { site = paths.site, state = paths.state }
  end,
}
