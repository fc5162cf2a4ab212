-- Says how the lab is.
local cluster = require "lab.ceph"
local container = require "lab.container"
local fresh = require "lab.fresh"
local openstack_site = require "lab.openstack"
local paths_of = require "lab.paths"
local site = require "lab.site"
local topology = require "lab.topology"

local function ceph_health(paths, definition)
  local connection <close> = cluster.connect(paths.ceph, definition, 5)
  return connection:status().health.status
end

return playbook {
  name = "lab-status",
  summary = "Show which hosts of the lab run, and how its services are",
  risk = "reads",
  args = paths_of.arguments,
  run = function(args)
    local paths = paths_of.of(args)
    local report = { state = paths.state, hosts = {}, clusters = {} }
    if not fs.exists(paths.state) then
      print("There is no lab in " .. paths.state .. ".")
      report.up = false
      return report
    end
    for _, each in ipairs(topology.hosts) do
      local state = container.is_running(paths, each) and "running" or "down"
      report.hosts[each.name] = state
      print(("%-13s %-14s %s"):format(each.name, each.address, state))
    end
    for _, each in ipairs(topology.clusters) do
      local ok, health = pcall(ceph_health, paths, each)
      report.clusters[each.name] = ok and health or "does not answer"
      print(("%-13s %-14s %s"):format("Ceph", each.name, report.clusters[each.name]))
    end
    local ok, ready, reason = pcall(openstack_site.is_ready, paths.rc)
    report.openstack = ok and ready and "ready" or ok and reason or "does not answer"
    print(("%-13s %-14s %s"):format("OpenStack", topology.release, report.openstack))
    report.current = site.fits(paths)
    if not report.current then print "It is half raised, or another version raised it; `up` makes it whole." end
    report.up = report.openstack == "ready"
    print("Fresh site in the cache: " .. (fresh.exists(paths) and "yes" or "no"))
    return report
  end,
}
