-- `--read-only` for what Lua itself brings: the ways of `io` and `os` to change something. The program's own functions
-- are refused by their risk.
local errors = require "errors"

local function refuse(operation)
  return function(target)
    errors.raise {
      code = "EROFS", operation = operation, target = tostring(target or ""),
      message = "the session is read-only, and this writes", hint = "A session without --read-only can do it.",
    }
  end
end

for _, name in ipairs { "execute", "remove", "rename", "tmpname" } do os[name] = refuse("os." .. name) end
for _, name in ipairs { "popen", "output", "tmpfile" } do io[name] = refuse("io." .. name) end

local open = io.open
function io.open(path, mode, ...)
  if type(mode) == "string" and mode:find "[wa+]" then refuse "io.open"(path) end
  return open(path, mode, ...)
end
