-- Which fields count bytes: by their names, as Ceph and OpenStack call them. The size of a pool is a count of copies,
-- and stays one, as it is small.
local units = require "units"

local sizes = {}

local NAMES = {
  size = true, bytes = true, used = true, free = true, avail = true, available = true, capacity = true, stored = true,
  allocated = true, provisioned = true, limit_bytes = true, object_size = true, stripe_unit = true, total_used = true,
}

local function counts_bytes(name)
  return type(name) == "string"
    and (NAMES[name] or name:find "_bytes$" or name:find "^bytes_" or name:find "_bytes_" or name:find "_size$") ~= nil
end

-- "10 GiB" for a field of that name and value; nil if it does not count bytes, or so few that it reads as it is. With
-- `all`, however few.
function sizes.text(name, value, all)
  if math.type(value) == "integer" and (all or value >= 1024) and counts_bytes(name) then return units.bytes(value) end
end

return sizes
