-- The stubs as data: what the reader finds in a text, and what is found by name and by words.
local check = require "check"
local reader = require "stubs.reader"
local stubs = require "stubs"
local types = require "stubs.types"

local tests = {}

local example = [[
---@meta vault
error "a meta file is read by editors, not by Lua"

--- Vaults: opening
--- and closing. They are kept.
---
--- More about them.
---@class vault
local vault = {}

--- A vault.
---@class vault.Vault: vault.Base
---@field name string        # what it is called
---@field kind? "big"|"small"
local Vault = {}

---@class vault.Options
---@field size integer|string # bytes

---@alias vault.Visit fun(a: integer, b: { c: string }): any

--- Open a vault.
---
--- Raises: ENOENT (no such vault),
---         EACCES
--- Yields: yes
--- Risk:   writes      CLI: vault
--- C:      vault_open
---         vault_ready      CLI: vault open
---
--- ```lua
--- vault.open("a", { size = 1 })
--- ```
---@param name string
---@param options? { size?: integer|string, how: table<string, any>, visit: fun(): any } # `size` in it; `how`: ways
---@param ... any
---@return vault.Vault? vault # nil: none
---@return { n: integer }[]
function vault.open(name, options, ...) end

function Vault:close() end
]]

local function read()
  local found = {}
  for _, entry in ipairs(reader.read(example, "vault.lua", "vault")) do found[entry.name] = entry end
  return found
end

function tests.a_module_has_summary_and_text()
  local module = read().vault
  check.equal(module.kind, "module")
  check.equal(module.summary, "Vaults: opening and closing.")
  check.equal(module.text, "Vaults: opening\nand closing. They are kept.\n\nMore about them.")
  check.equal(module.line, 8)
end

function tests.a_class_has_fields_methods_and_parents()
  local class = read()["vault.Vault"]
  check.equal(class.parents, { "vault.Base" })
  check.equal(class.is_record, false)
  check.equal(class.methods[1].name, "vault.Vault:close")
  local name, kind = class.fields[1], class.fields[2]
  check.equal({ name.name, name.type, name.text }, { "vault.Vault.name", "string", "what it is called" })
  check.equal(name.optional, false)
  check.equal({ kind.member, kind.type, kind.optional }, { "kind", '"big"|"small"', true })
  check.equal(read()["vault.Options"].is_record, true)
end

function tests.a_function_has_its_labelled_lines_and_examples()
  local open = read()["vault.open"]
  check.equal({ open.owner, open.member, open.separator }, { "vault", "open", "." })
  check.equal({ open.raises, open.yields, open.risk }, { "ENOENT (no such vault), EACCES", "yes", "writes" })
  check.equal({ open.c, open.cli }, { "vault_open vault_ready", "vault vault open" })
  check.equal({ open.text, open.examples }, { "Open a vault.", { 'vault.open("a", { size = 1 })' } })
end

function tests.a_function_has_parameters_options_and_returns()
  local open = read()["vault.open"]
  local names = {}
  for position, each in ipairs(open.parameters) do names[position] = each.name end
  check.equal(names, { "name", "options", "..." })
  local options = open.parameters[2]
  check.equal(options.optional, true)
  check.equal({ options.fields[1].name, options.fields[1].optional, options.fields[1].text }, { "size", true, "in it" })
  check.equal({ options.fields[2].type, options.fields[2].text }, { "table<string, any>", "ways" })
  check.equal(options.fields[3].type, "fun(): any")
  check.equal(open.returns[1], { type = "vault.Vault?", name = "vault", text = "nil: none" })
  check.equal(open.returns[2], { type = "{ n: integer }[]", text = "" })
end

function tests.a_type_ends_where_its_line_goes_on()
  check.equal({ types.take "fun(): string? pieces  # for" }, { "fun(): string?", "pieces  # for" })
  check.equal({ types.take "fun(a: b): any, { c?: integer }?  # x" }, { "fun(a: b): any, { c?: integer }?", "# x" })
  check.equal({ types.take [["a b"|'c' | string name]] }, { [["a b"|'c' | string]], "name" })
  check.equal(types.alternatives "string|{ a: b|c }?", { "string", "{ a: b|c }" })
end

-- Names of the first few of a list of entries.
local function names(entries)
  local found = {}
  for position = 1, math.min(3, #entries) do found[position] = entries[position].name end
  return found
end

function tests.a_name_is_found_as_people_write_it()
  check.equal(names(stubs.matches "rbd"), { "rbd" })
  check.equal(names(stubs.matches "ceph.connect"), { "ceph.connect" })
  check.equal(names(stubs.matches "rbd.Image"), { "rbd.Image" })
  check.equal(names(stubs.matches "Image:flatten"), { "rbd.Image:flatten" })
  check.equal(names(stubs.matches "image.snapshots"), { "rbd.Image:snapshots" })
  check.equal(names(stubs.matches "flatten()"), { "rbd.Image:flatten" })
  check.equal(names(stubs.matches "h:install"), { "host.Host:install" })
  check.equal(names(stubs.matches "Image"), { "openstack.Image", "rbd.Image" })
  check.equal(names(stubs.matches "nothing_like_it"), {})
end

function tests.words_find_what_they_fit_to_best_first()
  check.equal(names(stubs.search "flatten")[1], "rbd.Image:flatten")
  check.equal(names(stubs.search "rbd_flatten_with_progress"), { "rbd.Image:flatten", "rbd.flatten_many" })
  check.equal(names(stubs.search "ETIMEDOUT monitor")[1] ~= nil, true)
  check.equal(names(stubs.search "no_such_word"), {})
end

function tests.options_are_those_of_the_class_and_of_what_it_is_made_of()
  local known = {}
  for _, option in ipairs(stubs.options(stubs.find("rbd.import").parameters[3])) do known[option.name] = true end
  check.equal({ known.from, known.verify, known.features }, { true, true, true })
  check.equal(stubs.options(stubs.find("rbd.import").parameters[1]), nil)
end

-- What is in no entry, is in no help: nothing in the stubs is passed over.
function tests.every_declaration_of_every_stub_is_read()
  local folder = package.path:match "^(.-)/%?%.lua" .. "/meta/"
  local expected, found = 0, 0
  for _, entry in ipairs(stubs.entries()) do
    if entry.kind == "function" then found = found + 1 end
  end
  local function count(below)
    for _, entry in ipairs(fs.list(below)) do
      if entry.type == "directory" then
        count(below .. entry.name .. "/")
      else
        for _ in ("\n" .. fs.read(below .. entry.name)):gmatch "\nfunction " do expected = expected + 1 end
      end
    end
  end
  count(folder)
  check.equal(found, expected)
  for _, module in ipairs(stubs.modules()) do assert(module.summary ~= "", module.name) end
  for _, entry in ipairs(stubs.entries()) do
    if entry.kind == "function" then assert(entry.summary ~= "" and entry.risk, entry.name) end
  end
end

return tests
