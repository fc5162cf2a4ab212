---@meta store
error "a meta file is read by editors, not by Lua"

--- Where the images of Glance are kept, with the verbs of Glance's own stores. What one adds is laid out as Glance
--- would: it can be registered as an image's location, and cloned by Cinder and Nova.
---@class store
local store = {}

---@class store.Added
---@field location string            # the URL that Glance stores: "rbd://FSID/POOL/IMAGE/snap"
---@field size integer               # bytes
---@field checksum string            # MD5, hexadecimal, as Glance has it
---@field hash_algorithm string      # "sha512"
---@field hash string                # hexadecimal
---@field metadata table<string, string> # { store = ID } if the store was given an `id`

---@class store.AddOptions
---@field size? integer              # the size it must have
---@field verify? boolean            # read what was written, and compare it (rbd)
---@field timeout? number|string     # seconds (rbd)

---@class store.Store
local Store = {}

--- The schemes of the locations that it knows: { "rbd" }.
---
--- Risk:   reads
---@return string[] schemes
function Store:get_schemes() end

--- Add an image: the content of a file, under an id. If that fails nothing of it stays.
---
--- Raises: EEXIST, EINVAL (the size is another), ENOSPC, EACCES, ENOTSUP (a web server)
--- Yields: yes
--- Risk:   writes
--- CLI:    openstack image create
---
--- ```lua
--- local cluster <close> = ceph.connect()
--- local images = store.rbd { pool = cluster:open_pool "images" }
--- print(images:add("a0a3b1a4-7a43-4c5d-8f3e-000000000001", "debian-13.raw").location)
--- ```
---@param id string                # of the image in Glance
---@param source string              # a file; "-" is standard input (rbd)
---@param options? store.AddOptions
---@return store.Added added
function Store:add(id, source, options) end

--- Read an image in pieces of at most 8 MiB.
---
--- Raises: ENOENT, EXDEV (it is not in this store), EACCES
--- Yields: yes
--- Risk:   reads
---
--- ```lua
--- local total = 0
--- for piece in store.http():get "https://example.org/debian-13.raw" do total = total + #piece end
--- ```
---@param location string          # a URL, as `add` gives it: "rbd://…"
---@param options? { offset?: integer, length?: integer } # `offset`: bytes from the beginning; `length`: bytes; default: all that follow
---@return fun(): string? pieces     # for a `for` loop, which also closes what was opened
function Store:get(location, options) end

--- The size of an image.
---
--- Raises: ENOENT, EXDEV, EACCES, ENODATA (a web server that does not say it)
--- Units:  bytes
--- Yields: yes
--- Risk:   reads
---@param location string          # a URL, as `add` gives it: "rbd://…"
---@return integer size            # bytes
function Store:get_size(location) end

--- Write an image into a file.
---
--- Raises: ENOENT, EXDEV, ENOSPC, EACCES
--- Units:  bytes
--- Yields: yes
--- Risk:   writes
--- CLI:    openstack image save
---@param location string          # a URL, as `add` gives it: "rbd://…"
---@param path string              # on this machine
---@param options? { replace?: boolean, timeout?: number|string }   # rbd; `timeout`: seconds
---@return integer size            # bytes
function Store:save(location, path, options) end

--- Remove an image's content. On RBD one with clones that need no protected snapshot goes to the trash, as with Glance.
---
--- Raises: ENOENT, EXDEV, EBUSY (volumes or servers are clones of it), EACCES, ENOTSUP (a web server)
--- Yields: yes
--- Risk:   destroys
--- CLI:    openstack image delete
---@param location string          # a URL, as `add` gives it: "rbd://…"
function Store:delete(location) end

--- Who may read an image. A file gets its owner and mode again; RBD has no such lists, and nothing is done.
---
--- Raises: ENOENT, EXDEV, ENOTSUP (a web server)
--- Risk:   writes
---@param location string          # a URL, as `add` gives it: "rbd://…"
---@param options? { mode?: string, owner?: string }   # filesystem; `mode`: permission bits; `owner`: of the file
function Store:set_acls(location, options) end

---@class store.RBDOptions
---@field pool ceph.Pool
---@field chunk? integer             # object size, bytes; default 8 MiB, as Glance's rbd_store_chunk_size
---@field features? string[]         # default: the cluster's rbd_default_features, as Glance does
---@field id? string                 # what Glance calls this store (enabled_backends)

--- Images in an RBD pool.
---
--- Risk:   reads
---@param options store.RBDOptions
---@return store.Store store
function store.rbd(options) end

---@class store.FilesystemOptions
---@field folder string              # Glance's filesystem_store_datadir
---@field mode? string               # of new files; default "0640"
---@field owner? string
---@field id? string                 # what Glance calls this store (enabled_backends)

--- Images as files of a folder of this machine.
---
--- Risk:   reads
---@param options store.FilesystemOptions
---@return store.Store store
function store.filesystem(options) end

--- Images on web servers, for reading.
---
--- Risk:   reads
---@param options? { ca?: string, insecure?: boolean, timeout?: number|string } # `ca`: path of the certificates to trust; `timeout`: seconds
---@return store.Store store
function store.http(options) end

--- The one of these stores that knows a location's scheme.
---
--- Raises: ENOTSUP, EINVAL (it is no URL)
--- Risk:   reads
---@param location string          # a URL, as `add` gives it: "rbd://…"
---@param stores store.Store[]
---@return store.Store store
function store.of(location, stores) end

return store
