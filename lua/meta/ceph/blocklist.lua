---@meta ceph.blocklist
error "a meta file is read by editors, not by Lua"

-- More of the module ceph: clients that are shut out.

---@class ceph.Cluster
local Cluster = {}

---@class ceph.BlockedAddress
---@field address string             # "192.168.0.111:0/3888816563", or a network
---@field until number               # when it is let in again; seconds since 1970

--- The clients that may not write any longer: somebody broke their locks, or shut them out. Sorted by address.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph osd blocklist ls
---
--- ```lua
--- for _, entry in ipairs(cluster:blocklist()) do print(entry.address, clock.date(nil, entry["until"])) end
--- ```
---@return ceph.BlockedAddress[] clients
function Cluster:blocklist() end

---@class ceph.BlockClientOptions
---@field duration? number|string    # seconds, or "2h", until it is let in again; default: the cluster's, an hour
---@field sure? string               # the address again: nothing is asked at the prompt

--- Shut a client out: what it writes from now on is refused, and a server whose disk it has open fails. It can write
--- again only after it connected anew.
---
--- Raises: EINVAL (no address), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_mon_command      CLI: ceph osd blocklist add
---
--- ```lua
--- local watcher = image:watchers()[1]
--- cluster:block_client(watcher.address, { duration = "2h", sure = watcher.address })
--- ```
---@param address string             # as `image:watchers()` and `image:lockers()` have it
---@param options? ceph.BlockClientOptions
function Cluster:block_client(address, options) end

--- Let a client in again.
---
--- Raises: ENOENT (it is not shut out), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph osd blocklist rm
---@param address string             # as `cluster:blocklist()` has it
function Cluster:unblock_client(address) end
