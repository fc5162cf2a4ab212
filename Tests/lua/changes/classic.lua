-- The step "configuration" of profile `classic`, on hosts whose /etc is a folder each: FOLDER/HOST/etc/…
local classic = require "integrate.classic"
local configuration = require "integrate.configuration"

local ROLES = { "controller", "blockstorage", "compute" }

-- This machine, with all paths below a folder.
local function host_in(folder, name)
  local here = host.here()
  return {
    name = name,
    read = function(_, path, options) return here:read(folder .. path, options) end,
    write = function(_, path, content, options) return here:write(folder .. path, content, options) end,
  }
end

return playbook {
  name = "classic",
  summary = "The settings of the recipe, for tests",
  args = { folder = { "path", "where", required = true } },
  run = function(args)
    local hosts = {}
    for _, role in ipairs(ROLES) do hosts[role] = { roles = { role } } end
    local values = { hosts = hosts, secret_uuid = "ae3d9d0a-df88-4168-b292-c07cdc2d8f02" }
    local site = require("site").make(values, args.folder)
    function site.connect(_, name) return host_in(args.folder .. "/" .. name, name) end
    local description = { name = "classic", steps = { "configuration" }, hosts = ROLES }
    return change.perform(description, function(run)
      run:each("configuration", site.hosts, function(entry) configuration(run, site, classic, entry) end)
    end)
  end,
}
