---@meta openstack.images
error "a meta file is read by editors, not by Lua"

-- More of the module openstack: images.

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
