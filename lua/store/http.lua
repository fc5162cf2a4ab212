--- Images on a web server: they can be read, and never added or removed.
local errors = require "errors"
local http = require "http"

local Store = {}
Store.__index = Store

function Store.new(given)
  return setmetatable({ ca = given.ca, insecure = given.insecure, timeout = given.timeout }, Store)
end

function Store.get_schemes() return { "http", "https" } end

local function refuse(operation, url)
  errors.raise {
    code = "ENOTSUP", operation = operation, target = url, message = "a web server's images can only be read",
  }
end

local function options_of(self) return { ca = self.ca, insecure = self.insecure, timeout = self.timeout } end

function Store:get_size(url)
  local answer = http.head(url, options_of(self))
  return math.tointeger(answer.headers["content-length"]) or errors.raise {
    code = "ENODATA", operation = "ask for the size", target = url, message = "the server does not say the size",
  }
end

function Store:get(url, options)
  options = options or {}
  local at, last = options.offset or 0, self:get_size(url) - 1
  if options.length then last = math.min(last, at + options.length - 1) end
  return function()
    if at > last then return nil end
    local given = options_of(self)
    given.headers = { Range = ("bytes=%d-%d"):format(at, math.min(at + 8 * 1024 * 1024 - 1, last)) }
    local answer = http.get(url, given)
    if answer.status ~= 206 and (at > 0 or #answer.body ~= last + 1) then
      errors.raise {
        code = "ENOTSUP", operation = "read image", target = url, message = "the server gives no parts of files",
        hint = "Save it to a file as a whole: store:save(url, path).",
      }
    end
    at = at + #answer.body
    return answer.body
  end
end

function Store:save(url, path) return http.download(url, path, options_of(self)) end

function Store.add(_, id) refuse("add image", tostring(id)) end

function Store.delete(_, url) refuse("delete image", url) end

function Store.set_acls(_, url) refuse("set access lists", url) end

return require "store.checked"(Store)
