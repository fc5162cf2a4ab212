---@meta rbd.clones
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: clones, and what they were made of.

---@class rbd
local rbd = {}

---@class rbd.Image
local Image = {}

---@class rbd.Child
---@field pool string
---@field namespace string           # "" where none
---@field name string
---@field id string
---@field trash boolean              # the child is in the trash
---@field spec string                # "vms/vm-1"

--- The clones of the image, in all pools, those in the trash too; of one snapshot when it is named.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list_children3 rbd_linked_image_spec_list_cleanup      CLI: rbd children --all
---@param snapshot? string         # only those of this snapshot
---@return rbd.Child[] children
function Image:children(snapshot) end

--- The clones of the image, the clones of these, and so on; of one snapshot when it is named.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list_descendants      CLI: rbd children --descendants --all
---@param snapshot? string         # only those of this snapshot
---@return rbd.Child[] descendants
function Image:descendants(snapshot) end

--- Copy what the image shares with its parent into it, and cut the tie.
---
--- Raises: EINVAL (it is no clone), EROFS, ECANCELED, ETIMEDOUT (it may be flattened again), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_flatten_with_progress      CLI: rbd flatten
---
--- ```lua
--- image:flatten { timeout = "1h", progress = function(done, total) log.info(("%d of %d"):format(done, total)) end }
--- ```
---@param options? rbd.LongOptions
function Image:flatten(options) end

---@class rbd.Finding
---@field kind string                # child snapshot watcher lock group migration parent feature trash
---@field subject string             # "vms/vm-1", "client.4123 at 192.168.0.122:0/1234"
---@field blocks string[]            # of "remove", "clone" and "unprotect"; none where it is merely good to know
---@field message string
---@field hint string                # what to do

---@class rbd.Explanation
---@field spec string
---@field id string
---@field in_trash boolean
---@field removable boolean
---@field clonable boolean
---@field unprotectable boolean
---@field findings rbd.Finding[]
---@field text string                # all of it, for people

--- Why an image cannot be removed, cloned or unprotected: its clones, wherever they are, snapshots, watchers, locks,
--- group, migration and features. Changes nothing.
---
--- Raises: ENOENT (nor is it in the trash), EACCES, ETIMEDOUT
--- Cost:   opens the image and each of its clones
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list_children3 rbd_list_lockers rbd_watchers_list rbd_get_group rbd_migration_status
---
--- ```lua
--- print(rbd.explain(images, "debian").text)
--- ```
---@param pool ceph.Pool
---@param name string                # or the name or id of one in the trash
---@return rbd.Explanation explanation
function rbd.explain(pool, name) end
