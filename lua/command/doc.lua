-- `cephlua doc`: what there is, and what it does, from the stubs.
local render = require "stubs.render"
local run = require "run"
local stubs = require "stubs"

local options = { width = run.width, color = run.color }

-- With --json the data is all that is wanted.
local function say(text)
  if not run.json then print(text) end
end

-- An entry as plain data, for `--json`: where it is declared instead of the file on this machine.
local function plain(entry)
  local data = {}
  for key, value in pairs(entry) do data[key] = value end
  data.file, data.line, data.page, data.place = nil, nil, nil, render.place(entry)
  data.signature = render.signature(entry)
  if entry.methods then
    data.methods = {}
    for position, each in ipairs(entry.methods) do data.methods[position] = plain(each) end
  end
  if entry.fields then
    data.fields = {}
    for position, each in ipairs(stubs.fields(entry)) do data.fields[position] = plain(each) end
  end
  if entry.examples and #entry.examples == 0 then data.examples = nil end
  return data
end

local function plain_list(entries)
  local list = {}
  for position, entry in ipairs(entries) do
    list[position] = {
      name = entry.name, kind = entry.kind, summary = entry.summary, signature = render.signature(entry),
    }
  end
  return list
end

local function first(entries, count) return table.move(entries, 1, math.min(count, #entries), 1, {}) end

-- The error for a name that nothing has, with what else it may have been.
local function unknown(name)
  local near = stubs.nearest(name)
  local found = first(stubs.search(name), 10)
  fail {
    code = "ENOENT", operation = "doc", target = name,
    message = "no such name" .. (near and (' (did you mean "%s"?)'):format(near) or ""),
    details = #found > 0 and render.list(found, { width = run.width }) or nil,
    hint = ("`cephlua doc` lists what there is; `cephlua doc --search %s` searches all texts."):format(name),
  }
end

local function show_search(words)
  local found = stubs.search(words)
  if #found == 0 then
    fail { code = "ENOENT", operation = "doc --search", target = words, message = "nothing has these words" }
  end
  local shown = first(found, run.verbose > 0 and #found or 30)
  say(render.list(shown, options))
  if #shown < #found then say(("… and %d more (-v shows them)"):format(#found - #shown)) end
  return plain_list(found)
end

-- Shows the best match, and names the others that fit as well.
local function show_name(name)
  local found = stubs.matches(name)
  if #found == 0 then unknown(name) end
  say(render.entry(found[1], options))
  local others = table.move(found, 2, #found, 1, {})
  if #others > 0 then
    say "\nThe same name:"
    say(render.list(first(others, 10), options))
  end
  return plain(found[1])
end

return playbook {
  name = "doc",
  summary = "Explain a module, a function, an object or a field",
  description = "Without a name: what there is. A name is written as in a script: rbd, rbd.open, image:flatten.",
  risk = "reads",
  args = {
    name = { "string", "what to explain", position = 1 },
    search = { "string", "list what has these words in its name or text" },
  },
  run = function(args)
    if args.search then return show_search(args.search) end
    if args.name then return show_name(args.name) end
    say(render.index(options))
    return plain_list(stubs.modules())
  end,
}
