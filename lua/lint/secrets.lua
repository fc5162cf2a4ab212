--- Whether the compute hosts of a site have the libvirt secrets that Cinder's backends name: without one no volume of
--- that backend can be attached there.
local failure = require "failure"
local reading = require "ini.reading"

local secrets = {}

-- The uuids that a host's cinder-volume names, with their places.
local function named(machine)
  local list = {}
  for _, file in ipairs(reading.files { service = "cinder-volume", host = machine }) do
    for _, entry in ipairs(file.document and file.document:entries() or {}) do
      if entry.key == "rbd_secret_uuid" then
        list[#list + 1] = { file = file.path, line = entry.line, section = entry.section, uuid = entry.value }
      end
    end
  end
  return list
end

local function missing(machine, uuid)
  return machine:stat("/etc/libvirt", { follow = true })
    and not machine:stat(("/etc/libvirt/secrets/%s.xml"):format(uuid))
end

--- Notes what is missing. Hosts that cannot be reached have been noted already.
function secrets.check(site, result)
  for _, volume in ipairs(site:hosts_with "blockstorage") do
    local places = failure.try(function() return named(site:connect(volume.name)) end) or {}
    for _, place in ipairs(places) do
      for _, compute in ipairs(site:hosts_with "compute") do
        if failure.try(function() return missing(site:connect(compute.name), place.uuid) end) then
          table.insert(result.findings, {
            host = volume.name, file = place.file, line = place.line, severity = "error", code = "secret-missing",
            section = place.section, option = "rbd_secret_uuid",
            message = ("libvirt of %s has no secret of this uuid: no volume can be attached there"):format(
              compute.name),
            hint = "Define it there (integrate.lua does), or write the uuid of the one that is there.",
          })
        end
      end
    end
  end
end

return secrets
