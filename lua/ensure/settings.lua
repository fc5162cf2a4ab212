--- Options of an INI file have these values: { section = { key = value } }. Every other byte stays.
--- One change a file, so that a service never sees half of them.
local arguments = require "arguments"
local change = require "change"
local errors = require "errors"
local ini = require "ini"

local function sorted(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

--- A section may be a function of the document, where values depend on what is in it.
local function each(settings, document, visit)
  for _, section in ipairs(sorted(settings)) do
    local keys = settings[section]
    if type(keys) == "function" then keys = keys(document) end
    for _, key in ipairs(sorted(keys)) do visit(section, key, keys[key]) end
  end
end

local kind = change.kind {
  name = "settings",
  on = "host",
  atomic = true,
  probe = function(host, about)
    local text = host:read(about.path, { missing_ok = true })
    if text then return text end
    errors.raise {
      code = "ENOENT", operation = "configure", target = ("%s:%s"):format(host.name, about.path),
      message = "there is no such file",
      hint = "The service has to be installed and working before it is integrated.",
    }
  end,
  undo = function(host, about, before) host:write(about.path, before) end,
}

return function(scope, host, path, settings)
  arguments.check("ensure.settings", "scope: change.Scope, host: any, path: string, settings: table",
    scope, host, path, settings)
  local document
  return scope:change {
    subject = path,
    kind = kind,
    target = host,
    about = { path = path },
    touches = path,
    probe_again = true,
    desired = function(before)
      document = ini.parse(before, { name = ("%s:%s"):format(host.name, path) })
      each(settings, document, function(section, key, value) document:set(section, key, value) end)
      return document.is_changed and document:text() or before
    end,
    detail = function()
      local count = 0
      each(settings, document, function() count = count + 1 end)
      return ("%d settings"):format(count)
    end,
    diff = function() return document:diff() end,
    apply = function(before, text) host:write(path, text, { replacing = before }) end,
  }
end
