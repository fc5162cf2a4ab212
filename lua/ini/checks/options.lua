--- Checks of options against the table of the release: removed, renamed, deprecated, not yet
--- there, unknown, wrong value.
local errors = require "errors"
local releases = require "ini.releases"
local types = require "ini.types"

-- Sections whose options are all in the table; in the others a name is noticed that no option has anywhere.
local COMPLETE = { nova = { libvirt = true, workarounds = true } }

-- Gone before the first release that was read, by the release note that says so.
local GONE = {
  nova = {
    ["libvirt.live_migration_flag"] = "newton (release note remove-libvirt-migration-flags-config)",
    ["libvirt.block_migration_flag"] = "newton (release note remove-libvirt-migration-flags-config)",
  },
}

-- Names that mean the same wherever they stand: one of these in a section that has no such option is misplaced.
local TELLING = {
  "^rbd_", "^rados_", "^images_", "^backup_ceph_", "^live_migration_", "^filesystem_store_", "^inject_",
  "^enabled_backends$", "^default_backend$", "^show_image_direct_url$", "^hw_disk_discard$", "^disk_cachemodes$",
}

-- The section that an option belongs into; nil if that cannot be told.
local function home_of(by_section, key)
  local is_telling = false
  for _, pattern in ipairs(TELLING) do is_telling = is_telling or key:find(pattern) ~= nil end
  local home
  for section, rows in pairs(is_telling and by_section or {}) do
    if rows[key] and not rows[key].replaced_by and (not home or section < home) then home = section end
  end
  return home
end

local HOMES = { backend = "the backend's section", store = "the store's section" }

local function problem_of(row, value)
  -- What it stands for is not known here.
  if value:find("$", 1, true) then return nil end
  return types.problem(row[3], row, value)
end

local function check_row(context, file, entry, row)
  local now = releases.index(context.release)
  local function reached(release) return release and releases.index(release) <= now end
  local instead = row.replaced_by and ("Write %s."):format(row.replaced_by:gsub("^(.-)%.", "[%1] ")) or nil
  if reached(row.removed) then
    context.report("warning", "removed", file, entry,
      ("it was removed in %s; %s ignores it"):format(row.removed, context.release), instead)
  elseif row.since and not reached(row.since) then
    context.report("warning", "not-yet", file, entry,
      ("it came with %s; %s ignores it"):format(row.since, context.release))
  elseif reached(row.deprecated) then
    context.report("note", row.replaced_by and "renamed" or "deprecated", file, entry,
      ("it is deprecated since %s, or before"):format(row.deprecated), instead)
  end
  local problem = not reached(row.removed) and problem_of(row, entry.value)
  if problem then
    context.report("error", "value", file, entry, ("%q %s"):format(entry.value, problem),
      entry.value:find "%s#" and "A comment needs a line of its own." or nil)
  end
end

-- Sections that the site names: a backend of Cinder, a store of Glance.
local function kind_of(project, entry, by_section)
  if by_section[entry.group] then return entry.group end
  if entry.group == "DEFAULT" then return "DEFAULT" end
  if project == "cinder" then return "backend" end
  if project == "glance" then return "store" end
  return entry.group
end

local function sorted(set)
  local names = {}
  for name in pairs(set or {}) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- A driver that is not Cinder's own brings options of its own.
local function is_foreign(context, file, entry)
  local driver = context.project == "cinder" and file.document:get(entry.section, "volume_driver")
  return driver and not driver:find "^cinder%."
end

-- What the option was meant to be: one of its section, else any.
local function meant(context, known, key)
  local near = errors.nearest(key, sorted(known)) or errors.nearest(key, sorted(context.table.names))
  -- Of another section, or another release.
  return near and near ~= key and ("Did you mean %s?"):format(near) or nil
end

local function rows_by_section(context)
  local by_section = {}
  for _, row in ipairs(context.table.options) do
    by_section[row[1]] = by_section[row[1]] or {}
    by_section[row[1]][row[2]] = row
  end
  -- Before there were several stores, those options stood in [glance_store].
  for name, row in pairs(by_section.store or {}) do
    by_section.glance_store[name] = by_section.glance_store[name] or row
  end
  return by_section
end

local function check_entry(context, file, entry, by_section)
  local known = by_section[kind_of(context.project, entry, by_section)] or {}
  if known[entry.key] then return check_row(context, file, entry, known[entry.key]) end
  local gone = (GONE[context.project] or {})[entry.group .. "." .. entry.key]
  if gone then
    return context.report("warning", "removed", file, entry,
      ("it was removed in %s; %s ignores it"):format(gone, context.release))
  end
  local home = home_of(by_section, entry.key)
  if home then
    return context.report("warning", "wrong-section", file, entry, "the service does not look for it in this section",
      ("It belongs into %s."):format(HOMES[home] or ("[%s]"):format(home)))
  end
  if (COMPLETE[context.project] or {})[entry.group] then
    return context.report("warning", "unknown", file, entry, "the service has no such option and ignores it",
      meant(context, known, entry.key))
  end
  local name = entry.key:gsub("-", "_")
  if not context.table.names[name] and not is_foreign(context, file, entry) then
    context.report("warning", "unknown", file, entry,
      "neither the service nor a library of it has had such an option since Ocata", meant(context, known, name))
  end
end

return function(context)
  if not context.table then return end
  local by_section = rows_by_section(context)
  for _, file in ipairs(context.files) do
    for _, entry in ipairs(file.document and file.document:entries() or {}) do
      if not context.strange[entry.section] then check_entry(context, file, entry, by_section) end
    end
  end
end
