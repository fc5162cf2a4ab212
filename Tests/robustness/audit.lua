-- Every function with options refuses one that it does not have, names what was meant, and takes all of its stub:
--   audit.lua FOLDER [CONF KEYRING]
--
-- FOLDER gets `found` and `counts`. Without CONF it runs in the sandbox, and leaves out what needs a cluster; with CONF
-- it looks at that only, on a cluster whose pool "fuzz" it may do anything to.
package.path = arg[0]:match "^(.*)/" .. "/?.lua;" .. package.path
local random_of = require "random"
local stubs = require "stubs"
local targets = require "targets"
local values = require "values"

local folder, conf, keyring = ...
local random = random_of(1)
local report <close> = assert(io.open(folder .. "/found", "w"))
local counts = { ok = 0, left = 0 }
if not conf then
  fs.make_directory "/tmp/fuzz/folder"
  fs.write("/tmp/fuzz/file", "content\n")
end
local handles = conf and targets.cluster_handles(conf, keyring) or targets.handles()
local maker = values.maker(random, handles)

-- What the functions that look at their other arguments first are content with.
local PLAUSIBLE = {
  string = "name", integer = 1, number = 1, boolean = true, table = {}, ["function"] = function() end, any = "name",
}

-- Of parameters that are looked at closely.
local NAMED = { request = { prefix = "fsid" }, spec = "fuzz/image" }

local function handle_of(kind)
  for _, handle in ipairs(handles) do
    if targets.type_of(handle) == kind then return handle end
  end
end

local function plausible(type_text)
  local kind = require("stubs.types").alternatives(type_text or "any")[1]
  local handle = handle_of(kind)
  if handle then return handle end
  if kind:find "%[%]$" then return { plausible((kind:gsub("%[%]$", ""))) } end
  if kind:find '^"' then return kind:match '^"(.*)"$' end
  if kind:find "^fun" then return PLAUSIBLE["function"] end
  if kind:find "^table" then return {} end
  return PLAUSIBLE[kind]
end

-- Calls with these options, and gives the error's text; "" if it was content.
local function try_options(target, given)
  local made, count = {}, 0
  if target.handle then
    made[1], count = handle_of(target.handle), 1
  end
  for _, parameter in ipairs(target.parameters) do
    count = count + 1
    local options = parameter.name ~= "..." and stubs.options(parameter)
    made[count] = options and given or NAMED[parameter.name] or plausible(parameter.type)
  end
  local text = ""
  pcall(tasks.timeout, 1, function()
    local ok, err = pcall(target.fn, table.unpack(made, 1, count))
    text = ok and "" or tostring(err)
  end)
  return text
end

local function options_of(target)
  for _, parameter in ipairs(target.parameters) do
    local options = parameter.name ~= "..." and stubs.options(parameter)
    if options and #options > 0 then return options end
  end
end

-- Whether it takes a handle that cannot be had here.
local function lacks_handle(target)
  for _, parameter in ipairs(target.parameters) do
    local kind = parameter.type
    local is_handle = kind and kind:find "^%l+%.%u" and not stubs.options(parameter)
    if is_handle and not handle_of(kind) then return true end
  end
  return false
end

local function audit(target)
  local options = options_of(target)
  if not options then return end
  if lacks_handle(target) then
    counts.left = counts.left + 1
    return
  end
  local problems = {}
  local text = try_options(target, { entirely_unknown = 1 })
  if not text:find "entirely_unknown" or not text:find "no such %a+" then
    problems[#problems + 1] = "takes an option that it does not have: " .. text
  end
  local first = options[1].name
  text = try_options(target, { [first .. "x"] = 1 })
  if not text:find "did you mean" and #first > 2 then
    problems[#problems + 1] = ("does not say what %sx was meant to be: %s"):format(first, text)
  end
  for _, option in ipairs(conf and {} or options) do
    text = try_options(target, { [option.name] = maker:typed(option.type) })
    if text:find "no such option" then
      problems[#problems + 1] = ("does not take its option %s: %s"):format(option.name, text)
    end
  end
  if #problems == 0 then counts.ok = counts.ok + 1 end
  for _, problem in ipairs(problems) do
    report:write(("%s %s\n"):format(target.name, problem:gsub("%c", " "):sub(1, 300)))
  end
end

local function takes_handle(target)
  if target.handle then return true end
  for _, parameter in ipairs(target.parameters) do
    if parameter.type and handle_of(parameter.type) then return true end
  end
  return false
end

local all = targets.functions()
table.move(targets.methods(handles), 1, 10000, #all + 1, all)
for _, target in ipairs(all) do
  if not conf or takes_handle(target) then audit(target) end
end
fs.write(folder .. "/counts", ("ok %d\nleft %d\n"):format(counts.ok, counts.left))
