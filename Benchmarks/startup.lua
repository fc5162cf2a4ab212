-- How long it takes to start, against what a script would use instead. The commands take turns, so that whatever else
-- the machine does meets all of them. Times are of whole processes, as their parent sees them.
--
--   cephlua Benchmarks/startup.lua [ROUNDS]          (default 25)

local fs = require "fs"
local process = require "process"
local statistics = require "statistics"

local rounds = math.tointeger((...)) or 25
local cephlua = fs.real_path "/proc/self/exe" -- this very program

local contenders = {
  { "/bin/true (the cost of measuring)", { "/bin/true" } },
  { "lua5.4 -e ''", { "lua5.4", "-e", "" } },
  { "cephlua -e 'return 1'", { cephlua, "-e", "return 1" } },
  { "cephlua: load ceph, rbd, libvirt", { cephlua, "-e", "return ceph.version(), rbd, libvirt" } },
  { "/usr/bin/python3 -c ''", { "/usr/bin/python3", "-c", "" } },
  { "/usr/bin/python3 -c 'import rados, rbd'", { "/usr/bin/python3", "-c", "import rados, rbd" } },
}

local times = {}
for round = 0, rounds do -- round 0 fills the page cache
  for index, contender in ipairs(contenders) do
    local seconds = process.run(contender[2]).seconds
    times[index] = times[index] or {}
    if round > 0 then table.insert(times[index], seconds * 1000) end
  end
end

local rows = {}
for index, contender in ipairs(contenders) do rows[index] = { contender[1], statistics.text(times[index]) } end
statistics.print({ "command", "median (lowest..highest) ms, " .. rounds .. " rounds" }, rows)
