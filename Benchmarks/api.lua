-- What the programming interface costs: a native call from Lua, against a C function that Lua 5.4 calls and against the
-- same in Python; and the memory of ten thousand tasks. No cluster is needed. Starting is measured in startup.lua.
--
--   cephlua Benchmarks/api.lua [ROUNDS]          (default 7)

local statistics = require "statistics"

local rounds = math.tointeger((...)) or 7
local cephlua = fs.real_path "/proc/self/exe" -- this very program
local peers = (debug.getinfo(1, "S").source:match "^@(.*/)" or "./") .. "peers/api"
local python = "/usr/bin/python3"
local folder = fs.temporary_directory "api"
local _folder <close> = setmetatable({}, { __close = function() fs.remove(folder, { recursive = true }) end })

-- A C function as Lua's manual has them, compiled for the lua5.4 of this machine.
process.run {
  "cc", "-O2", "-shared", "-fPIC", "-I/usr/include/lua5.4", "-o", folder .. "/plain.so", peers .. "/plain.c",
}

local function lua_with(module) return { "env", "LUA_CPATH=" .. folder .. "/?.so", "lua5.4", peers .. module } end

-- Each prints a number.
local contenders = {
  { "C function in lua5.4: the clock, ns a call", lua_with "/plain.lua" },
  { "cephlua: clock.monotonic(), ns a call", { cephlua, peers .. "/clock.lua" } },
  { "Python: time.monotonic(), ns a call", { python, peers .. "/api.py", "clock" } },
  { "cephlua: ceph.version(), ns a call", { cephlua, peers .. "/version.lua" } },
  { "Python: rados.Rados().version(), ns a call", { python, peers .. "/api.py", "version" } },
  { "cephlua: 10,000 tasks, MB", { cephlua, peers .. "/tasks.lua" } },
  { "Python: 10,000 asyncio tasks, MB", { python, peers .. "/api.py", "asyncio" } },
  { "Python: 10,000 threads, MB", { python, peers .. "/api.py", "threads" } },
}

local numbers = {}
for _ = 1, rounds do -- they take turns, so that whatever else the machine does meets all of them
  for index, contender in ipairs(contenders) do
    numbers[index] = numbers[index] or {}
    local result = process.run(contender[2], { check = false })
    local number = tonumber(result.stdout)
    if number then table.insert(numbers[index], number) end
  end
end

local rows = {}
for index, contender in ipairs(contenders) do
  rows[index] = { contender[1], #numbers[index] > 0 and statistics.text(numbers[index], "%.0f") or "does not run here" }
end
statistics.print({ "what", "median (lowest..highest), " .. rounds .. " rounds" }, rows)
