---@meta service
error "a meta file is read by editors, not by Lua"

--- Services of a host, under systemd or SysV init. Names are found whatever the distribution calls them:
--- `glance-api` is `openstack-glance-api` on RDO, `keystone` may be run by Apache.
---@class service
service = {}

---@class service.Status
---@field unit string             # "glance-api.service", or the SysV script's name
---@field active string           # active | activating | reloading | deactivating | inactive | failed
---@field sub string              # running, dead, auto-restart …
---@field pid? integer            # main process
---@field restarts integer        # how often systemd restarted it by itself; 0 under SysV
---@field now number              # the host's clock, when this was asked
---@field since? number           # when its process was started; seconds since 1970, by the host's clock
---@field enabled boolean         # starts at boot
---@field result string           # why it ended: success, exit-code, signal, oom-kill …

---@class service.ReadyOptions
---@field port? integer           # must accept connections, tried from the host itself
---@field settle? number|string   # must stay up so long with the same process; default 5 s
---@field timeout? number|string  # default 60 s

---@class service.Service
---@field name string             # as asked for
---@field unit string             # as the host calls it
---@field host host.Host
local Service = {}

--- A service by any of its names; nil if the host has none of them.
---
--- Risk:   reads
--- CLI:    systemctl list-unit-files
---@param h host.Host
---@param name string              # any of its names: "glance-api"
---@return service.Service?
---@return service.Status? status   # how it was then, where finding it told that (systemd)
function service.find(h, name) end

--- A service by any of its names.
---
--- Raises: ENOENT (the names that were tried are in the message)
--- Risk:   reads
---@param h host.Host
---@param name string              # any of its names: "glance-api"
---@return service.Service
---@return service.Status? status   # how it was then, where finding it told that (systemd)
function service.get(h, name) end

--- Names of the services a host has, sorted.
---
--- Risk:   reads
---@param h host.Host
---@return string[]
function service.list(h) end

--- How it is.
---
--- Risk:   reads
--- CLI:    systemctl show
---@return service.Status
function Service:status() end

--- Whether it is active now.
---
--- Risk:   reads
---@return boolean
function Service:is_active() end

--- Start it and wait until it is really up.
---
--- Raises: SERVICE_FAILED (its last log lines are in `details`), ETIMEDOUT
--- Units:  `settle` and `timeout` in seconds
--- Risk:   writes
---@param options? service.ReadyOptions
---@return boolean changed        # false: it ran already
function Service:start(options) end

--- Stop it and wait until it has.
---
--- Raises: SERVICE_FAILED, ETIMEDOUT
--- Risk:   writes
---@param options? { timeout?: number|string } # `timeout`: seconds
---@return boolean changed        # false: it did not run
function Service:stop(options) end

--- Restart it and wait until it is really up: active for `settle` seconds with one and the same process and no new
--- restarts, and `port` answering. A service that dies three seconds after its restart is a failure.
---
--- Raises: SERVICE_FAILED (its last log lines are in `details`), ETIMEDOUT
--- Units:  `settle` and `timeout` in seconds
--- Risk:   writes
---@param options? service.ReadyOptions
---@return number seconds         # until it was ready
function Service:restart(options) end

--- Wait until it is up, as `restart` does, without touching it.
---
--- Raises: SERVICE_FAILED, ETIMEDOUT
--- Risk:   reads
---@param options? service.ReadyOptions
---@return number seconds          # how long it took
function Service:wait_ready(options) end

--- Start it at boot.
---
--- Risk:   writes
---@return boolean changed
function Service:enable() end

--- Do not start it at boot.
---
--- Risk:   writes
---@return boolean changed
function Service:disable() end

--- Its last log lines, oldest first: the journal, else its log file.
---
--- Risk:   reads
--- CLI:    journalctl -u
---@param lines? integer          # default 20
---@return string[]
function Service:log(lines) end

return service
