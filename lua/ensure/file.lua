--- A file has this content, owner, group and mode.
---
--- The content may be a secret (it is then read, compared and written as one, and never shown), pending, or nil to
--- leave it as it is.
local arguments = require "arguments"
local change = require "change"
local diff = require "diff"

local function is_secret(content) return type(content) == "userdata" or change.is_pending(content) end

local kind = change.kind {
  name = "file",
  on = "host",
  atomic = true,
  probe = function(host, about)
    local found = host:find_file(about.path, { secret = about.secret })
    if not found then return nil end
    return { content = found.content, owner = found.owner, group = found.group, mode = found.permissions }
  end,
  undo = function(host, about, before)
    if not before then return host:remove(about.path) end
    host:write(about.path, before.content, { owner = before.owner, group = before.group, mode = before.mode })
  end,
}

return function(scope, host, path, content, attributes)
  arguments.check("ensure.file", "scope: change.Scope, host: any, path: string, content: any, attributes?: table",
    scope, host, path, content, attributes)
  attributes = attributes or {}
  local secret = is_secret(content)
  return scope:change {
    subject = path,
    kind = kind,
    target = host,
    about = { path = path, secret = secret },
    touches = path,
    probe_again = true,
    desired = function(before)
      return {
        content = content == nil and before and before.content or content,
        owner = attributes.owner or before and before.owner or "root",
        group = attributes.group or before and before.group or "root",
        mode = attributes.mode or before and before.mode or "0644",
      }
    end,
    detail = function(before, desired)
      local what = before and "change" or "create"
      return ("%s, %s:%s %s"):format(what, desired.owner, desired.group, desired.mode)
    end,
    diff = function(before, desired)
      if secret then return nil end
      return diff.unified(before and before.content, desired.content, { name = host.name .. ":" .. path })
    end,
    apply = function(_, desired)
      host:write(path, desired.content, { owner = desired.owner, group = desired.group, mode = desired.mode })
    end,
  }
end
