-- Wall time and CPU time of a command with everything it starts, also what outlives it (Ansible's ssh masters do): all
-- of that is in a control group of its own, and the kernel counts there.

local errors = require "errors"
local fs = require "fs"
local process = require "process"

local measure = {}

local Group = {}
Group.__index = Group

-- Where control groups of version 2 are, alone or beside those of version 1.
local function mount()
  for _, path in ipairs { "/sys/fs/cgroup", "/sys/fs/cgroup/unified" } do
    if fs.exists(path .. "/cgroup.procs") and fs.exists(path .. "/cgroup.controllers") then return path end
  end
  errors.raise {
    code = "ENOTSUP", operation = "measure", target = "/sys/fs/cgroup",
    message = "there are no control groups of version 2",
  }
end

--- A control group; close it when done, which ends what is left in it.
function measure.group(name)
  local path = ("%s/cephlua-%s-%d"):format(mount(), name, require("run").pid)
  fs.make_directory(path)
  return setmetatable({ path = path }, Group)
end

function Group:cpu() return tonumber(fs.read(self.path .. "/cpu.stat"):match "usage_usec (%d+)") / 1e6 end

--- Runs a command in the group. Gives wall and CPU time in seconds, and the result of `process.run`.
function Group:run(argv, options)
  local cpu = self:cpu()
  local enter = { "sh", "-c", 'echo $$ >"$0" && exec "$@"', self.path .. "/cgroup.procs" }
  local result = process.run(table.move(argv, 1, #argv, #enter + 1, enter), options)
  return result.seconds, self:cpu() - cpu, result
end

function Group:close()
  if not fs.exists(self.path) then return end
  for _, signal in ipairs { "TERM", "KILL" } do
    for pid in fs.read(self.path .. "/cgroup.procs"):gmatch "%d+" do
      process.kill(math.tointeger(pid), { signal = signal })
    end
    for _ = 1, 20 do
      if fs.read(self.path .. "/cgroup.procs") == "" then return fs.remove(self.path) end
      require("tasks").sleep(0.1)
    end
  end
end
Group.__close = Group.close

return measure
