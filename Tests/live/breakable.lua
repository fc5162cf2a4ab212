--- A cluster of one node whose daemons a test kills and starts, removed when the value is closed.
local lab = require "lab"
local cgroups = require "lab.cgroups"
local paths_of = require "lab.paths"
local single = require "lab.single"

local breakable = {}

local Cluster = {}
Cluster.__index = Cluster

local DAEMONS = {
  ["ceph-mon"] = { "ceph-mon", "-f", "-i", "a" },
  ["ceph-osd"] = { "ceph-osd", "-f", "-i", "0" },
}

local function playbook(self, action)
  local result = lab.cephlua {
    "--yes", lab.root .. "playbooks/lab/ceph.lua", action, "--state", self.state, "--port", tostring(self.port),
  }
  lab.expect_status(result, 0)
end

function Cluster:__close()
  self:signal("ceph-mon", "CONT")
  self:signal("ceph-osd", "CONT")
  playbook(self, "down")
  fs.remove(self.folder, { recursive = true })
end

--- The pid of a daemon; nil if it does not run.
function Cluster:pid(name)
  for _, pid in ipairs(cgroups.members(self.paths.name)) do
    local found = process.find(pid)
    if found and found.argv[1] and found.argv[1]:find(name, 1, true) then return pid end
  end
end

function Cluster:signal(name, signal)
  local pid = self:pid(name)
  return pid and process.kill(pid, { signal = signal })
end

function Cluster:kill(name)
  local pid = assert(self:pid(name), name .. " does not run")
  process.kill(pid, { signal = "KILL" })
  process.wait(pid, { timeout = 20 })
end

function Cluster:start(name) single.start(self.paths, DAEMONS[name]) end

function Cluster:command(request) return self.cluster:command(request) end

--- Takes away its room, or gives it back. OSDs look how full they are only now and then.
function Cluster:set_full(is_full)
  local scale = is_full and 0.0001 or 1
  for _, ratio in ipairs { { "nearfull", 0.85 }, { "backfillfull", 0.9 }, { "full", 0.95 } } do
    self:command { prefix = ("osd set-%s-ratio"):format(ratio[1]), ratio = ratio[2] * scale }
  end
end

function Cluster:is_full()
  for _, check in ipairs(self.cluster:health().checks) do
    if check.code == "OSD_FULL" or check.code == "POOL_FULL" then return true end
  end
  return false
end

--- All daemons run and have room again.
function Cluster:mend()
  for _, name in ipairs { "ceph-mon", "ceph-osd" } do
    if self:pid(name) then self:signal(name, "CONT") else self:start(name) end
  end
  self:set_full(false)
  tasks.wait_until(function()
    local ok, status = pcall(self.command, self, { prefix = "osd stat" })
    return ok and status.num_up_osds == 1 and not self:is_full() and (pcall(rbd.images, self.pool))
  end, { every = 0.3, timeout = 90, what = "the cluster to work again" })
end

--- Raises it, with an open `pool` of one copy.
---@param options { name: string, port: integer, pool: string }
function breakable.up(options)
  -- A folder of its own: it is closed when that of the tests is gone.
  local folder = fs.temporary_directory "cephlua-node-"
  local self = setmetatable({ folder = folder, state = folder .. "/" .. options.name, port = options.port }, Cluster)
  self.paths = paths_of.of { state = self.state, cache = paths_of.arguments.cache.default }
  playbook(self, "up")
  self.cluster = ceph.connect {
    conf = self.state .. "/client.conf", keyring = self.state .. "/etc/ceph.client.admin.keyring",
  }
  self.cluster:create_pool { name = options.pool, pg_num = 8, size = 1, autoscale = "off", application = "rbd" }
  self.pool = self.cluster:open_pool(options.pool)
  return self
end

return breakable
