-- What the lab consists of: the hosts of the classic recipe on its addresses, and a second cluster for backups.
local topology = {
  bridge = "cephlua-lab",
  gateway = "192.168.0.1",
  prefix = 24,
  network = "192.168.0.0/24",
  release = "zed",
  region = "regionOne",
  hosts = {
    { name = "controller", address = "192.168.0.121", image = "controller", role = "controller" },
    { name = "compute", address = "192.168.0.122", image = "compute", role = "compute" },
    { name = "blockstorage", address = "192.168.0.123", image = "blockstorage", role = "blockstorage" },
    { name = "node1", address = "192.168.0.131", image = "ceph", cluster = "main" },
    { name = "node2", address = "192.168.0.132", image = "ceph", cluster = "main" },
    { name = "node3", address = "192.168.0.133", image = "ceph", cluster = "main" },
    { name = "remote", address = "192.168.0.141", image = "ceph", cluster = "remote" },
  },
  -- `size` is what a pool gets that says nothing else: two copies show replication and write a third less than three.
  clusters = {
    { name = "main", size = 2, conf = "ceph.conf", keyring = "ceph.client.admin.keyring" },
    { name = "remote", size = 1, conf = "remote.conf", keyring = "remote.client.admin.keyring" },
  },
  -- The host that serves the Ceph client packages to the OpenStack hosts, which can reach no other source.
  repository = { host = "node1", folder = "/srv/ceph-packages", url = "http://192.168.0.131/" },
}

-- The hosts for which `test` is true, in their order.
function topology.select(test)
  local found = {}
  for _, host in ipairs(topology.hosts) do
    if test(host) then found[#found + 1] = host end
  end
  return found
end

function topology.find(name)
  return topology.select(function(host) return host.name == name end)[1]
end

function topology.with_role(role)
  return topology.select(function(host) return host.role == role end)
end

function topology.in_cluster(cluster)
  return topology.select(function(host) return host.cluster == cluster end)
end

return topology
