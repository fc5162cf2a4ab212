--- A cluster of one node for a benchmark, raised by playbooks/lab/ceph.lua and removed when the value is closed.
local cgroups = require "lab.cgroups"
local paths_of = require "lab.paths"

local node = {}

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local here = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".")

local Node = {}
Node.__index = Node

local function lab(self, action)
  process.run({
    cephlua, "--yes", here .. "/../playbooks/lab/ceph.lua", action,
    "--state", self.state, "--port", tostring(self.port),
  }, { timeout = 10 * minutes })
end

function Node:__close() lab(self, "down") end

--- The words of a command, with those that name the cluster at its end.
function Node:words(...)
  local all = {}
  for _, list in ipairs { ... } do table.move(list, 1, #list, #all + 1, all) end
  return table.move({ "--conf", self.conf, "--keyring", self.keyring }, 1, 4, #all + 1, all)
end

--- `rbd` with these words.
function Node:rbd(...) return self:words({ "rbd" }, { ... }) end

--- One of playbooks/rbd with these words.
function Node:playbook(name, ...)
  return self:words({ cephlua, ("%s/rbd/%s.lua"):format(node.playbooks, name) }, { ... })
end

--- CPU seconds that the OSD has used.
function Node:cpu()
  for _, pid in ipairs(cgroups.members(self.paths.name)) do
    local found = process.find(pid)
    if found and found.argv[1] and found.argv[1]:find("ceph-osd", 1, true) then
      -- Behind the name in parentheses: state, ten numbers, and the ticks in user and in system mode.
      local ticks = fs.read(("/proc/%d/stat"):format(pid)):match "%) %a (.*)"
      local fields = {}
      for number in ticks:gmatch "%-?%d+" do fields[#fields + 1] = tonumber(number) end
      return (fields[11] + fields[12]) / 100
    end
  end
  error "the OSD does not run"
end

--- How long an OSD waits before each operation, in seconds: a store has latency, which one in memory lacks.
function Node:delay(seconds)
  for name, value in pairs { probability = seconds > 0 and 1 or 0, duration = seconds } do
    self.cluster:command {
      prefix = "config set", who = "osd", name = "osd_debug_inject_dispatch_delay_" .. name, value = tostring(value),
    }
  end
  tasks.sleep(2) -- until the OSD has heard of it
end

--- Raises it: its files in `folder`, an open `pool` of one copy.
---@param options { folder: string, name: string, port: integer, pool: string }
function node.up(options)
  local self = setmetatable({ state = options.folder .. "/ceph-" .. options.name, port = options.port }, Node)
  self.conf, self.keyring = self.state .. "/client.conf", self.state .. "/etc/ceph.client.admin.keyring"
  self.paths = paths_of.of { state = self.state, cache = paths_of.arguments.cache.default }
  lab(self, "up")
  self.cluster = ceph.connect { conf = self.conf, keyring = self.keyring }
  self.cluster:create_pool { name = options.pool, pg_num = 8, size = 1, autoscale = "off", application = "rbd" }
  self.pool = self.cluster:open_pool(options.pool)
  return self
end

node.program, node.playbooks = cephlua, here .. "/../playbooks"
return node
