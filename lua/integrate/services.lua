--- Step "services": what reads something that changed is restarted, and must come back: as a process, at its port, and
--- in the list of services that OpenStack itself keeps.
local ensure = require "ensure"
local errors = require "errors"
local roles = require "integrate.roles"
local tasks = require "tasks"
local unit = require "service"

--- Marks for `because`: packages are no path that a service reads, but new libraries need a new process.
local function reasons(service) return service.uses_ceph and { "packages" } or {} end

--- When OpenStack's own list last heard of a service on a host: a text, nil if it is not up there.
--- cinder-volume reports once for each backend, as host@backend.
local function last_report(session, service, hostname)
  local place = service.reports.backend and hostname .. "@" .. service.reports.backend or hostname
  for _, entry in ipairs(session[service.reports.kind]:services()) do
    if entry.binary == service.name and entry.host == place and entry.up then return entry.updated end
  end
end

local function wait_for_report(site, host, service, before)
  local ok, problem = pcall(tasks.wait_until, function()
    local report = last_report(site:openstack(), service, host:facts().hostname)
    return report and report ~= before
  end, { every = 1, timeout = 90 })
  if ok then return end
  if type(problem) ~= "table" or problem.code ~= "ETIMEDOUT" then error(problem, 0) end
  errors.raise {
    code = "SERVICE_FAILED", operation = "restart", target = ("%s on %s"):format(service.name, host.name),
    message = "it runs, but OpenStack's own list of services does not hear of it",
    details = table.concat(unit.get(host, service.name):log(20), "\n"),
  }
end

--- What ensure.service does around a restart of a service that reports.
local function watched(site, host, service)
  if not service.reports or not site:has_openstack() then return {} end
  return {
    before = function() return last_report(site:openstack(), service, host:facts().hostname) end,
    after = function(before) wait_for_report(site, host, service, before) end,
  }
end

return function(run, site, entry)
  local host = site:connect(entry.name)
  local seen = {}
  for _, role in ipairs(entry.roles) do
    for _, service in ipairs(roles.services(site, role)) do
      if not seen[service.name] then
        seen[service.name] = true
        local options = watched(site, host, service)
        options.reads, options.because, options.port = service.reads, reasons(service), service.port
        ensure.service(run:on("services", entry.name), host, service.name, options)
      end
    end
  end
end
