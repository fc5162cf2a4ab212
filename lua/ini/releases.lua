--- OpenStack's releases by name and number, in their order; and which one a version of a service belongs to.
local errors = require "errors"

local releases = {}

-- Mitaka and Newton are known by name only: PyPI has no wheels of their services to read.
local NAMES = {
  "mitaka", "newton", "ocata", "pike", "queens", "rocky", "stein", "train", "ussuri", "victoria", "wallaby", "xena",
  "yoga", "zed", "antelope", "bobcat", "caracal", "dalmatian", "epoxy", "flamingo", "gazpacho", "hibiscus",
}
local FIRST_READ = 3
local NUMBERS = {
  ["2023.1"] = "antelope", ["2023.2"] = "bobcat", ["2024.1"] = "caracal", ["2024.2"] = "dalmatian",
  ["2025.1"] = "epoxy", ["2025.2"] = "flamingo", ["2026.1"] = "gazpacho", ["2026.2"] = "hibiscus",
}
-- The major version of each service in Ocata; each release is one more.
local OCATA = { nova = 15, cinder = 10, glance = 14 }

local index = {}
for i, name in ipairs(NAMES) do index[name] = i end

--- Where a release stands among all; nil if there is none of this name.
function releases.index(name) return index[name] end

--- The name of a release that is given by its name or number.
function releases.named(given)
  local name = NUMBERS[given] or given:lower()
  if index[name] and index[name] >= FIRST_READ then return name end
  local message = index[name] and "no option table reaches back to it" or "there is no such release"
  local near = not index[name] and errors.nearest(name, NAMES)
  errors.raise {
    code = "EINVAL", operation = "ini.lint", target = ("release %q"):format(given),
    message = message .. (near and (" (did you mean %q?)"):format(near) or ""),
    hint = ("Known are %s to %s, and their numbers from 2023.1."):format(NAMES[FIRST_READ], NAMES[#NAMES]),
  }
end

--- The release of a project's package version ("2:26.2.2-1~deb12u5"); nil if it is none that is known.
function releases.of_version(project, version)
  local major = tonumber(version:gsub("^%d+:", ""):match "^%d+")
  local name = major and NAMES[FIRST_READ + major - OCATA[project]]
  return name and index[name] >= FIRST_READ and name or nil
end

--- The release that a host's packages are of; nil if it has none of the project.
function releases.of_host(host, project)
  if not OCATA[project] then return nil end
  local names = { ("python3-%s"):format(project), project .. "-common", ("openstack-%s-common"):format(project) }
  local versions = host:packages(names)
  for _, name in ipairs(names) do
    if versions[name] then return releases.of_version(project, versions[name]) end
  end
end

return releases
