-- SSH to the hosts: a key pair for the lab, host keys that it makes itself, and so a known_hosts that is right from the
-- first connection on: host checking stays strict.
local topology = require "lab.topology"

local access = {}

local function make_key(path, comment)
  if not fs.exists(path) then
    process.run { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path }
  end
end

local config_head = [[
# Written by the lab.
Host *
  User root
  IdentityFile %s
  IdentitiesOnly yes
  UserKnownHostsFile %s
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  PasswordAuthentication no
  LogLevel ERROR
]]

local config_host = [[
Host %s %s
  HostName %s
  HostKeyAlias %s
]]

function access.prepare(paths)
  local keys = paths.ssh .. "/hostkeys"
  fs.make_directory(paths.ssh, { mode = "0700" })
  fs.make_directory(keys, { mode = "0700" })
  make_key(paths.ssh_key, "cephlua-lab")
  tasks.each(topology.hosts, function(each) make_key(keys .. "/" .. each.name, each.name) end)
  local known, config = {}, {}
  for _, each in ipairs(topology.hosts) do
    local key = fs.read(keys .. "/" .. each.name .. ".pub"):match "^%S+ %S+"
    known[#known + 1] = ("%s,%s %s\n"):format(each.name, each.address, key)
    config[#config + 1] = config_host:format(each.name, each.address, each.address, each.name)
  end
  local known_hosts = paths.ssh .. "/known_hosts"
  fs.write(known_hosts, table.concat(known))
  fs.write(paths.ssh_config, table.concat(config) .. config_head:format(paths.ssh_key, known_hosts))
end

-- Puts the lab's key and the host's own keys into a host's file system.
function access.install(paths, each, root)
  local own = paths.ssh .. "/hostkeys/" .. each.name
  fs.make_directory(root .. "/root/.ssh", { mode = "0700" })
  fs.write(root .. "/root/.ssh/authorized_keys", fs.read(paths.ssh_key .. ".pub"), { mode = "0600" })
  for _, entry in ipairs(fs.list(root .. "/etc/ssh")) do
    if entry.name:find "^ssh_host_" then fs.remove(root .. "/etc/ssh/" .. entry.name) end
  end
  fs.write(root .. "/etc/ssh/ssh_host_ed25519_key", fs.read(own, { secret = true }), { mode = "0600" })
  fs.write(root .. "/etc/ssh/ssh_host_ed25519_key.pub", fs.read(own .. ".pub"), { mode = "0644" })
end

-- Connects to a host, waiting while it boots.
function access.connect(paths, name, options)
  return host.connect(name, { ssh_config = paths.ssh_config, wait = options and options.wait or 30, timeout = 5 })
end

return access
