--- A pool exists; with `rbd = true` it is initialised for RBD. `size`, `pg_num` and `autoscale` are a new pool's.
--- `size` and `autoscale`, where given, are kept also on one that exists; its pg_num is left to the autoscaler.
local errors = require "errors"

local function state(cluster, spec)
  local pool = cluster:find_pool(spec.name)
  if not pool then return nil end
  local other = pool.applications[1]
  for _, application in ipairs(pool.applications) do
    if application == "rbd" then other = "rbd" end
  end
  if spec.rbd and other and other ~= "rbd" then
    errors.raise {
      code = "CONFLICT", operation = "pool", target = spec.name,
      message = ("it belongs to application %q, not to rbd"):format(other),
      hint = "Name another pool in the site file, or free this one: ceph osd pool application disable.",
    }
  end
  return {
    application = spec.rbd and other or nil,
    size = spec.size and pool.size,
    autoscale = spec.autoscale and pool.autoscale,
  }
end

return function(scope, cluster, spec)
  return scope:change {
    subject = "pool " .. spec.name,
    probe = function() return state(cluster, spec) end,
    desired = { application = spec.rbd and "rbd" or nil, size = spec.size, autoscale = spec.autoscale },
    detail = function(before)
      if before then return "change" end
      return spec.rbd and "create, initialise for rbd" or "create"
    end,
    apply = function(before)
      if not before then
        cluster:create_pool { name = spec.name, pg_num = spec.pg_num, size = spec.size, autoscale = spec.autoscale }
      else
        local changes = {
          size = spec.size ~= before.size and spec.size or nil,
          autoscale = spec.autoscale ~= before.autoscale and spec.autoscale or nil,
        }
        if next(changes) then cluster:set_pool(spec.name, changes) end
      end
      if spec.rbd then cluster:init_pool(spec.name) end
    end,
  }
end
