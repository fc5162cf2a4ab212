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

local function on_each(run, site, step, body, options)
  run:each(step, site.hosts, function(entry) body(run, site, entry) end, options)
end

local function secrets(run, site)
  run:each("access", site:hosts_with "compute", function(entry) access.secret(run, site, entry) end)
end

local function roles_of_tokens(run, site, profile)
  if profile.name == "current" then run:each("tokens", { "openstack" }, function() tokens(run, site) end) end
end

-- Only looking: nothing has to wait for anything, except services, which ask what else changes on their host.
local function look(run, site, profile)
  run:phase("everything but services", function()
    tasks.all {
      function() cluster(run, site, profile) end,
      function() secrets(run, site) end,
      function() roles_of_tokens(run, site, profile) end,
      function() on_each(run, site, "packages", packages) end,
      function() on_each(run, site, "access", function(_, _, entry) access.files(run, site, profile, entry) end) end,
      function()
        on_each(run, site, "configuration", function(_, _, entry) configuration(run, site, profile, entry) end)
      end,
    }
  end)
  run:phase("services", function() on_each(run, site, "services", services) end)
end

-- Each step ends on all hosts before the next begins; packages are installed while pools are made.
local function make(run, site, profile)
  run:phase("cluster and packages", function()
    tasks.all {
      function() cluster(run, site, profile) end,
      function() on_each(run, site, "packages", packages) end,
    }
  end)
  run:phase("access", function()
    on_each(run, site, "access", function(_, _, entry) access.files(run, site, profile, entry) end)
    secrets(run, site)
  end)
  run:phase("configuration", function()
    on_each(run, site, "configuration", function(_, _, entry) configuration(run, site, profile, entry) end)
    roles_of_tokens(run, site, profile)
  end)
  -- Also where a step failed: no host is left with new files and old processes.
  run:phase("services", function() on_each(run, site, "services", services, { also_failed = true }) end)
end

--- One pass over everything. Hosts are worked on at the same time.
function integrate.pass(run, site)
  local profile = integrate.profiles[site.profile]
  local pass = run.mode == "plan" and look or make
  pass(run, site, profile)
end

return integrate
