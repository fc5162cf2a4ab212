--- Step "services": what reads something that changed is restarted, and must come back: as a process, at its port, and
--- in the list of services that OpenStack itself keeps.
local ensure = require "ensure"
local errors = require "errors"
local ini = require "ini"
local roles = require "integrate.roles"
local tasks = require "tasks"
local unit = require "service"

--- Marks for `because`: packages are no path that a service reads, but new libraries need a new process.
local function reasons(service) return service.uses_ceph and { "packages" } or {} end

-- What an API that is being restarted at this moment answers, on a controller that is worked on at the same time.
local NOT_YET = {
  ECONNREFUSED = true, ECONNRESET = true, EHOSTUNREACH = true, ETIMEDOUT = true,
  HTTP_500 = true, HTTP_502 = true, HTTP_503 = true, HTTP_504 = true,
}

-- The name under which a service reports: what its configuration says, else the host's own, short or in full.
local function reporting_name(host, service)
  local text = host:read(service.reads[1], { missing_ok = true })
  local own = text and ini.parse(text, { name = service.reads[1] }):get("DEFAULT", "host")
  return own or host:facts().hostname
end

-- Whether two names are one host's: one may be the short form of the other.
local function is_name(found, name)
  if found == name then return true end
  local short = found:match "^[^.]+"
  return short == name:match "^[^.]+" and (found == short or name == short)
end

--- When OpenStack's own list last heard of a service on a host: a text, nil if it is not up there.
--- cinder-volume reports once for each backend, as host@backend.
local function last_report(session, service, name)
  local ok, list = pcall(function() return session[service.reports.kind]:services() end)
  if not ok then
    if type(list) == "table" and NOT_YET[list.code] then return nil end
    error(list, 0)
  end
  for _, entry in ipairs(list) do
    local host, backend = entry.host:match "^(.-)@(.*)$"
    if entry.binary == service.name and entry.up and backend == service.reports.backend
      and is_name(host or entry.host, name) then
      return entry.updated
    end
  end
end

local function wait_for_report(site, host, service, before)
  local name = reporting_name(host, service)
  local ok, problem = pcall(tasks.wait_until, function()
    local report = last_report(site:openstack(), service, name)
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
    before = function() return last_report(site:openstack(), service, reporting_name(host, service)) end,
    after = function(before) wait_for_report(site, host, service, before) end,
  }
end

local function ensure_one(run, site, entry, host, service)
  local options = watched(site, host, service)
  options.reads, options.because, options.port = service.reads, reasons(service), service.port
  ensure.service(run:on("services", entry.name), host, service.name, options)
end

return function(run, site, entry)
  local host = site:connect(entry.name)
  local list, seen = {}, {}
  for _, role in ipairs(entry.roles) do
    for _, service in ipairs(roles.services(site, role)) do
      if not seen[service.name] then
        seen[service.name] = true
        list[#list + 1] = service
      end
    end
  end
  -- At the same time, and each for itself: most of a restart is waiting.
  tasks.each(list, { limit = 8 }, function(service)
    run:attempt(entry.name, "services", function() ensure_one(run, site, entry, host, service) end)
  end)
end
