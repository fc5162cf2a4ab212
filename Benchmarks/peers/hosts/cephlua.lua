-- The job of Benchmarks/hosts.lua for cephlua: FOLDER, how many hosts.
local FOLDER, COUNT = arg[1], math.tointeger(arg[2])

local SETTINGS = {
  DEFAULT = { debug = false, workers = 4, transport_url = "rabbit://bus", enabled_backends = "ceph" },
  ceph = { rbd_pool = "volumes", rbd_user = "cinder", rbd_ceph_conf = "/etc/ceph/ceph.conf" },
  section_30 = { option_3 = "changed", option_5 = "changed", new_option = "new" },
}

local names = {}
for number = 1, COUNT do names[number] = ("host%d"):format(number) end

local open = {} -- by name; both passes use one connection, as those of a site do

local function work(run, name)
  local target = open[name] or host.connect(name, { ssh_config = FOLDER .. "/ssh_config", timeout = 60 })
  open[name] = target
  local root, scope = ("%s/%s"):format(FOLDER, name), run:on("job", name)
  ensure.settings(scope, target, root .. "/app.conf", SETTINGS)
  ensure.file(scope, target, root .. "/keyring", "[client.x]\n\tkey = none\n",
    { owner = "root", group = "daemon", mode = "0640" })
  local stat = target:stat(root)
  if not stat or stat.type ~= "directory" then fail { code = "ENOTDIR", operation = "job", target = root } end
end

change.perform({ name = "hosts", steps = { "job" }, hosts = names }, function(run)
  run:each("job", names, function(name) work(run, name) end)
end)

for _, target in pairs(open) do target:close() end
