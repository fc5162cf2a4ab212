-- The lab's hosts as a whole: raising them on the fresh site, clearing them away, waiting until all is well.
local access = require "lab.access"
local cluster = require "lab.ceph"
local container = require "lab.container"
local fresh = require "lab.fresh"
local network = require "lab.network"
local openstack_site = require "lab.openstack"
local sitefile = require "lab.sitefile"
local steps = require "lab.steps"
local topology = require "lab.topology"

local site = {}

-- Ends all hosts and removes what they wrote.
function site.clear(paths)
  -- First of all: whoever finds hosts without it knows that they are half gone.
  fs.remove(paths.base)
  tasks.each(topology.hosts, function(each)
    container.kill(paths, each)
    container.remove(paths, each)
  end)
end

local function wait_for_openstack(paths)
  local reason
  local ok, err = pcall(tasks.wait_until, function()
    local asked, ready, why = pcall(openstack_site.is_ready, paths.rc)
    reason = why or not asked and ready or nil
    return asked and ready
  end, { every = 0.5, timeout = 420, what = "OpenStack" })
  if ok then return end
  fail {
    code = "ETIMEDOUT", operation = "lab.up", target = "OpenStack", cause = reason, message = tostring(reason or err),
    hint = "Look at its logs: ssh -F " .. paths.ssh_config .. " controller, /var/log/nova and the like.",
  }
end

-- Warnings that pass when daemons and data have found themselves again. Others are of the users' making (a pool without
-- an application, say), and no reason to wait.
local passing = { "^OSD_", "^PG_", "^MON_", "^MGR_", "^OBJECT_", "^SLOW_OPS", "^POOL_FULL", "^PENDING_" }

local function lasting_warnings(health)
  local codes = {}
  for code in pairs(health.checks) do
    for _, pattern in ipairs(passing) do
      if code:find(pattern) then return nil end
    end
    codes[#codes + 1] = code
  end
  return table.concat(codes, ", ")
end

local function wait_for_cluster(paths, each)
  local connection <close> = cluster.connect(paths.ceph, each, 60)
  local osds = #topology.in_cluster(each.name)
  tasks.wait_until(function()
    local status = connection:status()
    local map, health = status.osdmap, status.health
    if map.num_up_osds ~= osds or map.num_in_osds ~= osds or not status.mgrmap.available then return false end
    if health.status == "HEALTH_OK" then return true end
    local warnings = health.status == "HEALTH_WARN" and lasting_warnings(health)
    if warnings then log.warn(("the cluster %s is up with warnings: %s"):format(each.name, warnings)) end
    return warnings
  end, { every = 0.5, timeout = 120, what = ("a healthy Ceph cluster (%s)"):format(each.name) })
end

-- Waits until both clusters and all services of OpenStack are well.
function site.wait_ready(paths)
  tasks.all {
    function()
      steps.run("waiting for Ceph", function()
        tasks.each(topology.clusters, function(each) wait_for_cluster(paths, each) end)
      end)
    end,
    function() steps.run("waiting for OpenStack", wait_for_openstack, paths) end,
  }
end

-- Whether the hosts, running or not, stand on the fresh site of this version.
function site.fits(paths) return fs.read(paths.base, { missing_ok = true }) == fresh.path(paths) end

-- Boots what does not run, on the fresh site, and waits until the site is ready to use.
function site.raise(paths)
  network.up(paths)
  access.prepare(paths)
  if not site.fits(paths) then
    site.clear(paths)
    fs.make_directory(paths.hosts, { mode = "0700" })
    fresh.write_credentials(paths)
    fs.write(paths.base, fresh.path(paths))
  end
  steps.run("booting the hosts", function()
    tasks.each(topology.hosts, function(each) container.boot(paths, each, fresh.layers_of(paths, each)) end)
    tasks.each(topology.hosts, function(each) access.connect(paths, each.name, { wait = 60 }):close() end)
  end)
  site.wait_ready(paths)
  sitefile.write(paths)
end

return site
