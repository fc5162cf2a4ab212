---@meta openstack.servers
error "a meta file is read by editors, not by Lua"

-- More of the module openstack: servers.

---@class openstack.Server
---@field id string
---@field name string
---@field status string                  # "BUILD" "ACTIVE" "ERROR" "SHUTOFF" …
---@field task string|nil                # what is being done to it
---@field host string|nil                # administrators only
---@field instance string|nil            # libvirt's name of it ("instance-00000001"); administrators only
---@field image string|nil               # id; nil when it was booted from a volume
---@field flavor string|nil              # id
---@field volumes string[]               # ids of what is attached
---@field addresses string[]
---@field fault { code: integer, message: string, details: string|nil }|nil   # why it is in ERROR
---@field metadata table<string, string> # by name
---@field created string

---@alias openstack.ServerRef string|openstack.Server

--- Servers of Nova.
---@class openstack.Servers
local Servers = {}

--- All servers of the project.
---
--- Risk: reads      CLI: openstack server list
---@param options? { name?: string, status?: string, host?: string, all_projects?: boolean } # `name`: only those called so; `status`: only those in this state; `host`: only those on this compute host
---@return openstack.Server[] servers
function Servers:list(options) end

--- The server of that name.
---
--- Raises: CONFLICT
--- Risk:   reads
---@param name string              # its name
---@return openstack.Server|nil server
function Servers:find(name) end

--- One server.
---
--- Raises: HTTP_404
--- Risk:   reads      CLI: openstack server show
---@param server openstack.ServerRef
---@return openstack.Server server
function Servers:get(server) end

---@class openstack.ServerOptions
---@field name string
---@field flavor string|openstack.Flavor # id or record
---@field image? openstack.ImageRef      # boot from this image (or from `volume`)
---@field volume? openstack.VolumeRef    # boot from this volume
---@field remove_volume? boolean         # remove `volume` with the server; default false
---@field networks? "none"|"auto"|string[]   # default "auto"; or ids of networks
---@field availability_zone? string
---@field host? string                   # force this compute host (administrators only)
---@field key? string                    # name of a key pair
---@field user_data? string              # for cloud-init
---@field config_drive? boolean
---@field metadata? table<string, string> # by name
---@field wait? boolean                  # until it is ACTIVE; default true
---@field timeout? number|string         # seconds; default 10 minutes

--- Create a server. One that does not become ACTIVE raises with Nova's fault.
---
--- Raises: HTTP_400, HTTP_403 (quota), HTTP_409, BAD_STATE (with the fault), ETIMEDOUT
--- Units:  `timeout` in seconds
--- Risk:   writes     CLI: openstack server create
---@param options openstack.ServerOptions
---@return openstack.Server server
function Servers:create(options) end

--- The end of a server's console output.
---
--- Raises: HTTP_404, HTTP_409 (not ready)
--- Risk:   reads      CLI: openstack console log show
---@param server openstack.ServerRef
---@param options? { lines?: integer }   # default: all that is kept
---@return string text
function Servers:console(server, options) end

--- Wait until the console output contains a text; returns the output.
---
--- Raises: ETIMEDOUT (the end of the output is in its details), BAD_STATE (the server is in ERROR)
--- Units:  `timeout` in seconds; default 2 minutes
--- Risk:   reads
---@param server openstack.ServerRef
---@param text string              # as it stands on the console
---@param options? { timeout?: number|string }
---@return string output
function Servers:wait_console(server, text, options) end

--- Attach a volume; waits until the volume is in use by the server.
---
--- Raises: HTTP_400 (the volume is not available), HTTP_404, BAD_STATE, ETIMEDOUT
--- Units:  `timeout` in seconds; default 5 minutes
--- Risk:   writes     CLI: openstack server add volume
---@param server openstack.ServerRef
---@param volume openstack.VolumeRef
---@param options? { device?: string, wait?: boolean, timeout?: number|string } # `device`: what the guest is asked to call it: "/dev/vdb"
---@return string|nil device
function Servers:attach(server, volume, options) end

--- Detach a volume; waits until it is available again.
---
--- Raises: HTTP_404 (not attached), HTTP_409, BAD_STATE, ETIMEDOUT
--- Units:  `timeout` in seconds; default 5 minutes
--- Risk:   writes     CLI: openstack server remove volume
---@param server openstack.ServerRef
---@param volume openstack.VolumeRef
---@param options? { wait?: boolean, timeout?: number|string }
function Servers:detach(server, volume, options) end

--- Start a stopped server and wait until it is ACTIVE.
---
--- Raises: HTTP_409 (not stopped), BAD_STATE, ETIMEDOUT
--- Risk:   writes     CLI: openstack server start
---@param server openstack.ServerRef
---@param options? { wait?: boolean, timeout?: number|string } # `timeout`: seconds
function Servers:start(server, options) end

--- Stop a server and wait until it is SHUTOFF.
---
--- Raises: HTTP_409 (not running), BAD_STATE, ETIMEDOUT
--- Risk:   writes     CLI: openstack server stop
---@param server openstack.ServerRef
---@param options? { wait?: boolean, timeout?: number|string } # `timeout`: seconds
function Servers:stop(server, options) end

--- Remove a server.
---
--- Raises: HTTP_404, BAD_STATE, ETIMEDOUT
--- Units:  `timeout` in seconds; default 5 minutes
--- Risk:   destroys   CLI: openstack server delete
---@param server openstack.ServerRef
---@param options? { force?: boolean, wait?: boolean, timeout?: number|string, sure?: string } # `sure`: its name once more
function Servers:remove(server, options) end

--- Wait until a server has a status; default "ACTIVE".
---
--- Raises: ETIMEDOUT (says the last status), BAD_STATE (with the fault)
--- Units:  `timeout` in seconds; default 10 minutes
--- Risk:   reads
---@param server openstack.ServerRef
---@param options? { status?: string, timeout?: number|string } # `status`: default "ACTIVE"
---@return openstack.Server server
function Servers:wait(server, options) end

--- Nova's services as its database knows them (for administrators).
---
--- Risk: reads      CLI: openstack compute service list
---@return openstack.Service[] services
function Servers:services() end
