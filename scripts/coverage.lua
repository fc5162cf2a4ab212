#!/usr/bin/env cephlua
-- Which functions of librbd.h and librados.h the Lua functions use, by the "C:" lines of the stubs, and why the others
-- are not: coverage.lua [--check]. Writes docs/reference/rbd-coverage.md; with --check it only says whether that is as
-- it should be.

local root = (debug.getinfo(1, "S").source:match "^@(.*)scripts/[^/]*$") or "./"
local target = "docs/reference/rbd-coverage.md"
local include = os.getenv "CEPHLUA_INCLUDE" or "/usr/include"

-- Why a function is not used: the first pattern that its name matches. A name that none matches must be used.
local reasons = {
  rbd = {
    { "_mirror_", "mirroring: out of scope" },
    { "^rbd_aio_read$", "superseded by rbd_aio_read2" },
    { "^rbd_aio_write$", "superseded by rbd_aio_write2" },
    { "^rbd_aio_", "tasks do several things at a time" },
    { "^rbd_poll_io_events$", "tasks do several things at a time" },
    { "^rbd_set_image_notification$", "tasks do several things at a time" },
    { "^rbd_deep_copy$", "superseded by rbd_deep_copy_with_progress" },
    { "^rbd_copy", "the transfer engine copies: rbd.copy, also to other clusters" },
    { "^rbd_migration_prepare_import$", "the transfer engine reads files and web servers: rbd.import" },
    { "^rbd_get_migration_source_spec$", "as rbd_migration_prepare_import" },
    { "^rbd_list$", "superseded by rbd_list2" },
    { "^rbd_create[23]?$", "superseded by rbd_create4" },
    { "^rbd_clone2?$", "superseded by rbd_clone3" },
    { "^rbd_remove$", "superseded by rbd_remove_with_progress" },
    { "^rbd_resize$", "superseded by rbd_resize2" },
    { "^rbd_resize_with_progress$", "superseded by rbd_resize2" },
    { "^rbd_flatten$", "superseded by rbd_flatten_with_progress" },
    { "^rbd_sparsify$", "superseded by rbd_sparsify_with_progress" },
    { "^rbd_trash_purge$", "superseded by rbd_trash_purge_with_progress" },
    { "^rbd_trash_remove$", "superseded by rbd_trash_remove_with_progress" },
    { "^rbd_trash_get", "rbd.trash has it" },
    { "^rbd_migration_%a+$", "superseded by the same with progress" },
    { "^rbd_snap_rollback$", "superseded by rbd_snap_rollback_with_progress" },
    { "^rbd_group_snap_rollback$", "superseded by rbd_group_snap_rollback_with_progress" },
    { "^rbd_group_snap_create$", "superseded by rbd_group_snap_create2" },
    { "^rbd_group_image_remove_by_id$", "names do: rbd_group_image_remove" },
    { "^rbd_snap_create2$", "its flags are for quiesce hooks, which nothing here registers" },
    { "^rbd_quiesce_", "quiesce hooks are for whoever has mapped the image" },
    { "^rbd_snap_remove2$", "its force flattens and unprotects unseen: rbd.explain says what is in the way" },
    { "^rbd_snap_set", "an image is opened at a snapshot: rbd.open" },
    { "^rbd_snap_exists$", "image:snapshots has it" },
    { "^rbd_snap_get_name$", "image:snapshots has it" },
    { "^rbd_snap_get_id$", "image:snapshots has it" },
    { "^rbd_lock_break$", "rbd_break_lock breaks both kinds of lock" },
    { "^rbd_get_old_format$", "images of format 1 cannot be created any more" },
    { "^rbd_features_", "the names are known without asking" },
    { "^rbd_image_options_", "rbd_create4 needs only the setters" },
    { "^rbd_image_spec_cleanup$", "lists are freed as a whole" },
    { "^rbd_pool_metadata_", "rbd.config shows what is kept there" },
    { "^rbd_list_child", "superseded by rbd_list_children3" },
    { "^rbd_get_parent_info", "superseded by rbd_get_parent" },
    { "^rbd_read$", "superseded by rbd_read2" },
    { "^rbd_write$", "superseded by rbd_write2" },
    { "^rbd_read_iterate", "image:read" },
    { "^rbd_diff_iterate$", "superseded by rbd_diff_iterate2" },
    { "^rbd_writesame$", "image:write" },
    { "^rbd_write_zeroes$", "image:discard" },
    { "^rbd_compare_and_write$", "for clustered file systems" },
    { "^rbd_invalidate_cache$", "a handle that is opened anew has none" },
    { "^rbd_update_u?n?watch$", "a script asks when it wants to know" },
  },
  rados = {
    { "^rados_create", "superseded by rados_create2" },
    { "^rados_conf_parse", "options of the program are its own" },
    { "_op_", "works on objects" },
    { "_op$", "works on objects" },
    { "^rados_aio_", "works on objects" },
    { "_object", "works on objects" },
    { "^rados_nobjects_", "works on objects" },
    { "^rados_objects_", "works on objects" },
    { "xattr", "works on objects" },
    { "omap", "works on objects" },
    { "watch", "works on objects" },
    { "notify", "works on objects" },
    { "lock$", "works on objects" },
    { "lockers$", "works on objects" },
    { "^rados_lock_", "works on objects" },
    { "alloc_hint", "works on objects" },
    { "^rados_write_full$", "works on objects" },
    { "^rados_get_last_version$", "works on objects" },
    { "_snap", "snapshots of pools and objects; RBD has its own" },
    { "^rados_cache_", "cache tiers are deprecated" },
    { "^rados_application_", "cluster:enable_application asks the monitors" },
    { "^rados_pool_", "cluster:pools, cluster:create_pool and others ask the monitors" },
    { "^rados_ioctx_", "properties of a pool: cluster:find_pool" },
    { "inconsistent", "scrubbing belongs to the cluster's own tools" },
    { "^rados_service_", "for daemons" },
    { "command", "commands go to the monitors or the manager" },
    { "^rados_ping_monitor$", "ceph.connect says which monitor does not answer" },
    { "^rados_monitor_log", "the log of the cluster is not followed" },
    { "^rados_cluster_stat$", "cluster:status has it" },
    { "^rados_getaddrs$", "addresses are what others see of this client" },
    { "^rados_get_min_compatible_", "for other clients" },
    { "^rados_cct$", "librados's own" },
    { "_full_try$", "librbd does it itself, to remove from a full pool" },
    { "list_add$", "image:break_lock has librbd do it" },
    { "^rados_[a-z]+$", "works on objects" },
  },
}

-- The functions a header declares, sorted: list of { name, deprecated }.
local function declared(library)
  local text = fs.read(("%s/%s/lib%s.h"):format(include, library, library))
  text = text:gsub("/%*.-%*/", ""):gsub("//[^\n]*", ""):gsub("#[^\n]*", "")
  local found = {}
  for statement in text:gmatch(("CEPH_%s_API([^;]-%%)[^;]*);"):format(library:upper())) do
    local name = statement:match(("(%s_[%%w_]+)%%s*%%("):format(library))
    if name then found[#found + 1] = { name = name, deprecated = statement:find("_DEPRECATED", 1, true) ~= nil } end
  end
  table.sort(found, function(a, b) return a.name < b.name end)
  return found
end

local function version()
  local text = fs.read(include .. "/rbd/librbd.h")
  local function part(name) return text:match("LIBRBD_VER_" .. name .. " (%d+)") end
  return ("%s.%s.%s"):format(part "MAJOR", part "MINOR", part "EXTRA")
end

-- The Lua functions by the C function that their stubs name.
local function users()
  local found = {}
  for _, entry in ipairs(require("stubs").entries()) do
    for name in (entry.c or ""):gmatch "ra?[bd]d?o?s?_[%w_]+" do
      local owner = entry.owner:match "[^.]+$"
      found[name] = found[name] or {}
      table.insert(found[name], owner:sub(1, 1):lower() .. owner:sub(2) .. entry.separator .. entry.member)
    end
  end
  return found
end

-- The functions that the Swift side calls.
local function doors(library)
  local found = {}
  for name in fs.read(("%sSources/CCeph/doors_%s.h"):format(root, library)):gmatch(library .. "_[%w_]+") do
    found[name] = true
  end
  return found
end

local function reason(library, name)
  for _, entry in ipairs(reasons[library]) do
    if name:find(entry[1]) then return entry[2] end
  end
end

local lines, problems = {}, {}
local function add(...) lines[#lines + 1] = (...):format(select(2, ...)) end

local function chapter(library, found)
  local used, called = users(), doors(library)
  local rows, known, covered = {}, {}, 0
  for _, entry in ipairs(found) do
    local name = entry.name
    local text
    known[name] = true
    if used[name] then
      covered = covered + 1
      local names = {}
      for _, each in ipairs(used[name]) do names[#names + 1] = "`" .. each .. "`" end
      text = table.concat(names, ", ")
    elseif called[name] then
      covered = covered + 1
      text = "used inside"
    elseif entry.deprecated then
      text = "– deprecated"
    else
      local why = reason(library, name)
      if not why then problems[#problems + 1] = name .. " is neither used nor is there a reason why not" end
      text = "– " .. (why or "?")
    end
    rows[#rows + 1] = ("| `%s` | %s |"):format(name, text)
  end
  for name in pairs(used) do
    if name:find("^" .. library .. "_") and not known[name] then
      problems[#problems + 1] = ("a stub names %s, which lib%s.h does not have"):format(name, library)
    end
  end
  add("## lib%s", library)
  add ""
  add("%d of %d functions are used.", covered, #rows)
  add ""
  add "| C | Lua, or why not |"
  add "|---|---|"
  table.move(rows, 1, #rows, #lines + 1, lines)
  add ""
end

add "# Coverage of librbd and librados"
add ""
lines[#lines + 1] = ("Written by `scripts/coverage.lua`: the `C:` lines of the stubs in `lua/meta`, against the "
  .. "headers of librbd %s."):format(version())
lines[#lines + 1] = "A Lua function that is named only needs the C function; its stub says what it does."
add ""
chapter("rbd", declared "rbd")
chapter("rados", declared "rados")
lines[#lines] = nil

for _, problem in ipairs(problems) do print(problem) end
local text = table.concat(lines, "\n") .. "\n"
if arg and arg[1] == "--check" then
  local old = fs.stat(root .. target) and fs.read(root .. target) or ""
  local other = old:match "headers of librbd (%d+%.%d+%.%d+)"
  if other and other ~= version() then
    print(("%s is of librbd %s, and librbd %s is here: not compared"):format(target, other, version()))
  elseif old ~= text then
    problems[#problems + 1] = "stale"
    print(target .. " is not what the stubs and headers say: run `cephlua scripts/coverage.lua`")
  end
else
  fs.make_directory(root .. "docs/reference")
  fs.write(root .. target, text)
end
print(("%d passed, %d failed"):format(#problems == 0 and 1 or 0, #problems))
os.exit(#problems == 0, true)
