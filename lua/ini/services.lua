--- Which files a service of a host reads, in the order in which it reads them: the last one wins.
---
--- The command line says it: of the running process, else of its unit, else of its SysV script. What that does not
--- name is where oslo.config looks by itself.
local errors = require "errors"
local service = require "service"

local services = {}

--- The services whose options are known.
services.KNOWN = {
  "cinder-api", "cinder-backup", "cinder-scheduler", "cinder-volume", "glance-api", "nova-api", "nova-api-metadata",
  "nova-compute", "nova-conductor", "nova-novncproxy", "nova-scheduler",
}

--- The project of a service, and its name without RDO's prefix: "nova" and "nova-compute".
function services.project(name)
  local plain = name:gsub("^openstack%-", ""):gsub("%.service$", "")
  return plain:match "^%l+", plain
end

-- `--config-file` and `--config-dir` among the words of a command line, also in a word of several (uwsgi's --pyargv).
local function places_in(argv)
  local words, places = {}, {}
  for _, argument in ipairs(argv) do
    for word in argument:gmatch "[^%s\"']+" do words[#words + 1] = word end
  end
  for i, word in ipairs(words) do
    local kind, path = word:match "^%-%-config%-(%l+)=(.+)$"
    if not kind then
      kind, path = word:match "^%-%-config%-(%l+)$", words[i + 1]
    end
    if path and (kind == "file" or kind == "dir") then places[#places + 1] = { kind = kind, path = path } end
  end
  return places
end

-- The words of a running process.
local function running(host, status)
  if not (status and status.pid and status.pid > 0) then return nil end
  local result = host:query({ "cat", ("/proc/%d/cmdline"):format(status.pid) }, { check = false })
  if result.status ~= 0 then return nil end
  local argv = {}
  for word in result.stdout:gmatch "[^%z]+" do argv[#argv + 1] = word end
  return #argv > 0 and argv or nil
end

-- What a script of Debian's packages gives its daemon: they all end with the same lines, and begin with assignments.
local function of_script(host, path)
  local text = host:read(path, { missing_ok = true })
  if not text then return nil end
  local values = {}
  for name, value in ("\n" .. text):gmatch "\n([%u_]+)=([^\n]*)" do
    values[name] = values[name] or value:gsub("^([\"'])(.*)%1$", "%2"):gsub("%${([%u_]+)}", values)
  end
  local argv = {}
  if values.PROJECT_NAME and not values.UWSGI_INI_PATH and not values.NO_OPENSTACK_CONFIG_FILE_DAEMON_ARG then
    local main = values.CONFIG_FILE or ("/etc/%s/%s.conf"):format(values.PROJECT_NAME, values.PROJECT_NAME)
    argv[1] = "--config-file=" .. main
  end
  for kind, file in text:gmatch "%-%-config%-(%l+)[= ]([^%s\"'$]+)" do
    -- The scripts name such a file only if it is there.
    if host:stat(file, { follow = true }) then argv[#argv + 1] = ("--config-%s=%s"):format(kind, file) end
  end
  return argv
end

-- The words that a service is started with while it is not running.
local function stopped(host, found)
  local unit = host:query({ "systemctl", "show", "--property=ExecStart", "--value", found.unit }, { check = false })
  local line = unit.status == 0 and unit.stdout:match "argv%[%]=(.-) ;"
  local script = line and line:match "^(/etc/init%.d/%S+)" or not line and "/etc/init.d/" .. found.unit
  if script then return of_script(host, script) end
  return { line }
end

local function exists(host, path) return host:stat(path, { follow = true }) ~= nil end

-- Where oslo.config looks by itself; RDO's reads what the distribution says first.
local function defaults(host, project, name, kind)
  local extension = kind == "file" and ".conf" or ".conf.d"
  local places = {}
  local dist = ("/usr/share/%s/%s-dist.conf"):format(project, project)
  if kind == "file" and exists(host, dist) then places[1] = { kind = "file", path = dist } end
  for _, base in ipairs(project == name and { project } or { project, name }) do
    for _, folder in ipairs { "/etc/" .. project, "/etc" } do
      local path = ("%s/%s%s"):format(folder, base, extension)
      if exists(host, path) then
        places[#places + 1] = { kind = kind, path = path }
        break
      end
    end
  end
  return places
end

-- The files of a folder that oslo.config reads: *.conf in the order of their bytes, none that is hidden.
local function expanded(host, place, files)
  if place.kind == "file" then
    files[#files + 1] = { path = place.path, from = place.from }
    return
  end
  for _, entry in ipairs(host:list(place.path)) do
    if entry.name:find "^[^.].*%.conf$" then
      files[#files + 1] = { path = place.path .. "/" .. entry.name, from = place.from }
    end
  end
end

---@class ini.File
---@field path string
---@field from string   # "command line", "unit" or "default"

--- The files that a command line with these words reads, as oslo.config does: what it does not name, files or folders,
--- is looked for first, whatever the order of the others.
---@return ini.File[]
function services.files_of(host, name, argv, from)
  local project, program = services.project(name)
  local named = places_in(argv or {})
  local has, places = {}, {}
  for _, place in ipairs(named) do
    has[place.kind] = true
    place.from = from
  end
  for _, kind in ipairs { "file", "dir" } do
    if not has[kind] then
      for _, place in ipairs(defaults(host, project, program, kind)) do
        place.from = "default"
        places[#places + 1] = place
      end
    end
  end
  table.move(named, 1, #named, #places + 1, places)
  local files = {}
  for _, place in ipairs(places) do expanded(host, place, files) end
  return files
end

--- The files that a service of a host reads.
---@return ini.File[]
function services.files(host, name)
  local found, status = service.find(host, name)
  if found and not status then status = found:status() end
  local argv = running(host, status)
  local from = argv and "command line" or "unit"
  if found and not argv then argv = stopped(host, found) end
  local files = services.files_of(host, name, argv, from)
  if #files == 0 then
    local project = services.project(name)
    errors.raise {
      code = "ENOENT", operation = "ini.effective", target = ("%s:%s"):format(host.name, name),
      message = ("there is no file that it would read (/etc/%s/%s.conf)"):format(project, project),
    }
  end
  return files
end

return services
