-- Where the lab keeps its things: a state folder that `down` removes, and a cache that outlives it.
local paths = {}

-- What every playbook of the lab takes.
paths.arguments = {
  state = { "path", "folder of the running lab", default = "/var/lib/cephlua-lab" },
  cache = { "path", "folder of the images that labs are made from", default = "/var/cache/cephlua-lab" },
}

function paths.of(args)
  local state = args.state
  return {
    state = state,
    cache = args.cache,
    name = state:match "([^/]+)/*$",
    hosts = state .. "/hosts",
    ssh = state .. "/ssh",
    ssh_config = state .. "/ssh/config",
    ssh_key = state .. "/ssh/key",
    ceph = state .. "/ceph",
    rc = state .. "/admin-openrc",
    site = state .. "/site.lua",
    base = state .. "/base", -- a file that names the fresh site that the hosts stand on
  }
end

return paths
