---@meta rbd.care
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: features, space, metadata and encryption of an image.

---@class rbd.Image
local Image = {}

--- Turn features on. An object map that is turned on later knows nothing until it is rebuilt.
---
--- Raises: EINVAL (on already, needs another one, or is for creation only), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_update_features      CLI: rbd feature enable
---@param features string[]        # names: { "object-map", "fast-diff" }
function Image:enable_features(features) end

--- Turn features off.
---
--- Raises: EINVAL (off already, needed by another one, or stays for good), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_update_features      CLI: rbd feature disable
---@param features string[]        # names: { "object-map", "fast-diff" }
function Image:disable_features(features) end

---@class rbd.RebuildOptions
---@field snapshot? string           # its object map, instead of the image's
---@field progress? rbd.Progress
---@field timeout? number|string   # seconds

--- Make the object map anew. Whether it is needed, `image:info().flags` says; snapshots that are older than the feature
--- need it too.
---
--- Raises: ENOENT, EINVAL (there is none), EROFS, ECANCELED, ETIMEDOUT (it may be rebuilt again), EACCES
--- Cost:   a look at each object
--- Yields: yes
--- Risk:   writes
--- C:      rbd_rebuild_object_map      CLI: rbd object-map rebuild
---@param options? rbd.RebuildOptions
function Image:rebuild_object_map(options) end

---@class rbd.SparsifyOptions
---@field size? integer|string       # how many zeros in a row count: a power of two, 4 KiB (the default) to an object
---@field progress? rbd.Progress
---@field timeout? number|string   # seconds

--- Give back the space of parts of objects that hold nothing but zeros.
---
--- Raises: EINVAL, EROFS, ECANCELED, EACCES, ETIMEDOUT
--- Units:  `size` in bytes
--- Cost:   the OSDs read all of the image
--- Yields: yes
--- Risk:   writes
--- C:      rbd_sparsify_with_progress      CLI: rbd sparsify
---@param options? rbd.SparsifyOptions
function Image:sparsify(options) end

---@class rbd.UsageOptions
---@field exact? boolean             # counts bytes that were written instead of whole objects; looks at each object
---@field progress? rbd.Progress
---@field timeout? number|string   # seconds

---@class rbd.SnapshotUsage
---@field name string
---@field provisioned integer        # bytes
---@field used integer               # bytes written since the snapshot before

---@class rbd.Usage
---@field name string
---@field provisioned integer        # bytes
---@field used integer               # bytes, with all snapshots; as clients see them, without copies
---@field own integer                # bytes written since the last snapshot
---@field fast boolean               # the object map answered; else each object was looked at
---@field snapshots rbd.SnapshotUsage[]

--- How much space the image and its snapshots take.
---
--- Raises: ECANCELED, EACCES, ETIMEDOUT
--- Units:  bytes
--- Cost:   with fast-diff a look into the object map, else at each object
--- Yields: yes
--- Risk:   reads
--- C:      rbd_diff_iterate2      CLI: rbd du
---@param options? rbd.UsageOptions
---@return rbd.Usage usage
function Image:usage(options) end

---@class rbd.ChangesOptions
---@field since? string              # a snapshot that is older than what the image was opened at; default: since it was made
---@field whole_objects? boolean     # only which objects have changed; the object map knows that
---@field progress? rbd.Progress
---@field timeout? number|string   # seconds

---@class rbd.ChangedRange
---@field offset integer             # bytes
---@field length integer             # bytes
---@field exists boolean             # whether there is data now; else there is none any more

--- The ranges that have changed since a snapshot, up to what the image was opened at; without `since` those that hold
--- data. Ranges that touch are one.
---
--- Raises: ENOENT, EINVAL (`since` is not older), ECANCELED, EACCES, ETIMEDOUT
--- Units:  bytes
--- Cost:   with `whole_objects` and fast-diff a look into the object map, else at each object
--- Yields: yes
--- Risk:   reads
--- C:      rbd_diff_iterate2      CLI: rbd diff --from-snap
---
--- ```lua
--- local tuesday <close> = cluster:open_image "vms/vm-1@tuesday"
--- for _, range in ipairs(tuesday:changes { since = "monday" }) do print(range.offset, bytes(range.length)) end
--- ```
---@param options? rbd.ChangesOptions
---@return rbd.ChangedRange[] ranges
function Image:changes(options) end

--- The metadata of the image, by key. Keys that begin with conf_ are its configuration.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_metadata_list      CLI: rbd image-meta ls
---@return table<string, string> metadata # values by key
function Image:metadata() end

--- One value of the metadata, nil if there is no such key.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_metadata_get      CLI: rbd image-meta get
---@param key string               # the name of the entry
---@return string? value
function Image:find_metadata(key) end

--- Set a value of the metadata.
---
--- Raises: EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_metadata_set      CLI: rbd image-meta set
---@param key string               # the name of the entry
---@param value string             # any text
function Image:set_metadata(key, value) end

--- Remove a value of the metadata.
---
--- Raises: ENOENT, EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_metadata_remove      CLI: rbd image-meta remove
---@param key string               # the name of the entry
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Image:remove_metadata(key, options) end

--- The options of librbd as they hold for the image, sorted by name.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_config_image_list rbd_config_image_list_cleanup      CLI: rbd config image ls
---@return rbd.ConfigOption[] options
function Image:config() end

--- Set options of librbd for the image. Clients that have it open take them over.
---
--- Raises: EINVAL (no such option, or not such a value), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_metadata_set rados_conf_set      CLI: rbd config image set
---
--- ```lua
--- image:set_config { rbd_qos_iops_limit = 1000 }
--- ```
---@param values table<string, string|number|boolean> # by option: { rbd_cache = false }
function Image:set_config(values) end

--- Remove the image's own value of an option; again is fine.
---
--- Raises: EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_metadata_remove      CLI: rbd config image rm
---@param name string              # the option: "rbd_cache"
function Image:remove_config(name) end

---@class rbd.FormatEncryptionOptions
---@field format? string             # "luks1" or "luks2", the default
---@field passphrase secret.Secret   # plain text is refused
---@field algorithm? string          # "aes-128" or "aes-256", the default
---@field sure? string               # the name again: nothing is asked at the prompt

--- Make the image an encrypted one: a LUKS header is written over its beginning, and what it held is lost.
---
--- Raises: ENOTSUP (librbd was built without), EINVAL, EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_encryption_format      CLI: rbd encryption format
---@param options rbd.FormatEncryptionOptions
function Image:format_encryption(options) end

---@class rbd.LoadEncryptionOptions
---@field format? string             # "luks1" or "luks2", the default
---@field passphrase secret.Secret

--- Open the encryption of the image: from now on this handle reads and writes what is in it.
---
--- Raises: EPERM (wrong passphrase), EINVAL, ENOTSUP, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_encryption_load
---@param options rbd.LoadEncryptionOptions
function Image:load_encryption(options) end
