-- A cgroup of its own for each host. Containers that share one see each other's units of the same name, and wait in
-- vain for their own.
local cgroups = {}

-- Roots of the hierarchies that systemd uses: a named one and the unified one beside it (v1), or the unified one alone.
local function roots()
  local found = {}
  for _, path in ipairs { "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified" } do
    if fs.exists(path .. "/cgroup.procs") then found[#found + 1] = path end
  end
  if #found == 0 then found[1] = "/sys/fs/cgroup" end
  return found
end

local function folders(name)
  -- An empty name would be the root, with every process of the machine in it.
  assert(name:find "^%w[%w_.-]+$", "not the name of a host's cgroup")
  local found = {}
  for _, root in ipairs(roots()) do found[#found + 1] = root .. "/" .. name end
  return found
end

function cgroups.make(name)
  local made = folders(name)
  for _, folder in ipairs(made) do fs.make_directory(folder) end
  return made
end

-- Calls `fn` for a folder and those in it, the innermost first.
local function walk(folder, fn)
  if not fs.exists(folder) then return end
  for _, entry in ipairs(fs.list(folder)) do
    if entry.type == "directory" then walk(folder .. "/" .. entry.name, fn) end
  end
  fn(folder)
end

-- The processes in it, those of inner cgroups too.
function cgroups.members(name)
  local found = {}
  for _, top in ipairs(folders(name)) do
    -- A cgroup may go while it is being looked at.
    pcall(walk, top, function(folder)
      for pid in (fs.read(folder .. "/cgroup.procs", { missing_ok = true }) or ""):gmatch "%d+" do
        found[math.tointeger(tonumber(pid))] = true
      end
    end)
  end
  local pids = {}
  for pid in pairs(found) do
    if pid > 1 then pids[#pids + 1] = pid end
  end
  table.sort(pids)
  return pids
end

-- Ends every process in it at once and waits until they are gone.
function cgroups.kill(name)
  tasks.wait_until(function()
    local pids = cgroups.members(name)
    for _, pid in ipairs(pids) do process.kill(pid, { signal = "KILL" }) end
    return #pids == 0
  end, { every = 0.1, timeout = 20, what = ("end of the processes of %s"):format(name) })
end

function cgroups.remove(name)
  for _, top in ipairs(folders(name)) do
    walk(top, function(folder) process.run { "rmdir", folder } end)
  end
end

return cgroups
