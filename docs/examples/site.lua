-- A site file says which hosts there are, how they and the clusters are reached, and what shall be called what.
-- It is a Lua table and nothing else: it runs with no functions at hand. A misspelt key is an error.
--
-- The playbooks take the first of: --site FILE, $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua.
-- Only `hosts` is required; what is commented out below is the default.
return {
  name = "example",

  -- "current" writes what today's releases want, "classic" the procedure of 2016 to the letter.
  -- profile = "current",
  release = "zed",

  -- Any number of hosts. A host may have several roles:
  --   controller     glance-api, and the APIs of cinder and nova
  --   compute        nova-compute and libvirt
  --   blockstorage   cinder-volume, and cinder-backup
  -- `address` is what ssh is given; without it, the name. `user`, `port` and `sudo` here win over those under `ssh`.
  hosts = {
    controller1 = { address = "192.0.2.11", roles = { "controller" } },
    compute1 = { address = "192.0.2.21", roles = { "compute" } },
    compute2 = { address = "192.0.2.22", roles = { "compute" }, user = "admin", sudo = true },
    storage1 = { address = "192.0.2.31", roles = { "blockstorage" } },
  },

  -- Your own ssh is used, with your ~/.ssh/config, agent, jump hosts and known_hosts.
  ssh = {
    user = "root",
    -- key = "/root/.ssh/id_ed25519",
    -- config = "/root/.ssh/config",
    -- port = 22,
    -- sudo = false,          -- become root with `sudo -n`
    -- timeout = 10,
  },

  -- The cluster, as its administrator, from the machine that runs cephlua. No administrator's key goes to a host.
  ceph = {
    conf = "/etc/ceph/ceph.conf",
    keyring = "/etc/ceph/ceph.client.admin.keyring",
    -- user = "admin",
    -- timeout = 10,          -- seconds for the monitors to answer
  },

  -- Pools by their use. A pool that exists is taken as it is, if it is one for RBD; what is given here is set.
  pools = {
    images = { name = "images", pg_num = 32 },
    vms = { name = "vms", pg_num = 128, autoscale = "on" },
    volumes = { name = "volumes", pg_num = 128, size = 3 },
  },

  -- Ceph users of the services, without "client."; Nova is the same as Cinder.
  -- users = { glance = "glance", cinder = "cinder" },

  -- The UUID of the libvirt secret on every compute host. Without it the cluster's fsid: the same everywhere, and
  -- unlike that of any other cluster.
  -- secret_uuid = "ae3d9d0a-df88-4168-b292-c07cdc2d8f02",

  -- A second cluster that volumes are backed up to; without it there is no backup.
  backup = {
    conf = "/etc/ceph/remote.conf",
    keyring = "/etc/ceph/remote.client.admin.keyring",
    -- admin = "admin",       -- the administrator's name there
    pool = "backups",
    user = "cinder-backup",
    -- timeout = 10,
  },

  -- Whether the Ceph client packages are installed where they are missing.
  -- packages = { install = true },

  -- The cloud's administrator: an rc file, or a cloud of clouds.yaml. Needed by verify, and by integrate for the role
  -- that lets Nova free the volumes of deleted servers.
  openstack = { rc = "/root/admin-openrc" },
  -- openstack = { clouds = "/etc/openstack/clouds.yaml", cloud = "admin" },
}
