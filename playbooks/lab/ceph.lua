-- A bare Ceph cluster on loopback ports: enough for whatever needs RADOS and RBD only.
local layers = require "lab.layers"
local lock = require "lab.lock"
local paths_of = require "lab.paths"
local single = require "lab.single"
local tools = require "lab.tools"

return playbook {
  name = "lab-ceph",
  summary = "Start or remove a single-node Ceph cluster on this machine's loopback",
  risk = "destroys",
  args = {
    action = { "string", "what to do", default = "up", choices = { "up", "down" }, position = 1 },
    state = { "path", "folder of the running cluster", default = "/var/lib/cephlua-ceph" },
    cache = paths_of.arguments.cache,
    port = { "integer", "first of the forty ports it uses", default = 40300 },
  },
  run = function(args)
    tools.check()
    local paths = paths_of.of(args)
    local _lock <close> = lock.take(paths)
    if args.action == "down" then
      local removed = single.down(paths)
      log.info(removed and "the cluster is removed" or "there was no cluster")
      return { removed = removed }
    end
    do
      local _cache <close> = lock.take_cache(paths)
      layers.ensure(paths, { "ceph" })
    end
    single.up(paths, args.port)
    log.info("the cluster is up; its files are in " .. paths.state)
    return { conf = paths.state .. "/client.conf", keyring = paths.state .. "/etc/ceph.client.admin.keyring" }
  end,
}
