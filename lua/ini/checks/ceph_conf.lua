--- Checks of the ceph.conf that a service of a host uses: does it parse, and does the Ceph that is installed there know
--- its options? Ceph itself ignores what it does not know, in silence.
local errors = require "errors"
local failure = require "failure"
local ini = require "ini.native"

local KEYS = { ["nova-compute"] = "images_rbd_ceph_conf", ["cinder-volume"] = "rbd_ceph_conf",
  ["glance-api"] = "rbd_store_ceph_conf" }

-- Every path that the service's files name.
local function paths_in(context)
  local paths, seen = {}, {}
  for _, file in ipairs(context.files) do
    for _, entry in ipairs(file.document and file.document:entries() or {}) do
      if entry.key == KEYS[context.service] and entry.value ~= "" and not seen[entry.value] then
        paths[#paths + 1], seen[entry.value] = entry.value, true
      end
    end
  end
  return paths
end

-- The names of all options of the host's Ceph; nil if it does not tell.
local function installed(host)
  local result = host:query({ "ceph-conf", "--conf", "/dev/null", "--show-config" }, { check = false })
  local names, list = {}, {}
  for name in result.stdout:gmatch "([%w_]+) = [^\n]*" do
    if not names[name] then list[#list + 1] = name end
    names[name] = true
  end
  return result.status == 0 and #list > 0 and names or nil, list
end

local function check(context, path, number)
  local host = context.host
  local found = host:find_file(path)
  if not found then return end
  local file = { name = host.is_local and path or ("%s:%s"):format(host.name, path), number = number }
  local document, problem = failure.try(ini.parse, found.content, { name = file.name, dialect = "ceph" })
  if not document then
    local line = tonumber(tostring(problem.target):match ":(%d+)$")
    return context.report("error", "unparsable", file, { line = line }, problem.message, problem.hint)
  end
  local names, list = installed(host)
  if not names then return end
  for _, entry in ipairs(document:entries()) do
    local name = entry.key:gsub("[ %-]", "_")
    local is_read = entry.section == "global" or entry.section:find "^client%f[.\0]"
    if is_read and not names[name] then
      local near = errors.nearest(name, list)
      context.report("warning", "unknown", file, entry, "the Ceph of this host has no such option and ignores it",
        near and ("Did you mean %s?"):format(near) or nil)
    end
  end
end

return function(context)
  if not KEYS[context.service] then return end
  for i, path in ipairs(paths_in(context)) do
    local _, problem = failure.try(check, context, path, #context.files + i)
    if problem and problem.code ~= "EACCES" then error(problem, 0) end
  end
end
