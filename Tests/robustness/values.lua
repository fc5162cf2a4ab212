-- Values to call functions with: what nobody should pass and somebody will, and what the stub asks for.
local types = require "stubs.types"

local values = {}

-- What hostile functions and metamethods raise: whoever calls them may let it through.
values.raised = setmetatable({}, { __tostring = function() return "raised by an argument" end })
local function raise() error(values.raised) end

local integers = {
  0, 1, -1, 2, 3, 7, 16, 255, 256, 4096, 65535, 65536, 1 << 31, (1 << 31) - 1, -(1 << 31), 1 << 32, 1 << 53, 1 << 62,
  math.maxinteger, math.mininteger, 8 << 20, 100000,
}
local numbers = { 0.5, -0.5, -0.0, 0 / 0, 1 / 0, -1 / 0, 1e308, -1e308, 5e-324, 2.0 ^ 53, 2.0 ^ 63, 1.0, 3.0 }

local words = {
  "", " ", "a", "A", "name", "vms", "rbd", "vm-1", "vms/vm-1", "vms/vm-1@snap", "@", "/", "//", ".", "..",
  "../..", "-", "--help", "-o", "*", "?", "%s%n%d", "$(id)", "`id`", "; id", "'", '"', "\\", "\n", "\r\n", "\t",
  "\0", "a\0b", "\xff\xfe", "\xc3", "\xed\xa0\x80", "\u{1F600}", "e\u{301}", "\27[31m", "10G", "-1G", "1e400s",
  "90s", "0", "1", "-1", "0x10", "1.5", "NaN", "inf", "nil", "true", "99999999999999999999G", "0.0000001ms",
  "[a]\nb = c\n", "[a", "= b", "k = v", "[a]\n[a]\nx\n", "<domain/>", "<a><b>", "{", "{}", "[]",
  '{"a":[1,null]}', '"\\ud800"', "localhost", "root@localhost", "127.0.0.1:1", "http://127.0.0.1:1/",
  "http://[::1", "file:///etc/passwd", "qemu:///nowhere", "test:///default", "test:///nowhere", "ENOENT",
  "EBUSY", "sha256", "md5", "reads", "pretty", "size", "info", "client.admin", "mon allow r",
  "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "sh", "true", "false", "/bin/true", "/proc/self/mem", "/dev/null",
  "/dev/zero/x", "/tmp", "/tmp/fuzz", "/tmp/fuzz/file", "/tmp/fuzz/folder", "/tmp/fuzz/link",
  "/tmp/fuzz/none/none", "/etc/hostname", "/nonexistent", ("/x"):rep(3000), ("x"):rep(300), ("x"):rep(70000),
  ("\0"):rep(5000), ("{"):rep(5000), ("["):rep(5000), ("<a>"):rep(2000), ("a=b\n"):rep(3000),
}

local function nested(depth)
  local outer = {}
  local inner = outer
  for _ = 1, depth do
    inner[1] = {}
    inner = inner[1]
  end
  return outer
end

local function cyclic()
  local t = { 1 }
  t[2], t.self = t, t
  return t
end

local hostile = {
  function() return nested(60) end,
  function() return nested(200) end,
  function() return nested(4000) end,
  cyclic,
  function() return setmetatable({}, { __index = raise, __len = raise, __pairs = raise, __newindex = raise }) end,
  function()
    local function index(_, key) return key ~= 1000 and "x" or nil end
    return setmetatable({ "a" }, { __index = index, __len = function() return 999 end })
  end,
  function()
    return setmetatable({}, { __len = function() return "no number" end, __tostring = function() return 1 end })
  end,
  function()
    return setmetatable({}, { __name = "Error", __tostring = raise, __eq = raise, __lt = raise, __concat = raise })
  end,
  function() return setmetatable({}, { __call = raise, __close = raise, __gc = function() end }) end,
  function() return setmetatable({ code = 1, message = {}, cause = 1 }, getmetatable(errors.new { message = "x" })) end,
  function()
    local err = errors.new { message = "x" }
    rawset(err, "cause", err)
    return err
  end,
  function() return errors.new { message = "x", code = "ENOENT", operation = "o", target = "t" } end,
  function() return { [1] = "a", [3] = "c", n = 3 } end,
  function() return { [0] = 1, [-1] = 2, [1.5] = 3, [true] = 4 } end,
  function() return { [{}] = 1, [print] = 2 } end,
  function() return { [math.maxinteger] = 1, [math.mininteger] = 2 } end,
  function() return { ["\xff"] = 1, ["a\0b"] = 2, [""] = 3 } end,
  function()
    local list = {}
    for position = 1, 20000 do list[position] = position end
    return list
  end,
  function() return { "sh", "\0", "a" } end,
  function() return { function() end, coroutine.create(print), io.stdout } end,
  function() return coroutine.create(function() end) end,
  function() return coroutine.running() end,
  function() return io.stdout end,
  function() return io.tmpfile end,
  function() return raise end,
  function() return function() return nil end end,
  function() return function(...) return ... end end,
  function() return function() tasks.sleep(0.001) end end,
  function() return json.null end,
  function() return json.empty_list end,
  function() return table.move({}, 1, 0, 1, { print = print, io = io, _G = {} }) end,
}

local Maker = {}
Maker.__index = Maker

-- Makes values; `handles` is a list of objects, closed ones among them.
function values.maker(random, handles) return setmetatable({ random = random, handles = handles }, Maker) end

function Maker:string()
  local random = self.random
  if random:percent(85) then return random:pick(words) end
  local bytes = {}
  for position = 1, random:below(40) - 1 do bytes[position] = string.char(random:below(256) - 1) end
  return table.concat(bytes)
end

function Maker:list(make)
  local list = {}
  for position = 1, self.random:below(5) - 1 do list[position] = make() end
  return list
end

function Maker:record(make)
  local record = {}
  for _ = 1, self.random:below(4) do record[self:string()] = make() end
  return record
end

-- Anything at all.
function Maker:any(depth)
  depth = depth or 0
  local choice = self.random:below(depth > 2 and 6 or 10)
  if choice == 1 then return nil end
  if choice == 2 then return self.random:percent(50) end
  if choice == 3 then return self.random:pick(integers) end
  if choice == 4 then return self.random:pick(numbers) end
  if choice <= 6 then return self:string() end
  if choice == 7 then return self:list(function() return self:any(depth + 1) end) end
  if choice == 8 then return self:record(function() return self:any(depth + 1) end) end
  if choice == 9 then return self.random:pick(hostile)() end
  return self.random:pick(self.handles)
end

-- A value of a type as stubs write it; anything for types it knows nothing of.
function Maker:typed(type)
  local kind = self.random:pick(types.alternatives(type or "any")) or "any"
  local element = kind:match "^(.*)%[%]$"
  if element then return self:list(function() return self:typed(element) end) end
  if kind:find "^table<" or kind == "table" then return self:record(function() return self:any(2) end) end
  if kind:find '^"' then return kind:match '^"(.*)"$' end
  if kind:find "^fun" or kind == "function" then return function(...) return ... end end
  if kind == "string" then return self:string() end
  if kind == "integer" then return self.random:pick(integers) end
  if kind == "number" then return self.random:pick(self.random:percent(50) and integers or numbers) end
  if kind == "boolean" then return self.random:percent(50) end
  if kind == "nil" then return nil end
  if kind:find "^%u" or kind:find "%.%u" then return self.random:pick(self.handles) end
  return self:any()
end

-- An options table: some of the options there are, now and then one that there is not.
function Maker:options(options)
  local made = {}
  for _, option in ipairs(options) do
    if self.random:percent(30) then made[option.name] = self:one(option.type) end
  end
  if self.random:percent(5) then made[self:string()] = self:any() end
  return made
end

-- What the type asks for, or anything.
function Maker:one(type)
  if self.random:percent(60) then return self:typed(type) end
  return self:any()
end

return values
