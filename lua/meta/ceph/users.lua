---@meta ceph.users
error "a meta file is read by editors, not by Lua"

-- More of the module ceph: users and their keys.

---@class ceph.Cluster
local Cluster = {}

---@class ceph.User
---@field entity string              # "client.glance"
---@field caps table<string, string> # { mon = "profile rbd", osd = "profile rbd pool=images" }

--- All users and daemons that have a key, sorted.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth ls
---@return ceph.User[] users
function Cluster:users() end

--- The user of that name, nil if there is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth get
---@param name string                # "glance" or "client.glance"
---@return ceph.User? user
function Cluster:find_user(name) end

--- The user's key, as a secret.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth get-key
---@param name string              # the user: "glance" or "client.glance"
---@return secret.Secret key         # base64 text
function Cluster:user_key(name) end

--- The text of a keyring file for the user: a section with the key, as `ceph auth get-or-create` prints it.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth get-or-create
---
--- ```lua
--- local path = "/etc/ceph/ceph.client.cinder.keyring"
--- compute:write(path, cluster:user_keyring "cinder", { owner = "nova", mode = "0640" })
--- ```
---@param name string              # the user: "glance" or "client.glance"
---@return secret.Secret text
function Cluster:user_keyring(name) end

--- Make a user with exactly these capabilities. A user that has them already is left as it is.
---
--- Raises: EEXIST (the user exists with other caps; `details` has both), EINVAL (bad caps), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph auth get-or-create
---
--- ```lua
--- cluster:create_user("glance", { caps = { mon = "profile rbd", osd = "profile rbd pool=images" } })
--- ```
---@param name string              # the user: "glance" or "client.glance"
---@param options { caps: table<string, string> } # `caps`: what it may do, by daemon
---@return ceph.User user
function Cluster:create_user(name, options) end

--- Give a user exactly these capabilities; those of other daemons are taken away.
---
--- Raises: ENOENT, EINVAL (bad caps), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph auth caps
---@param name string              # the user: "glance" or "client.glance"
---@param caps table<string, string> # what it may do, by daemon: { mon = "profile rbd", osd = "…" }
function Cluster:set_caps(name, caps) end

--- Remove a user; its key is worth nothing from then on.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_mon_command      CLI: ceph auth rm
---@param name string              # the user: "glance" or "client.glance"
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Cluster:remove_user(name, options) end
