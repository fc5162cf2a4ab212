--- Options of an INI file have these values: { section = { key = value } }. Every other byte stays.
--- One change a file, so that a service never sees half of them.
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

local function open(host, path)
  local text = host:read(path, { missing_ok = true })
  if not text then
    errors.raise {
      code = "ENOENT", operation = "configure", target = ("%s:%s"):format(host.name, path),
      message = "there is no such file",
      hint = "The service has to be installed and working before it is integrated.",
    }
  end
  return ini.parse(text, { name = ("%s:%s"):format(host.name, path) }), text
end

return function(scope, host, path, settings)
  local document
  return scope:change {
    subject = path,
    path = path,
    probe = function()
      local text
      document, text = open(host, path)
      return text
    end,
    desired = function(before)
      each(settings, document, function(section, key, value) document:set(section, key, value) end)
      return document.is_changed and document:text() or before
    end,
    detail = function()
      local count = 0
      each(settings, document, function() count = count + 1 end)
      return ("%d settings"):format(count)
    end,
    diff = function() return document:diff() end,
    apply = function(_, text) host:write(path, text) end,
  }
end
