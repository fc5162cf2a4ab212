--- `ini.lint`: reads the files, asks every check, and puts the findings in order.
local errors = require "errors"
local reading = require "ini.reading"
local releases = require "ini.releases"
local services = require "ini.services"
local tables = require "ini.tables"

local lint = {}

local CHECKS = {
  "ini.checks.files", "ini.checks.sections", "ini.checks.options", "ini.checks.comments", "ini.checks.backends",
  "ini.checks.values", "ini.checks.access", "ini.checks.ceph_conf",
}

--- The project that a file is called after; nil if it is none that is known.
function lint.project_of_file(path)
  for _, project in ipairs(tables.PROJECTS) do
    if path:match("[^/]*$"):find("^" .. project) then return project end
  end
end

local function project_of(given)
  if given.service then return (services.project(given.service)) end
  if given.project then return given.project end
  for _, path in ipairs(given.files) do
    local project = lint.project_of_file(path)
    if project then return project end
  end
end

local function release_of(given, project)
  if given.release then return releases.named(given.release) end
  return releases.of_host(given.host, project) or errors.raise {
    code = "EINVAL", operation = "ini.lint", target = given.host.name,
    message = ("no package tells which release of %s it has"):format(project),
    hint = 'Say it: release = "caracal" (for lint.lua: --release caracal).',
  }
end

--- The findings: { code =, severity =, file =, line =, section =, option =, message =, hint = }.
function lint.run(options)
  local given = reading.check(options, "release: string, project: string", "ini.lint")
  local project = project_of(given)
  local context = { files = reading.files(given), project = project, findings = {} }
  context.host, context.service = given.host, given.service and select(2, services.project(given.service))
  context.table = tables.of(project)
  if context.table then context.release = release_of(given, project) end
  for i, file in ipairs(context.files) do file.number = i end

  --- Notes a finding; `place` has `line`, `section` and `key`, as far as it is about one.
  function context.report(severity, code, file, place, message, hint)
    table.insert(context.findings, {
      code = code, severity = severity, file = file.name, number = file.number, line = place.line,
      section = place.section, option = place.key, message = message, hint = hint,
    })
  end

  for _, name in ipairs(CHECKS) do require(name)(context) end
  for position, finding in ipairs(context.findings) do finding.position = position end
  table.sort(context.findings, function(a, b)
    if a.number ~= b.number then return a.number < b.number end
    if (a.line or 0) ~= (b.line or 0) then return (a.line or 0) < (b.line or 0) end
    return a.position < b.position
  end)
  for _, finding in ipairs(context.findings) do finding.number, finding.position = nil, nil end
  return context.findings
end

return lint
