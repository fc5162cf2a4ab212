--- Checks of options against the table of the release: removed, renamed, deprecated, not yet
--- there, unknown, wrong value.
local errors = require "errors"
local releases = require "ini.releases"
local types = require "ini.types"

-- Sections whose options are all in the table; in the others only what looks like a known name is noticed.
local COMPLETE = { nova = { libvirt = true, workarounds = true } }

-- Gone before the first release that was read, by the release note that says so.
local GONE = {
  nova = {
    ["libvirt.live_migration_flag"] = "newton (release note remove-libvirt-migration-flags-config)",
    ["libvirt.block_migration_flag"] = "newton (release note remove-libvirt-migration-flags-config)",
  },
}

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
  if problem then context.report("error", "value", file, entry, ("%q %s"):format(entry.value, problem)) end
end

-- Sections that the site names: a backend of Cinder, a store of Glance.
local function kind_of(project, entry, by_section)
  if by_section[entry.group] then return entry.group end
  if entry.group == "DEFAULT" then return "DEFAULT" end
  if project == "cinder" then return "backend" end
  if project == "glance" then return "store" end
  return entry.group
end

return function(context)
  if not context.table then return end
  local by_section = {}
  for _, row in ipairs(context.table.options) do
    by_section[row[1]] = by_section[row[1]] or {}
    by_section[row[1]][row[2]] = row
  end
  -- Before there were several stores, those options stood in [glance_store].
  for name, row in pairs(by_section.store or {}) do
    by_section.glance_store[name] = by_section.glance_store[name] or row
  end
  for _, file in ipairs(context.files) do
    for _, entry in ipairs(file.document and file.document:entries() or {}) do
      local kind = kind_of(context.project, entry, by_section)
      local known = by_section[kind] or {}
      local gone = (GONE[context.project] or {})[entry.group .. "." .. entry.key]
      if known[entry.key] then
        check_row(context, file, entry, known[entry.key])
      elseif gone then
        context.report("warning", "removed", file, entry,
          ("it was removed in %s; %s ignores it"):format(gone, context.release))
      else
        local names = {}
        for name in pairs(known) do names[#names + 1] = name end
        table.sort(names)
        local near = errors.nearest(entry.key, names)
        local complete = (COMPLETE[context.project] or {})[entry.group]
        if complete then
          context.report("warning", "unknown", file, entry, "the service has no such option and ignores it",
            near and ("Did you mean %s?"):format(near) or nil)
        end
      end
    end
  end
end
