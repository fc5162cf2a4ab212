#!/usr/bin/env cephlua
-- Checks the documentation: every fenced lua block (in Markdown files and in the stubs) compiles and calls what there
-- is, every relative link
-- leads to a file, and the example of a site file is one that the playbooks take.

local checker = require "checker"
local markdown = require "stubs.markdown"

local root = (debug.getinfo(1, "S").source:match "^@(.*)scripts/[^/]*$") or "./"
local passed, failed = 0, 0

local function check(ok, place, message)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
    print(place .. ": " .. message)
  end
end

-- Every file under a folder of the project with one of the extensions, as paths from the project's folder.
local function files(folder, extension, found)
  found = found or {}
  for _, entry in ipairs(fs.list(root .. folder)) do
    local path = (folder == "" and "" or folder .. "/") .. entry.name
    if entry.type == "directory" then
      if not entry.name:find "^%." then files(path, extension, found) end
    elseif path:sub(-#extension) == extension then
      found[#found + 1] = path
    end
  end
  return found
end

-- The fenced lua blocks of a text whose lines may all begin with a prefix: list of { line, text }.
local function blocks(text, prefix)
  local found, block, number = {}, nil, 0
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do
    number = number + 1
    local content = line:sub(1, #prefix) == prefix and line:sub(#prefix + 1) or line == prefix:gsub("%s$", "") and ""
    if block and (not content or content:find "^```%s*$") then
      found[#found + 1] = { line = block.line, text = table.concat(block, "\n") }
      block = nil
    elseif block then
      block[#block + 1] = content
    elseif content and content:find "^```lua%s*$" then
      block = { line = number }
    end
  end
  return found
end

local function check_blocks(path, prefix)
  for _, block in ipairs(blocks(fs.read(root .. path), prefix)) do
    -- The chunk starts with as many empty lines as stand above the block: errors then name the line of the file.
    local chunk, message = load(("\n"):rep(block.line) .. block.text, "=" .. path, "t", {})
    check(chunk, path .. ":" .. block.line, message)
    for _, finding in ipairs(checker.check(block.text)) do
      -- An example may go on from what its text says: `cluster` is no mistake there.
      local place = ("%s:%d:%d"):format(path, block.line + finding.line, finding.column)
      if finding.rule ~= "global" and finding.rule ~= "syntax" then check(false, place, finding.message) end
    end
  end
end

-- The anchors of the headings in a Markdown file, as web forges make them.
local anchors = setmetatable({}, {
  __index = function(known, path)
    local found = {}
    local anchor_of = markdown.anchors()
    for heading in ("\n" .. fs.read(path)):gmatch "\n#+ +([^\n]*)" do found[anchor_of(heading)] = true end
    known[path] = found
    return found
  end,
})

-- A link leads to a file, or to a heading in one; other schemes are not followed.
local function check_links(path)
  local folder = path:match "^(.*/)" or ""
  local number, fenced = 0, false
  for line in (fs.read(root .. path) .. "\n"):gmatch "(.-)\n" do
    number = number + 1
    if line:find "^```" then fenced = not fenced end
    if not fenced then
      for target in line:gsub("`[^`]*`", ""):gmatch "%]%(([^)%s]+)%)" do
        if not target:find "^%a[%w+.-]*:" then
          local name, anchor = target:match "^([^#]*)#?(.*)$"
          local file = root .. (name == "" and path or folder .. name)
          local ok = fs.stat(file) and (anchor == "" or anchors[file][anchor])
          check(ok, path .. ":" .. number, "the link leads nowhere: " .. target)
        end
      end
    end
  end
end

local documents = files("docs", ".md")
for _, path in ipairs { "README.md", "CHANGELOG.md", "CONTRIBUTING.md" } do documents[#documents + 1] = path end
for _, path in ipairs(documents) do
  check_blocks(path, "")
  check_links(path)
end
for _, path in ipairs(files("lua/meta", ".lua")) do check_blocks(path, "--- ") end

-- The example is a site file.
local ok, problem = pcall(function() require("site").load(root .. "docs/examples/site.lua"):close() end)
check(ok, "docs/examples/site.lua", tostring(problem))

-- luacheck cannot read lua/globals.lua (it runs on an older Lua), so its list is a second one, kept the same.
local config = {}
assert(loadfile(root .. ".luacheckrc", "t", setmetatable(config, { __index = { files = {} } })))()
local listed, known = {}, {}
for _, name in ipairs(config.read_globals) do listed[name] = true end
local globals = require "globals"
for _, name in ipairs(globals.modules) do known[name] = true end
for name in pairs(globals.functions) do known[name] = true end
for name in pairs(globals.values) do known[name] = true end
for name in pairs(known) do check(listed[name], ".luacheckrc", "the global " .. name .. " is missing") end
for name in pairs(listed) do check(known[name], ".luacheckrc", "there is no global " .. name) end

print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0, true)
