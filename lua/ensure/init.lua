--- Primitives for playbooks: each makes sure that something stands as it should, as one change.
--- All take the scope (run, step, host) first.
local ensure = {}

for _, part in ipairs { "packages", "file", "settings", "pool", "user", "secret", "service" } do
  ensure[part] = require("ensure." .. part)
end

return ensure
