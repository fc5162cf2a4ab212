---@meta openstack.flavors
error "a meta file is read by editors, not by Lua"

-- More of the module openstack: flavors.

---@class openstack.Flavor
---@field id string
---@field name string
---@field vcpus integer            # how many
---@field memory integer                 # bytes
---@field disk integer                   # bytes
---@field public boolean

--- Flavors of Nova.
---@class openstack.Flavors
local Flavors = {}

--- All flavors, for administrators also those that are not public.
---
--- Risk: reads      CLI: openstack flavor list
---@return openstack.Flavor[] flavors
function Flavors:list() end

--- The flavor of that name.
---
--- Raises: CONFLICT
--- Risk:   reads
---@param name string              # its name
---@return openstack.Flavor|nil flavor
function Flavors:find(name) end

--- One flavor.
---
--- Raises: HTTP_404
--- Risk:   reads      CLI: openstack flavor show
---@param flavor string|openstack.Flavor # the flavor, or its id
---@return openstack.Flavor flavor
function Flavors:get(flavor) end

---@class openstack.FlavorOptions
---@field name string              # what it is called
---@field memory integer|string    # bytes, or "512M"
---@field vcpus? integer           # how many; default 1
---@field disk? integer|string     # bytes, or "1G"; 0, the default: as large as the image
---@field id? string               # default: a new one
---@field public? boolean          # for all projects

--- Create a flavor.
---
--- Raises: HTTP_409 (the name or id is taken), HTTP_403
--- Units:  `memory` in bytes (whole MiB), `disk` in bytes (whole GiB; 0: as large as the image)
--- Risk:   writes     CLI: openstack flavor create
---@param options openstack.FlavorOptions
---@return openstack.Flavor flavor
function Flavors:create(options) end

--- Remove a flavor.
---
--- Raises: HTTP_404
--- Risk:   destroys   CLI: openstack flavor delete
---@param flavor string|openstack.Flavor # the flavor, or its id
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Flavors:remove(flavor, options) end
