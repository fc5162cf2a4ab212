--- What `playbooks/lint.lua` looks at: the services of a site's hosts, all hosts at a time, or files that are named.
local failure = require "failure"
local ini = require "ini"
local lint = require "ini.lint"
local services = require "ini.services"
local roles = require "integrate.roles"
local tasks = require "tasks"

local jobs = {}

-- A file's own name: findings call it with its host, which they say themselves here.
local function plain(host, finding)
  local prefix = host .. ":"
  local file = finding.file
  if file:sub(1, #prefix) == prefix then file = file:sub(#prefix + 1) end
  return {
    host = host, file = file, line = finding.line, severity = finding.severity, code = finding.code,
    section = finding.section, option = finding.option, message = finding.message, hint = finding.hint,
  }
end

local function identity(finding)
  return table.concat({
    finding.host, finding.file, finding.line or "", finding.code, finding.section or "", finding.option or "",
    finding.message,
  }, "\0")
end

local function note(result, host, service, body)
  local found, problem = failure.try(body)
  if problem then
    table.insert(result.failures, { host = host, service = service, error = problem })
    return
  end
  for _, finding in ipairs(found) do
    finding = plain(host, finding)
    local id = identity(finding)
    -- Services of a project read the same files.
    if not result.seen[id] then table.insert(result.findings, finding) end
    result.seen[id] = true
  end
end

local function new() return { findings = {}, failures = {}, seen = {} } end

--- The services of a host that are looked at, in order.
local function services_of(site, entry, only)
  local names = {}
  for _, role in ipairs(entry.roles) do
    for _, service in ipairs(roles.services(site, role)) do
      if not only or service.name == only then names[#names + 1] = service.name end
    end
  end
  return names
end

local function of_host(site, entry, names, release)
  local result = new()
  local machine, problem = failure.try(site.connect, site, entry.name)
  if problem then
    table.insert(result.failures, { host = entry.name, error = problem })
    return result
  end
  for _, name in ipairs(names) do
    note(result, entry.name, name, function()
      return ini.lint { service = name, host = machine, release = release }
    end)
  end
  return result
end

-- By host, file and line; what is at the same place stays in its order.
local function in_order(findings)
  local position = {}
  for i, finding in ipairs(findings) do position[finding] = i end
  table.sort(findings, function(a, b)
    if a.host ~= b.host then return a.host < b.host end
    if a.file ~= b.file then return a.file < b.file end
    if (a.line or 0) ~= (b.line or 0) then return (a.line or 0) < (b.line or 0) end
    return position[a] < position[b]
  end)
end

--- The findings and failures of a site; a host that cannot be reached is a failure, and the others are looked at.
--- `options`: service = only this one, release =, on_begin = and on_end = are told the names of hosts.
function jobs.of_site(site, options)
  local only = options.service and select(2, services.project(options.service))
  local hosts = {}
  for _, entry in ipairs(site.hosts) do
    local names = services_of(site, entry, only)
    if #names > 0 then hosts[#hosts + 1] = { entry = entry, names = names } end
  end
  local all = new()
  all.hosts = #hosts
  for _, part in ipairs(tasks.map(hosts, { limit = 16 }, function(host)
    options.on_begin(host.entry.name)
    local result = of_host(site, host.entry, host.names, options.release)
    options.on_end(host.entry.name)
    return result
  end)) do
    table.move(part.findings, 1, #part.findings, #all.findings + 1, all.findings)
    table.move(part.failures, 1, #part.failures, #all.failures + 1, all.failures)
  end
  if not only or only == "cinder-volume" then require("lint.secrets").check(site, all) end
  in_order(all.findings)
  return all
end

--- The files of which neither their names nor `service` tell whose they are: their options are not looked at.
function jobs.strangers(paths, options)
  local found = {}
  for _, path in ipairs(options.service and {} or paths) do
    if not lint.project_of_file(path) then found[#found + 1] = path end
  end
  return found
end

--- The findings in files of this machine. Those of a project are read as one service reads them, in their order.
function jobs.of_files(paths, options)
  local groups, by_project = {}, {}
  for _, path in ipairs(paths) do
    local project = options.service and services.project(options.service) or lint.project_of_file(path)
    -- Of what has no known name each file is for itself.
    local group = project and by_project[project]
    if not group then
      group = { project = project, files = {} }
      groups[#groups + 1] = group
      if project then by_project[project] = group end
    end
    table.insert(group.files, path)
  end
  local all = new()
  for _, group in ipairs(groups) do
    note(all, "", options.service, function()
      return ini.lint { files = group.files, project = group.project, release = options.release }
    end)
  end
  return all
end

return jobs
