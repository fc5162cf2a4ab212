---@meta openstack.volumes
error "a meta file is read by editors, not by Lua"

-- More of the module openstack: volumes and their snapshots.

---@class openstack.Volume
---@field id string
---@field name string
---@field status string                  # "creating" "available" "in-use" "error" "deleting" …
---@field size integer                   # bytes
---@field bootable boolean
---@field type string|nil
---@field host string|nil                # "blockstorage@ceph#ceph"; administrators only
---@field availability_zone string|nil
---@field image string|nil               # id of the image it was made from
---@field snapshot string|nil            # id of the snapshot it was made from
---@field source string|nil              # id of the volume it was cloned from
---@field encrypted boolean
---@field attachments { server: string, device: string|nil, id: string }[]
---@field metadata table<string, string> # by name
---@field created string

---@alias openstack.VolumeRef string|openstack.Volume

---@class openstack.Service
---@field binary string                  # "cinder-volume", "nova-compute"
---@field host string
---@field zone string
---@field enabled boolean
---@field up boolean
---@field updated string|nil
---@field reason string|nil              # why it is disabled

--- Volumes of Cinder.
---@class openstack.Volumes
local Volumes = {}

--- All volumes of the project.
---
--- Risk: reads      CLI: openstack volume list
---@param options? { name?: string, status?: string, all_projects?: boolean } # `name`: only those called so; `status`: only those in this state
---@return openstack.Volume[] volumes
function Volumes:list(options) end

--- The volume of that name.
---
--- Raises: CONFLICT (several have the name)
--- Risk:   reads
---@param name string              # its name
---@return openstack.Volume|nil volume
function Volumes:find(name) end

--- One volume.
---
--- Raises: HTTP_404
--- Risk:   reads      CLI: openstack volume show
---@param volume openstack.VolumeRef
---@return openstack.Volume volume
function Volumes:get(volume) end

---@class openstack.VolumeOptions
---@field name string
---@field size? integer|string           # bytes, whole GiB ("1G"); may be left out with `snapshot` and `volume`
---@field image? openstack.ImageRef      # content; with RBD a copy-on-write child if the image is raw
---@field snapshot? openstack.SnapshotRef
---@field volume? openstack.VolumeRef    # the volume to clone
---@field type? string
---@field availability_zone? string
---@field description? string
---@field metadata? table<string, string> # by name
---@field wait? boolean                  # until it is available; default true
---@field timeout? number|string         # seconds; default 10 minutes

--- Create a volume: blank, or from an image, a snapshot or another volume.
---
--- Raises: HTTP_400, HTTP_413 (quota), BAD_STATE (e.g. no backend can take it), ETIMEDOUT
--- Units:  `size` in bytes, `timeout` in seconds
--- Risk:   writes     CLI: openstack volume create
---@param options openstack.VolumeOptions
---@return openstack.Volume volume
function Volumes:create(options) end

--- Remove a volume.
---
--- Raises: HTTP_404, HTTP_400 (in use, or it has snapshots), BAD_STATE (error_deleting), ETIMEDOUT
--- Risk:   destroys   CLI: openstack volume delete
---@param volume openstack.VolumeRef
---@param options? { cascade?: boolean, force?: boolean, wait?: boolean, timeout?: number|string, sure?: string } # `timeout`: seconds; `sure`: its name once more
function Volumes:remove(volume, options) end

--- Wait until a volume has a status; default "available".
---
--- Raises: ETIMEDOUT (says the last status), BAD_STATE
--- Units:  `timeout` in seconds; default 10 minutes
--- Risk:   reads
---@param volume openstack.VolumeRef
---@param options? { status?: string, timeout?: number|string } # `status`: default "available"
---@return openstack.Volume volume
function Volumes:wait(volume, options) end

--- Cinder's services as its database knows them (for administrators).
---
--- Risk: reads      CLI: openstack volume service list
---@return openstack.Service[] services
function Volumes:services() end

------------------------------------------------------------------------------------------------- snapshots of volumes

---@class openstack.Snapshot
---@field id string
---@field name string
---@field status string
---@field size integer                   # bytes
---@field volume string                  # id
---@field created string

---@alias openstack.SnapshotRef string|openstack.Snapshot

--- Snapshots of volumes.
---@class openstack.Snapshots
local Snapshots = {}

--- All snapshots of the project.
---
--- Risk: reads      CLI: openstack volume snapshot list
---@param options? { name?: string, status?: string, volume?: openstack.VolumeRef } # `name`: only those called so; `status`: only those in this state
---@return openstack.Snapshot[] snapshots
function Snapshots:list(options) end

--- The snapshot of that name.
---
--- Raises: CONFLICT
--- Risk:   reads
---@param name string              # its name
---@return openstack.Snapshot|nil snapshot
function Snapshots:find(name) end

--- One snapshot.
---
--- Raises: HTTP_404
--- Risk:   reads      CLI: openstack volume snapshot show
---@param snapshot openstack.SnapshotRef
---@return openstack.Snapshot snapshot
function Snapshots:get(snapshot) end

---@class openstack.SnapshotOptions
---@field volume openstack.VolumeRef # what it is of
---@field name string              # what it is called
---@field force? boolean           # also of a volume in use
---@field description? string      # one line
---@field wait? boolean            # until it is usable; default true
---@field timeout? number|string   # seconds

--- Take a snapshot of a volume. `force` allows it for a volume in use.
---
--- Raises: HTTP_400 (in use), BAD_STATE, ETIMEDOUT
--- Risk:   writes     CLI: openstack volume snapshot create
---@param options openstack.SnapshotOptions
---@return openstack.Snapshot snapshot
function Snapshots:create(options) end

--- Remove a snapshot.
---
--- Raises: HTTP_404, HTTP_400, BAD_STATE (error_deleting), ETIMEDOUT
--- Risk:   destroys   CLI: openstack volume snapshot delete
---@param snapshot openstack.SnapshotRef
---@param options? { wait?: boolean, timeout?: number|string, sure?: string } # `timeout`: seconds; `sure`: its name once more
function Snapshots:remove(snapshot, options) end

--- Wait until a snapshot has a status; default "available".
---
--- Raises: ETIMEDOUT, BAD_STATE
--- Risk:   reads
---@param snapshot openstack.SnapshotRef
---@param options? { status?: string, timeout?: number|string } # `status`: default "available"; `timeout`: seconds
---@return openstack.Snapshot snapshot
function Snapshots:wait(snapshot, options) end
