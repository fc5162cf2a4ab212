--- Checks of what belongs together: backends and their sections, and what RBD needs.
local function last(context, section, key)
  for i = #context.files, 1, -1 do
    local document = context.files[i].document
    local value = document and document:get(section, key)
    if value then return value, context.files[i] end
  end
end

local function line_of(file, section, key)
  return tonumber((file.document:where(section, key) or ""):match ":(%d+)$")
end

local function headers(context)
  local list = {}
  for _, file in ipairs(context.files) do
    for _, header in ipairs(file.document and file.document:headers() or {}) do
      list[#list + 1] = { file = file, section = header.section, line = header.line }
    end
  end
  return list
end

local function check_backends(context, enabled, file, is_backend)
  local place = { section = "DEFAULT", key = "enabled_backends", line = line_of(file, "DEFAULT", "enabled_backends") }
  local names, written = {}, headers(context)
  for item in enabled:gmatch "[^,]+" do
    local name, kind = item:match "^%s*([^:%s]*)%s*:?%s*(%S*)"
    names[name] = true
    local exact, other
    for _, header in ipairs(written) do
      if header.section == name then exact = header end
      if header.section:lower() == name:lower() then other = header end
    end
    -- A store of Glance is there without a section, too; and one of the kind http has nothing that a site would set.
    if not other and kind ~= "" then
      if kind ~= "http" then
        context.report("warning", "backend-without-section", file, place,
          ("there is no section [%s]: the store has its defaults only"):format(name))
      end
    elseif not other then
      context.report("error", "backend-without-section", file, place, ("there is no section [%s]"):format(name))
    elseif not exact or name ~= name:lower() then
      local message = ("[%s] is compared in lower case, the name %q is not"):format(other.section, name)
      context.report("warning", "backend-case", other.file, other, message, "Write both in lower case.")
    end
  end
  for _, header in ipairs(written) do
    if is_backend(header) and not names[header.section] then
      context.report("note", "section-not-enabled", header.file, header, "enabled_backends does not name this backend")
    end
  end
end

local function check_nova(context)
  local kind, file = last(context, "libvirt", "images_type")
  if kind ~= "rbd" then return end
  local place = { section = "libvirt", key = "images_type", line = line_of(file, "libvirt", "images_type") }
  for _, key in ipairs { "rbd_user", "rbd_secret_uuid" } do
    if not last(context, "libvirt", key) then
      context.report("error", "rbd-incomplete", file, place, ("images_type is rbd, but %s is not given"):format(key))
    end
  end
  local discard, where = last(context, "libvirt", "hw_disk_discard")
  if discard ~= "unmap" then
    if discard then
      file = where
      place = { section = "libvirt", key = "hw_disk_discard", line = line_of(file, "libvirt", "hw_disk_discard") }
    end
    context.report("note", "rbd-no-discard", file, place, "what guests discard stays allocated in the cluster",
      "Write hw_disk_discard = unmap.")
  end
end

local function check_direct_url(context)
  local value, file = last(context, "DEFAULT", "show_image_direct_url")
  if value and value:lower() == "true" then
    context.report("note", "direct-url", file,
      { section = "DEFAULT", key = "show_image_direct_url", line = line_of(file, "DEFAULT", "show_image_direct_url") },
      "every user sees where images are stored (OSSN-0090)", "Serve users by a glance-api of its own without it.")
  end
end

return function(context)
  if context.project == "nova" then return check_nova(context) end
  if context.project == "glance" then check_direct_url(context) end
  local enabled, file = last(context, "DEFAULT", "enabled_backends")
  if not enabled then return end
  check_backends(context, enabled, file, function(header)
    return context.project == "cinder" and header.file.document:get(header.section, "volume_driver") ~= nil
      and header.section ~= "DEFAULT" and header.section ~= "backend_defaults"
  end)
end
