---@meta rbd.locks
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: locks and watchers of an image.

---@class rbd.Image
local Image = {}

---@class rbd.Locker
---@field client string              # "client.4123"
---@field cookie string
---@field address string             # "192.168.0.122:0/1234"
---@field exclusive boolean
---@field tag string                 # "" for exclusive and untagged locks

--- Who holds a lock on the image; the exclusive-lock feature's own lock is among them.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list_lockers      CLI: rbd lock ls
---@return rbd.Locker[] lockers
function Image:lockers() end

--- Take an advisory lock: it keeps others from taking one, and from nothing else. For images without exclusive-lock;
--- those that have it know `acquire_ownership`.
---
--- Raises: EBUSY (somebody holds one; `details` says who), EEXIST (it is ours), CONFLICT, EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_lock_exclusive rbd_lock_shared      CLI: rbd lock add
---@param cookie string              # tells the locks of one connection apart
---@param options? { shared?: string } # a tag: shared with all who use the same one
function Image:take_lock(cookie, options) end

--- Release an advisory lock that this connection took.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_unlock      CLI: rbd lock rm
---@param cookie string            # as `image:lockers()` gives it
function Image:release_lock(cookie) end

--- Break a lock of a client that has died: what `lockers` gave. The client is blocklisted first, so that it cannot go
--- on writing. One that lives is refused: it watches the image. One that has just died does so for half a minute more.
---
--- Raises: ENOENT, EBUSY (the client lives), CONFLICT (it would not be blocklisted, or is this one), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_break_lock rados_get_instance_id      CLI: rbd lock rm
---@param client string              # "client.4123"
---@param cookie string            # as `image:lockers()` gives it
---@param options? { force?: boolean, sure?: string } # `force`: even if it lives; `sure`: the client once more
function Image:break_lock(client, cookie, options) end

--- Take the lock of the exclusive-lock feature and keep it: others who want to write are refused it until it is
--- released, or the image is closed.
---
--- Raises: EROFS (another client keeps it), EINVAL (the image has no such feature), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_lock_acquire
function Image:acquire_ownership() end

--- Give the lock of the exclusive-lock feature back. This handle does not write from then on, until it acquires it.
---
--- Raises: EINVAL (this image does not have it), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_lock_release
function Image:release_ownership() end

--- Whether this very handle has the lock of the exclusive-lock feature.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_is_exclusive_lock_owner
---@return boolean owner
function Image:is_owner() end

---@class rbd.LockOwner
---@field owner string               # as librbd names it: an address, or a cookie
---@field mode string                # "exclusive" or "shared"

--- The owner of the exclusive lock as librbd sees it; an empty list where there is none.
---
--- Raises: EINVAL (open for reading only), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_lock_get_owners rbd_lock_get_owners_cleanup
---@return rbd.LockOwner[] owners
function Image:lock_owners() end

---@class rbd.Watcher
---@field address string             # "192.168.0.122:0/1234"
---@field client integer             # 4123
---@field cookie integer|string      # a string when it exceeds a Lua integer

--- Who has the image open for writing, this connection too.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_watchers_list rbd_watchers_list_cleanup      CLI: rbd status
---@return rbd.Watcher[] watchers
function Image:watchers() end
