-- Megabytes that ten thousand waiting tasks take.
local function resident() return math.tointeger(fs.read("/proc/self/status"):match "VmRSS:%s+(%d+)") end
local list, before, waiting, most = {}, resident(), 0, 0
for position = 1, 10000 do list[position] = position end
tasks.each(list, { limit = #list }, function()
  waiting = waiting + 1
  if waiting == #list then most = resident() end
  tasks.wait_until(function() return waiting == #list end, { every = 0.1 })
end)
print((most - before) * 1024 / 1e6)
