--- Checks of sections: one that no option of the project or its libraries stands in, and that the site has not named.
local errors = require "errors"

-- Sections that a service takes the names of from what it finds elsewhere; and the stores that Glance keeps for itself.
local MADE = { nova = { "^mdev_", "^vgpu_" }, glance = { "^os_glance_", "^glance%.store%." } }

-- Every word of every value: names of backends, stores, fabrics.
local function words_of(files)
  local words = {}
  for _, file in ipairs(files) do
    for _, entry in ipairs(file.document and file.document:entries() or {}) do
      for word in entry.value:lower():gmatch "[%w_.-]+" do words[word] = true end
    end
  end
  return words
end

local function is_made(context, section)
  for _, pattern in ipairs(MADE[context.project] or {}) do
    if section:find(pattern) then return true end
  end
end

-- In Cinder's files any section may be a backend, until they say which are.
local function names_backends(context)
  for _, file in ipairs(context.files) do
    if file.document and file.document:get("DEFAULT", "enabled_backends") then return true end
  end
  return context.project ~= "cinder"
end

-- Samples have sections in which everything is a comment.
local function has_options(document, section)
  for _, entry in ipairs(document:entries()) do
    if entry.section == section then return true end
  end
end

--- Notes the misspelt sections in `context.strange`, by name: their options are not looked at.
return function(context)
  context.strange = {}
  if not context.table then return end
  local words, names = words_of(context.files), {}
  for name in pairs(context.table.sections) do names[#names + 1] = name end
  table.sort(names)
  for _, file in ipairs(context.files) do
    local document = file.document
    for _, header in ipairs(document and document:headers() or {}) do
      local name = header.section:lower()
      local is_backend = context.project == "cinder" and document:get(header.section, "volume_driver")
      local is_known = context.table.sections[name] or words[name] or is_backend or is_made(context, name)
      if not is_known and has_options(document, header.section) then
        local near = errors.nearest(name, names)
        context.strange[header.section] = near ~= nil or nil
        if near or names_backends(context) then
          context.report(near and "warning" or "note", "unknown-section", file, header,
            "no option is looked for in a section of this name, and nothing here names it",
            near and ("Did you mean [%s]?"):format(near) or nil)
        end
      end
    end
  end
end
