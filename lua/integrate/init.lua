--- Puts OpenStack on Ceph: the recipe, as changes.
local access = require "integrate.access"
local cluster = require "integrate.cluster"
local configuration = require "integrate.configuration"
local packages = require "integrate.packages"
local services = require "integrate.services"
local tasks = require "tasks"
local tokens = require "integrate.tokens"

local integrate = {}

--- Its steps, in order.
integrate.steps = { "pools", "users", "packages", "access", "configuration", "tokens", "services" }

--- The profiles, by name.
integrate.profiles = { current = require "integrate.current", classic = require "integrate.classic" }

--- One pass over everything. Hosts are worked on at the same time; packages are installed while pools are made.
function integrate.pass(run, site)
  local profile = integrate.profiles[site.profile]
  local function on_each(step, body, options)
    run:each(step, site.hosts, function(entry) body(run, site, entry) end, options)
  end

  run:phase("cluster and packages", function()
    tasks.all {
      function() cluster(run, site, profile) end,
      function() on_each("packages", packages) end,
    }
  end)
  run:phase("access", function()
    on_each("access", function(_, _, entry) access.files(run, site, profile, entry) end)
    run:each("access", site:hosts_with "compute", function(entry) access.secret(run, site, entry) end)
  end)
  run:phase("configuration", function()
    on_each("configuration", function(_, _, entry) configuration(run, site, profile, entry) end)
    if profile.name == "current" then run:each("tokens", { "openstack" }, function() tokens(run, site) end) end
  end)
  -- Also where a step failed: no host is left with new files and old processes.
  run:phase("services", function() on_each("services", services, { also_failed = true }) end)
end

return integrate
