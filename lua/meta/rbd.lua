---@meta rbd
error "a meta file is read by editors, not by Lua"

--- RBD images: listing, creating, cloning, snapshots, reading and writing.
---
--- Works on pools that `cluster:open_pool(name)` gave. Sizes and offsets are bytes, or text such as "10G".
---@class rbd
local rbd = {}

--- The version of the librbd library, as "1.16.0".
---
--- Risk:   reads
--- C:      rbd_version
---@return string version
function rbd.version() end

---@class rbd.ImageEntry
---@field id string
---@field name string

--- The images of a pool, sorted by name.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list2 rbd_image_spec_list_cleanup      CLI: rbd ls
---@param pool ceph.Pool
---@return rbd.ImageEntry[] images
function rbd.images(pool) end

--- What `image:info()` says of the image of that name, nil if there is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_open_read_only      CLI: rbd info
---@param pool ceph.Pool
---@param name string              # the image
---@return rbd.Info? info
function rbd.find_image(pool, name) end

--- What `image:info()` says of each image, sorted by name.
---
--- Raises: EACCES, ETIMEDOUT
--- Cost:   opens one image after the other
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list2 rbd_open_read_only rbd_stat      CLI: rbd ls --long
---@param pool ceph.Pool
---@return rbd.Info[] infos
function rbd.infos(pool) end

---@class rbd.OpenOptions
---@field snapshot? string           # open this snapshot; implies read_only
---@field read_only? boolean         # no lock is taken and nobody is disturbed; default false

--- Open an image.
---
--- Raises: ENOENT (no such image, or no such snapshot), EACCES, EROFS, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_open rbd_open_read_only
---
--- ```lua
--- local images <close> = cluster:open_pool "images"
--- local image  <close> = rbd.open(images, "8a2f…", { read_only = true })
--- print(image:info().size)
--- ```
---@param pool ceph.Pool
---@param name string              # the image
---@param options? rbd.OpenOptions
---@return rbd.Image image
function rbd.open(pool, name, options) end

--- Open an image by its id: also one in the trash, which its name does not open.
---
--- Raises: ENOENT (no such image, or no such snapshot), EACCES, EROFS, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_open_by_id rbd_open_by_id_read_only rbd_get_name      CLI: rbd --image-id
---@param pool ceph.Pool
---@param id string                # the image's id, as `rbd.images` and `rbd.trash` give it
---@param options? rbd.OpenOptions
---@return rbd.Image image
function rbd.open_by_id(pool, id, options) end

---@class rbd.CreateOptions
---@field size integer|string        # bytes
---@field features? string[]         # names; default: the cluster's rbd_default_features
---@field object_size? integer|string # a power of two, 4 KiB to 32 MiB; default: the cluster's (4 MiB)
---@field stripe_unit? integer|string # bytes in one object before the next of the stripe; a divisor of object_size
---@field stripe_count? integer      # objects of a stripe; needs stripe_unit
---@field data_pool? string          # the pool for the data, if not the image's own; may be an erasure-coded one

--- Create an image.
---
--- Raises: EEXIST, EINVAL, ENOENT (no such data pool, or no such namespace), EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   writes
--- C:      rbd_create4 rbd_image_options_create rbd_image_options_destroy rbd_image_options_set_uint64
---         rbd_image_options_set_string      CLI: rbd create
---@param pool ceph.Pool
---@param name string              # of the new image: no "/" and no "@"
---@param options rbd.CreateOptions
function rbd.create(pool, name, options) end

---@class rbd.CloneOptions
---@field parent_pool ceph.Pool
---@field parent string              # name of the parent image
---@field snapshot string            # its snapshot
---@field pool? ceph.Pool            # of the clone; default: the parent's
---@field name string                # of the clone
---@field features? string[]
---@field object_size? integer|string # default: the parent's
---@field stripe_unit? integer|string # bytes
---@field stripe_count? integer    # objects of a stripe
---@field data_pool? string
---@field format? 1|2                # 2, the default, needs no protected snapshot; 1 is for clients before Mimic

--- Make a copy-on-write clone of a snapshot.
---
--- Raises: ENOENT, EEXIST, EINVAL (format 1 and the snapshot is not protected), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_clone3      CLI: rbd clone
---
--- ```lua
--- rbd.clone { parent_pool = images, parent = "debian", snapshot = "snap", pool = vms, name = "vm-1" }
--- ```
---@param options rbd.CloneOptions
function rbd.clone(options) end

--- Give an image another name. Who has it open goes on with it.
---
--- Raises: ENOENT, EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_rename      CLI: rbd rename
---@param pool ceph.Pool
---@param name string              # the image
---@param options { to: string }   # `to`: the new name
function rbd.rename(pool, name, options) end

--- Called with what is done, and of how much, in a unit of librbd's own: objects, mostly. It runs as a task while the
--- operation goes on. When it is slow it is called less often; when it fails, the operation is stopped where that is
--- possible, and its error is raised.
---@alias rbd.Progress fun(done: integer, total: integer)

---@class rbd.SureOptions
---@field progress? rbd.Progress
---@field sure? string             # the name again: nothing is asked at the prompt

---@class rbd.LongOptions
---@field progress? rbd.Progress
---@field timeout? number|string     # seconds after which it is stopped, with ETIMEDOUT; default: never

--- Remove an image. It must have no snapshots, no watchers, and no clones; `rbd.explain` says what is in the way.
---
--- Raises: ENOENT, EBUSY (somebody has it open), ENOTEMPTY (it has snapshots), EMLINK (it is in a group), EACCES
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_remove_with_progress      CLI: rbd rm
---@param pool ceph.Pool
---@param name string              # the image
---@param options? rbd.SureOptions
function rbd.remove(pool, name, options) end

--- An open image. It keeps its pool and cluster alive.
---@class rbd.Image
---@field name string
---@field spec string                # "vms/vm-1", "images/debian@snap"
---@field snapshot? string           # the snapshot it was opened at
---@field read_only boolean
---@field pool ceph.Pool
local Image = {}

--- Close the image; twice is fine. Data that was written is flushed.
---
--- Risk:   reads
--- C:      rbd_close
function Image:close() end

---@class rbd.Info
---@field name string
---@field id string
---@field size integer               # bytes
---@field order integer              # objects are 2^order bytes
---@field object_size integer        # bytes
---@field objects integer            # how many at most
---@field object_prefix string       # "rbd_data.10226b8b4567"
---@field features string[]          # { "layering", "exclusive-lock", … }
---@field op_features string[]       # { "clone-child" }: "clone-parent", "clone-child", "group", "snap-trash"
---@field flags string[]             # { "object-map-invalid" }
---@field stripe_unit integer        # bytes
---@field stripe_count integer     # objects of a stripe
---@field data_pool? string          # its own pool, if no other was given; nil if that is gone
---@field created_at integer         # seconds since 1970
---@field accessed_at integer        # seconds since 1970, to a day
---@field modified_at integer        # seconds since 1970, to a minute
---@field parent? rbd.Parent

---@class rbd.Parent
---@field pool string
---@field namespace string           # "" where none
---@field image string
---@field image_id string
---@field snapshot string
---@field snapshot_id integer      # unique in the pool
---@field trash boolean              # the parent image is in the trash
---@field overlap integer            # bytes the child shares with it
---@field spec string                # "images/debian@snap"

--- Everything about the image that its header knows.
---
--- Raises: EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   reads
--- C:      rbd_stat rbd_get_features rbd_get_op_features rbd_get_flags rbd_get_stripe_unit rbd_get_stripe_count
---         rbd_get_data_pool_id rbd_get_create_timestamp rbd_get_access_timestamp rbd_get_modify_timestamp rbd_get_id
---         rbd_get_block_name_prefix      CLI: rbd info
---@return rbd.Info info
function Image:info() end

--- The snapshot that the image is a clone of, nil if it is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_get_parent rbd_get_overlap rbd_linked_image_spec_cleanup rbd_snap_spec_cleanup      CLI: rbd info
---@return rbd.Parent? parent
function Image:parent() end

--- Change the size. Shrinking needs `shrink`, as what lies beyond is lost.
---
--- Raises: USAGE (smaller, without `shrink`), EROFS, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_resize2      CLI: rbd resize
---@param size integer|string      # bytes, or text such as "10G"
---@param options? { shrink?: boolean, progress?: rbd.Progress, sure?: string } # `sure`: the image once more, as "vms/vm-1"
function Image:resize(size, options) end

--- Read bytes. What lies beyond the end is left out.
---
--- Raises: EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   reads
--- C:      rbd_read2      CLI: rbd export
---@param offset integer|string    # bytes from the beginning
---@param length integer|string      # at most 64 MiB at a time
---@return string data
function Image:read(offset, length) end

--- Write bytes.
---
--- Raises: EINVAL (beyond the end), EROFS, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   writes
--- C:      rbd_write2      CLI: rbd import
---@param offset integer|string    # bytes from the beginning
---@param data string              # any bytes
function Image:write(offset, data) end

--- Discard bytes: they read as zeros, or as they were where the range does not cover what the store can free.
---
--- Raises: EROFS, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_discard
---@param offset integer|string    # bytes from the beginning
---@param length integer|string    # bytes
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Image:discard(offset, length, options) end

--- Wait until everything that was written is on stable storage.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_flush
function Image:flush() end

return rbd
