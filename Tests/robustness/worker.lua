-- Makes CALLS calls with random arguments, in the sandbox: worker.lua FOLDER SEED CALLS [FILTER [CONF]]
--
-- FOLDER gets `current`, the call under way (whoever finds this process dead or hung knows the culprit); `found`, a
-- line for each kind of finding; `counts`, at the end.
package.path = arg[0]:match "^(.*)/" .. "/?.lua;" .. package.path
local random_of = require "random"
local targets = require "targets"
local values = require "values"

local folder, seed, calls, filter, conf = ...
seed, calls = math.tointeger(seed), math.tointeger(calls)
if filter == "" then filter = nil end
if conf == "" then conf = nil end

local random = random_of(seed)
local error_meta = debug.getmetatable(errors.new { message = "x" })
local LONGEST, PATIENCE = 0.1, 15 -- seconds a call may wait, and by when it must have heard that it may not

local function described(value, depth)
  depth = depth or 0
  local kind = type(value)
  if kind == "string" then
    local text = #value > 60 and value:sub(1, 60) or value
    text = ("%q"):format(text):gsub("\\?\n", "\\n")
    text = text:gsub("[\x80-\xff]", function(c) return ("\\x%02x"):format(c:byte()) end)
    return #value > 60 and ("%s…(%d)"):format(text, #value) or text
  end
  if kind == "table" then
    if debug.getmetatable(value) then return "<table with a metatable>" end
    if depth > 2 then return "{…}" end
    local parts = {}
    for key, element in next, value do
      if #parts == 8 then
        parts[#parts + 1] = "…"
        break
      end
      parts[#parts + 1] = ("[%s] = %s"):format(described(key, depth + 1), described(element, depth + 1))
    end
    return "{ " .. table.concat(parts, ", ") .. " }"
  end
  if kind == "userdata" then return "<" .. tostring((debug.getmetatable(value) or {}).__name) .. ">" end
  if kind == "number" then return ("%q"):format(value) end
  if kind == "function" or kind == "thread" then return "<" .. kind .. ">" end
  return tostring(value)
end

local current <close> = assert(io.open(folder .. "/current", "w"))
current:setvbuf "full"

local function announce(text)
  current:seek "set"
  current:write(text, "\n", (" "):rep(200), "\n")
  current:flush()
end

local found = {}
local report <close> = assert(io.open(folder .. "/found", "w"))
report:setvbuf "line"

local function find(target, what, call)
  local kind = target.name .. ": " .. what:gsub("%d+", "N"):gsub("%c", " "):sub(1, 200)
  if found[kind] then return end
  found[kind] = true
  report:write(kind, "\n    ", call, "\n")
end

-- What raises whatever it is told to.
local RAISES = { fail = true, ["errors.raise"] = true }

-- An error object, or what an argument of ours raised. A mistake in the library is no less one for having got a code.
local function is_proper(target, err)
  if type(err) == "table" and debug.getmetatable(err) == error_meta then
    local text = rawget(err, "message")
    return rawget(err, "code") ~= "LUA" or RAISES[target.name] or text == "(error object is a table value)"
  end
  return err == values.raised
end

local counts = { ok = 0, raised = 0, stopped = 0, refused = 0 }

local function arguments(maker, target)
  local made, count = {}, 0
  local function add(value)
    count = count + 1
    made[count] = value
  end
  if target.handle then
    local own = {}
    for _, handle in ipairs(maker.handles) do
      if targets.type_of(handle) == target.handle then own[#own + 1] = handle end
    end
    if random:percent(5) then add(maker:any()) else add(random:pick(own)) end
  end
  for _, parameter in ipairs(target.parameters) do
    local options = parameter.name ~= "..." and require("stubs").options(parameter)
    if random:percent(4) then break end
    if options and random:percent(85) then
      add(maker:options(options))
    else
      add(maker:one(parameter.type))
    end
  end
  if #target.parameters == 0 then
    for _ = 1, random:below(3) - 1 do add(maker:any()) end
  end
  if random:percent(3) then add(maker:any()) end
  return made, count
end

local function call(maker, target)
  local made, count = arguments(maker, target)
  if not targets.may_call(target.name, made[1]) then
    counts.refused = counts.refused + 1
    return
  end
  local parts = {}
  for position = 1, count do parts[position] = described(made[position]) end
  local text = ("%s(%s)"):format(target.name, table.concat(parts, ", "))
  announce(text)
  local ok, err
  local began = clock.monotonic()
  local in_time = pcall(tasks.timeout, LONGEST, function()
    ok, err = pcall(target.fn, table.unpack(made, 1, count))
  end)
  local seconds = clock.monotonic() - began
  if seconds > PATIENCE then find(target, "it took too long to hear that it shall stop", text) end
  if not in_time then
    counts.stopped = counts.stopped + 1
  elseif ok then
    counts.ok = counts.ok + 1
  else
    counts.raised = counts.raised + 1
    if not is_proper(target, err) then find(target, "no error object: " .. tostring(err), text) end
  end
end

local function chosen(all)
  local list = {}
  for _, target in ipairs(all) do
    if not filter or target.name:find(filter) then list[#list + 1] = target end
  end
  return list
end

-- MiB of memory, and open files.
local function usage()
  collectgarbage()
  collectgarbage()
  return {
    memory = math.tointeger(fs.read("/proc/self/status"):match "VmRSS:%s+(%d+)") // 1024,
    files = #fs.list "/proc/self/fd",
  }
end

local function run()
  local functions = targets.functions()
  local half
  local done = 0
  while done < calls do
    -- A call may have made a folder that nobody may look into.
    process.run({ "chmod", "-R", "u+rwX", "/tmp" }, { check = false })
    for _, path in ipairs(fs.list "/tmp") do fs.remove("/tmp/" .. path.name, { recursive = true }) end
    fs.make_directory "/tmp/fuzz/folder"
    fs.write("/tmp/fuzz/file", "content\n")
    fs.link("/tmp/fuzz/link", "file")
    local handles = targets.handles(conf)
    local maker = values.maker(random, handles)
    local list = chosen(table.move(targets.methods(handles), 1, 10000, #functions + 1, { table.unpack(functions) }))
    if #list == 0 then error("nothing is called " .. filter) end
    for _ = 1, math.min(1000, calls - done) do
      call(maker, random:pick(list))
      done = done + 1
    end
    if done >= calls // 2 and not half then half = usage() end
  end
  counts.memory_half, counts.files_half = half.memory, half.files
  local last = usage()
  counts.memory_end, counts.files_end = last.memory, last.files
end

run()
announce "the end"
local names = {}
for name in pairs(counts) do names[#names + 1] = name end
local out <close> = assert(io.open(folder .. "/counts", "w"))
for _, name in ipairs(names) do out:write(name, " ", counts[name], "\n") end
for text in pairs(targets.missing) do out:write("missing ", text:gsub("%c", " "), "\n") end
