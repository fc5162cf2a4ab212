--- Step "configuration": the services' own files.
local ensure = require "ensure"
local ini = require "ini"
local roles = require "integrate.roles"

--- The settings of all the host's roles, by path.
local function merged(site, profile, entry)
  local files = {}
  for _, role in ipairs(entry.roles) do
    for path, sections in pairs(profile.settings(site, role)) do
      local file = files[path] or {}
      files[path] = file
      for section, keys in pairs(sections) do
        if type(keys) == "function" or not file[section] then
          file[section] = keys
        else
          for key, value in pairs(keys) do file[section][key] = value end
        end
      end
    end
  end
  return files
end

--- nova-compute reads nova-compute.conf after nova.conf: what stands in both has the second one's value.
local function report_overrides(run, host, settings)
  local path = "/etc/nova/nova-compute.conf"
  local text = host:read(path, { missing_ok = true })
  if not text then return end
  local document = ini.parse(text, { name = ("%s:%s"):format(host.name, path) })
  for section, keys in pairs(settings) do
    if type(keys) == "table" then
      for key, value in pairs(keys) do
        local other = document:get(section, key)
        if other and other ~= tostring(value) then
          run:note(host.name, ("%s has [%s] %s = %s, which wins over nova.conf's %s: remove it there")
            :format(document:where(section, key) or path, section, key, other, tostring(value)))
        end
      end
    end
  end
end

--- Only the backends that are enabled have a cinder-volume: volumes of one that is not any more cannot be managed.
local function report_replaced(run, host, settings, before)
  local wanted = settings.DEFAULT and settings.DEFAULT.enabled_backends
  local present = ini.parse(before, { name = roles.CINDER }):get("DEFAULT", "enabled_backends")
  if wanted and present and present ~= "" and present ~= wanted then
    run:note(host.name, ("%s had enabled_backends = %s: volumes of these backends are not managed any more"):format(
      roles.CINDER, present))
  end
end

return function(run, site, profile, entry)
  local host = site:connect(entry.name)
  local files = merged(site, profile, entry)
  local paths = {}
  for path in pairs(files) do paths[#paths + 1] = path end
  table.sort(paths)
  for _, path in ipairs(paths) do
    local record = ensure.settings(run:on("configuration", entry.name), host, path, files[path])
    if path == roles.CINDER and record.status ~= "unchanged" and record.before then
      report_replaced(run, host, files[path], record.before)
    end
  end
  if site:host_has(entry.name, "compute") then report_overrides(run, host, files[roles.NOVA]) end
end
