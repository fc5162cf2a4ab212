---@meta openstack
error "a meta file is read by editors, not by Lua"

--- OpenStack over its REST APIs: Keystone (v3), Glance, Cinder and Nova.
---
--- A session has one sub-handle a kind of thing, and all of them have the same verbs: `list find get create remove wait`.
--- Where a thing is asked for, its id (a string) and its record (a table with `id`) are both taken. Names are only taken
--- by `find`, which returns nil for none and raises CONFLICT when several things share the name.
---
--- `create` waits until the thing is usable, `remove` until it is gone, unless `wait = false`. A thing that ends in an
--- error state raises BAD_STATE with the service's own fault text; it stays there to be looked at.
---
--- Failures of the services have the domain "http" and the code `HTTP_<status>` (`HTTP_404`, `HTTP_409`); the operation is
--- the request ("DELETE /v2/images/…"), the target the service's address, the message what the service said.
---
--- ```lua
--- local cloud <close> = openstack.connect { rc = "/root/admin-openrc" }
--- local image  = cloud.images:create { name = "tiny", file = "tiny.raw", timeout = 5 * minutes }
--- local server = cloud.servers:create { name = "t1", flavor = cloud.flavors:find "m1.tiny", image = image, networks = "none" }
--- cloud.servers:wait_console(server, "booted", { timeout = "60s" })
--- cloud.servers:remove(server)
--- local ok, err = try(cloud.images.remove, cloud.images, image)
--- if err and err.code == "HTTP_409" then print(err.message) end
--- ```
---@class openstack
openstack = {}

---@class openstack.ConnectOptions
---@field rc? string                   # an rc file (`export OS_USERNAME=…`), as Horizon and kolla write it
---@field cloud? string                # a cloud of clouds.yaml
---@field clouds? string               # the clouds.yaml file; default: ./clouds.yaml, ~/.config/openstack, /etc/openstack
---@field auth_url? string             # Keystone's address; each value given here wins over file and environment
---@field username? string
---@field password? string|secret.Secret
---@field project? string              # name of the project to work in
---@field user_domain? string          # name; default "Default"
---@field project_domain? string       # name; default "Default"
---@field region? string               # default: the only one, or the first
---@field interface? "public"|"internal"|"admin"   # which endpoints to use; default "public"
---@field ca? string                   # file of CA certificates to trust
---@field insecure? boolean            # do not verify TLS certificates
---@field timeout? number|string       # seconds for one request (not for waiting, not for uploads); default 60

--- Sign in. Credentials come from `rc`, else from `cloud`, else from the environment (`OS_…`, `OS_CLOUD`).
---
--- Raises: HTTP_401 (wrong name or password), ENOENT (no such file, no such cloud), EINVAL (a value is missing),
---         EHOSTUNREACH, ECONNREFUSED, ETIMEDOUT
--- Units:  `timeout` in seconds
--- Risk:   reads      CLI: openstack token issue
---@param options? openstack.ConnectOptions
---@return openstack.Session session
function openstack.connect(options) end

--- A signed-in user in a project. The token is renewed when it expires.
---@class openstack.Session
---@field auth_url string
---@field user string
---@field project string
---@field project_id string
---@field region string|nil
---@field interface string
---@field images openstack.Images
---@field volumes openstack.Volumes
---@field snapshots openstack.Snapshots
---@field backups openstack.Backups
---@field servers openstack.Servers
---@field flavors openstack.Flavors
local Session = {}

--- The service catalogue.
---
--- Risk: reads      CLI: openstack catalog list
---@return { type: string, name: string, endpoints: { interface: string, region: string, url: string }[] }[] services
function Session:catalog() end

--- The endpoint of a service type ("image", "volumev3", "compute", "network", "identity"), nil when the catalogue has none.
---
--- Risk: reads      CLI: openstack endpoint list
---@param service string           # its type in the catalogue: "volumev3"
---@return string|nil url
function Session:find_endpoint(service) end

---@class openstack.RequestOptions
---@field method? string           # default "GET"
---@field body? table              # sent as JSON
---@field headers? table<string, string> # more of them, by name
---@field timeout? number|string   # seconds
---@field sure? string             # the path once more, where the method is DELETE

--- Send one request to a service, with the token: the way to what this module has no function for.
---
--- Raises: HTTP_<status>
--- Units:  `timeout` in seconds
--- Risk:   destroys
---@param service string                 # type in the catalogue: "network"
---@param path string                    # below the endpoint: "/v2.0/networks"
---@param options? openstack.RequestOptions
---@return { status: integer, body: any, headers: table<string, string> } answer
function Session:request(service, path, options) end

--- Forget the token and close the connections.
---
--- Risk: reads
function Session:close() end

---------------------------------------------------------------------------------------------------------------- images

---@class openstack.Image
---@field id string
---@field name string|nil
---@field status "queued"|"saving"|"active"|"killed"|"deleted"|"pending_delete"|"deactivated"|"uploading"|"importing"
---@field disk_format string|nil
---@field container_format string|nil
---@field size integer|nil               # bytes
---@field virtual_size integer|nil       # bytes
---@field checksum string|nil            # MD5, hexadecimal
---@field hash_algorithm string|nil
---@field hash string|nil
---@field min_disk integer               # bytes
---@field min_ram integer                # bytes
---@field visibility string
---@field protected boolean
---@field owner string|nil
---@field created string                 # ISO 8601, UTC
---@field updated string
---@field tags string[]
---@field stores string[]                # names of the stores it is in (multistore), else empty
---@field direct_url string|nil          # only with show_image_direct_url
---@field locations { url: string, metadata: table<string, any> }[]   # only with show_multiple_locations, else empty
---@field properties table<string, any>  # everything else the image carries (hw_disk_bus, …)

---@alias openstack.ImageRef string|openstack.Image

--- Images of Glance.
---@class openstack.Images
local Images = {}

--- All images the user sees.
---
--- Risk: reads      CLI: openstack image list
---@param options? { name?: string, status?: string, visibility?: string } # `name`: only those called so; `status`: only those in this state; `visibility`: "public", "private", "shared", "community"
---@return openstack.Image[] images
function Images:list(options) end

--- The image of that name.
---
--- Raises: CONFLICT (several have the name)
--- Risk:   reads
---@param name string              # its name
---@return openstack.Image|nil image
function Images:find(name) end

--- One image.
---
--- Raises: HTTP_404
--- Risk:   reads      CLI: openstack image show
---@param image openstack.ImageRef
---@return openstack.Image image
function Images:get(image) end

---@class openstack.ImageOptions
---@field name string
---@field file? string                   # content to upload; without it the image stays "queued"
---@field disk_format? string            # default "raw"
---@field container_format? string       # default "bare"
---@field visibility? "private"|"shared"|"community"|"public"
---@field protected? boolean
---@field min_disk? integer|string       # bytes, whole GiB
---@field min_ram? integer|string        # bytes, whole MiB
---@field tags? string[]
---@field properties? table<string, string> # more that the image shall carry: { hw_disk_bus = "scsi" }
---@field store? string                  # the store to put it in (multistore)
---@field timeout? number|string         # seconds for upload and waiting; default 1 hour

--- Create an image, upload its content as a stream, and wait until it is active. If the upload fails the image is removed.
---
--- Raises: HTTP_403, HTTP_413 (quota), ENOENT (no such file), ETIMEDOUT, BAD_STATE
--- Units:  sizes in bytes, `timeout` in seconds
--- Cost:   one pass over the file, in buffers of 512 KiB
--- Risk:   writes     CLI: openstack image create
---@param options openstack.ImageOptions
---@return openstack.Image image
function Images:create(options) end

--- Upload content to a queued image, and wait until it is active.
---
--- Raises: HTTP_409 (it has content already), ENOENT, ETIMEDOUT
--- Units:  `timeout` in seconds; default 1 hour
--- Risk:   writes     CLI: openstack image stage
---@param image openstack.ImageRef
---@param file string              # a path on this machine
---@param options? { store?: string, timeout?: number|string } # `store`: the name of one of several stores
---@return openstack.Image image
function Images:upload(image, file, options) end

--- Download the content to a file, as a stream. The file appears under its name only when it is whole.
---
--- Raises: HTTP_404, HTTP_204 (it has no content), ENOSPC, ETIMEDOUT
--- Units:  `timeout` in seconds; default 1 hour
--- Risk:   reads      CLI: openstack image save
---@param image openstack.ImageRef
---@param file string              # a path on this machine
---@param options? { timeout?: number|string }
---@return integer bytes           # how many
function Images:download(image, file, options) end

--- Remove an image.
---
--- Raises: HTTP_404, HTTP_403 (protected), HTTP_409 (it is in use: it has copy-on-write children)
--- Risk:   destroys   CLI: openstack image delete
---@param image openstack.ImageRef
---@param options? { wait?: boolean, timeout?: number|string, sure?: string } # `timeout`: seconds; `sure`: its name once more
function Images:remove(image, options) end

--- Wait until an image has a status; default "active".
---
--- Raises: ETIMEDOUT (says the last status), BAD_STATE
--- Units:  `timeout` in seconds; default 10 minutes
--- Risk:   reads
---@param image openstack.ImageRef
---@param options? { status?: string, timeout?: number|string } # `status`: default "active"
---@return openstack.Image image
function Images:wait(image, options) end

--------------------------------------------------------------------------------------------------------------- volumes

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

--------------------------------------------------------------------------------------------------------------- backups

---@class openstack.Backup
---@field id string
---@field name string|nil
---@field status string                  # "creating" "available" "error" "restoring" …
---@field size integer|nil               # bytes
---@field volume string                  # id
---@field container string|nil           # with the Ceph driver the pool
---@field incremental boolean
---@field has_dependents boolean         # incremental backups build on it
---@field fail_reason string|nil
---@field created string

---@alias openstack.BackupRef string|openstack.Backup

--- Backups of volumes.
---@class openstack.Backups
local Backups = {}

--- All backups of the project.
---
--- Risk: reads      CLI: openstack volume backup list
---@param options? { name?: string, status?: string, volume?: openstack.VolumeRef } # `name`: only those called so; `status`: only those in this state
---@return openstack.Backup[] backups
function Backups:list(options) end

--- The backup of that name.
---
--- Raises: CONFLICT
--- Risk:   reads
---@param name string              # its name
---@return openstack.Backup|nil backup
function Backups:find(name) end

--- One backup.
---
--- Raises: HTTP_404
--- Risk:   reads      CLI: openstack volume backup show
---@param backup openstack.BackupRef
---@return openstack.Backup backup
function Backups:get(backup) end

---@class openstack.BackupOptions
---@field volume openstack.VolumeRef # what it is of
---@field name string              # what it is called
---@field incremental? boolean     # only what changed since the last one
---@field force? boolean           # also of a volume in use
---@field snapshot? openstack.SnapshotRef # what is backed up instead of the volume as it is now
---@field container? string        # the pool or container; default: cinder-backup's own
---@field description? string      # one line
---@field wait? boolean            # until it is usable; default true
---@field timeout? number|string   # seconds

--- Back a volume up. After a restart cinder-backup cannot be scheduled to for up to 70 s although it says that it is up:
--- failures of that kind are tried again until `timeout`.
---
--- Raises: HTTP_400 (in use), HTTP_500 (no cinder-backup), BAD_STATE (with the service's fail_reason), ETIMEDOUT
--- Units:  `timeout` in seconds; default 30 minutes
--- Risk:   writes     CLI: openstack volume backup create
---@param options openstack.BackupOptions
---@return openstack.Backup backup
function Backups:create(options) end

--- Restore a backup into a volume (`volume`, which is overwritten), or into a new one of the name `name`.
---
--- Raises: HTTP_400, HTTP_413 (larger than the volume), BAD_STATE, ETIMEDOUT
--- Units:  `timeout` in seconds; default 30 minutes
--- Risk:   destroys   CLI: openstack volume backup restore
---@param backup openstack.BackupRef
---@param options? { volume?: openstack.VolumeRef, name?: string, wait?: boolean, timeout?: number|string, sure?: string } # `name`: of the new volume; `sure`: its name once more
---@return openstack.Volume volume
function Backups:restore(backup, options) end

--- Remove a backup.
---
--- Raises: HTTP_404, HTTP_400 (others build on it), BAD_STATE, ETIMEDOUT
--- Risk:   destroys   CLI: openstack volume backup delete
---@param backup openstack.BackupRef
---@param options? { force?: boolean, wait?: boolean, timeout?: number|string, sure?: string } # `timeout`: seconds; `sure`: its name once more
function Backups:remove(backup, options) end

--- Wait until a backup has a status; default "available".
---
--- Raises: ETIMEDOUT, BAD_STATE
--- Risk:   reads
---@param backup openstack.BackupRef
---@param options? { status?: string, timeout?: number|string } # `status`: default "available"; `timeout`: seconds
---@return openstack.Backup backup
function Backups:wait(backup, options) end

--------------------------------------------------------------------------------------------------------------- servers

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

--------------------------------------------------------------------------------------------------------------- flavors

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
---@field disk? integer|string     # bytes, or "1G"; default 0
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
