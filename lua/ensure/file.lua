--- A file has this content, owner, group and mode.
---
--- The content may be a secret (it is then read, compared and written as one, and never shown), change.PENDING, or nil
--- to leave it as it is.
local change = require "change"
local diff = require "diff"

local function is_secret(content) return type(content) == "userdata" or content == change.PENDING end

return function(scope, host, path, content, attributes)
  local secret = is_secret(content)
  return scope:change {
    subject = path,
    path = path,
    probe = function()
      local stat = host:stat(path, { follow = true })
      if not stat then return nil end
      local present = host:read(path, { secret = secret })
      return { content = present, owner = stat.owner, group = stat.group, mode = stat.permissions }
    end,
    desired = function(before)
      return {
        content = content,
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
