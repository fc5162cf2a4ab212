--- A pool exists; with `rbd = true` it is initialised for RBD. `size`, `pg_num` and `autoscale` are a new pool's.
--- `size` and `autoscale`, where given, are kept also on one that exists; its pg_num is left to the autoscaler.
local arguments = require "arguments"
local change = require "change"
local errors = require "errors"
local rbd = require "rbd"

local function state(cluster, about)
  local pool = cluster:find_pool(about.name)
  if not pool then return nil end
  local other = pool.applications[1]
  for _, application in ipairs(pool.applications) do
    if application == "rbd" then other = "rbd" end
  end
  if about.rbd and other and other ~= "rbd" then
    errors.raise {
      code = "CONFLICT", operation = "pool", target = about.name,
      message = ("it belongs to application %q, not to rbd"):format(other),
      hint = "Name another pool in the site file, or free this one: ceph osd pool application disable.",
    }
  end
  return {
    application = about.rbd and other or nil,
    size = about.size and pool.size,
    autoscale = about.autoscale and pool.autoscale,
  }
end

-- What is in a pool, in a few words.
local function contents(cluster, name)
  local pool <close> = cluster:open_pool(name)
  local names = {}
  for _, image in ipairs(rbd.images(pool)) do names[#names + 1] = image.name end
  if #names == 0 then return "objects that are no RBD images" end
  local shown = table.concat(names, ", ", 1, math.min(#names, 5))
  return ("%d image%s (%s%s)"):format(#names, #names == 1 and "" or "s", shown, #names > 5 and ", …" or "")
end

-- A pool that the run made is removed with all that is in it: so there must be nothing.
local function refuse_full(cluster, about, before)
  if before or cluster:is_pool_empty(about.name) then return end
  errors.raise {
    code = "ENOTEMPTY", operation = "remove pool", target = about.name,
    message = "it is not empty: in it are " .. contents(cluster, about.name),
    hint = "Move or remove what is of value, then roll back once more.",
  }
end

local function set(cluster, name, before, now)
  local values = {
    size = before.size ~= now.size and before.size or nil,
    autoscale = before.autoscale ~= now.autoscale and before.autoscale or nil,
  }
  if next(values) then cluster:set_pool(name, values) end
end

local kind = change.kind {
  name = "pool",
  on = "cluster",
  probe = state,
  refuse = refuse_full,
  undo = function(cluster, about, before, now)
    if not before then return cluster:remove_pool(about.name, { sure = about.name }) end
    set(cluster, about.name, before, now)
    if now.application and not before.application then
      cluster:command { prefix = "osd pool application disable", pool = about.name, app = now.application,
        yes_i_really_mean_it = true }
    end
  end,
}

return function(scope, cluster, spec)
  arguments.check("ensure.pool", "scope: change.Scope, cluster: any, spec: table", scope, cluster, spec)
  return scope:change {
    subject = "pool " .. spec.name,
    kind = kind,
    target = cluster,
    about = { name = spec.name, rbd = spec.rbd, size = spec.size, autoscale = spec.autoscale },
    desired = { application = spec.rbd and "rbd" or nil, size = spec.size, autoscale = spec.autoscale },
    detail = function(before)
      if before then return "change" end
      return spec.rbd and "create, initialise for rbd" or "create"
    end,
    apply = function(before, desired)
      if not before then
        cluster:create_pool { name = spec.name, pg_num = spec.pg_num, size = spec.size, autoscale = spec.autoscale }
      else
        set(cluster, spec.name, desired, before)
      end
      if spec.rbd then cluster:init_pool(spec.name) end
    end,
  }
end
