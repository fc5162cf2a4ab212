--- Step "packages": the Ceph client on the OpenStack hosts, from the distribution's own sources or from the one that
--- the site file gives.
local ensure = require "ensure"
local roles = require "integrate.roles"

local SOURCES = { redhat = "/etc/yum.repos.d/ceph.repo", debian = "/etc/apt/sources.list.d/ceph.list" }

local function wanted(host, entry)
  local family = host:facts().family
  local names, seen = {}, {}
  for _, role in ipairs(entry.roles) do
    for _, name in ipairs(roles.packages(role, family)) do
      if not seen[name] then
        seen[name] = true
        names[#names + 1] = name
      end
    end
  end
  return names
end

return function(run, site, entry)
  if site.packages.install == false then return end
  local host = site:connect(entry.name)
  local scope = run:on("packages", entry.name)
  if site.packages.repository then
    ensure.file(scope, host, SOURCES[host:facts().family], site.packages.repository, { mode = "0644" })
  end
  ensure.packages(scope, host, wanted(host, entry))
end
