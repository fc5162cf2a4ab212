--- Reads the files of a service, or those that are named, for `ini.effective` and `ini.lint`.
local errors = require "errors"
local failure = require "failure"
local ini = require "ini.native"
local options = require "options"
local services = require "ini.services"

local reading = {}

--- Checks the options that both have: { service = … } or { files = … }, and the host, which is this one by default.
function reading.check(given, more, operation)
  given = options.check(given, "service: string, files: table, host: host.Host, " .. more, operation)
  if (given.service == nil) == (given.files == nil) then
    errors.raise {
      code = "USAGE", operation = operation, target = "options", message = 'either "service" or "files" is needed',
    }
  end
  for position, path in ipairs(given.files or {}) do
    if type(path) ~= "string" then
      errors.raise {
        code = "USAGE", operation = operation, target = 'option "files"',
        message = ("path expected at position %d, got %s"):format(position, type(path)),
      }
    end
  end
  local copy = {}
  for name, value in pairs(given) do copy[name] = value end
  copy.host = copy.host or require("host").here()
  return copy
end

-- What a file is called in messages: with its host, unless that is this machine.
local function name_of(host, path) return host.is_local and path or ("%s:%s"):format(host.name, path) end

--- The files with their documents: { path =, name =, from =, stat =, document = }. A file that does not parse, or
--- cannot be read, has an error object as its `problem` instead of a document.
function reading.files(given)
  local host, listed = given.host, {}
  if given.service then
    listed = services.files(host, given.service)
  else
    for i, path in ipairs(given.files) do listed[i] = { path = path, from = "named" } end
  end
  for _, file in ipairs(listed) do
    file.name = name_of(host, file.path)
    file.document, file.problem = failure.try(function()
      -- These files hold passwords: as a secret the text cannot come to light.
      local found = host:find_file(file.path, { secret = true }) or errors.raise {
        code = "ENOENT", operation = "read", target = file.name, message = "there is no such file",
      }
      file.stat = found
      return ini.parse(found.content, { name = file.name })
    end)
  end
  return listed
end

return reading
