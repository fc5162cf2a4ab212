---@meta fs
error "a meta file is read by editors, not by Lua"

--- Files of this machine: the same functions as those of a host, and a few that only make sense here.
---@class fs
fs = {}

--- The content of a file, every byte of it.
---
--- Raises: ENOENT, EACCES, EISDIR, EOVERFLOW (larger than `limit`)
--- Risk:   reads
---@param path string              # on this machine
---@param options? { secret?: boolean, missing_ok?: boolean, limit?: integer|string }  # `limit` default 256M
---@return string|secret.Secret|nil content   # nil only with `missing_ok`
function fs.read(path, options) end

--- A file with its owner, group, mode and content; nil if there is none. A link is followed.
---
--- Raises: EACCES, EISDIR, EOVERFLOW (larger than `limit`)
--- Risk:   reads
---@param path string              # on this machine
---@param options? { secret?: boolean, limit?: integer|string }  # `limit` default 256M
---@return host.File?
function fs.find_file(path, options) end

--- Write a whole file or nothing; see `Host:write`.
---
--- Raises: ENOSPC (the old file is intact), EACCES, ENOENT (no such directory), EINVAL (no such owner or group)
--- Risk:   writes
---@param path string              # on this machine
---@param content string|secret.Secret # any bytes; a secret is written with mode 0600 where no other is given
---@param options? host.Writing
---@return boolean changed
function fs.write(path, content, options) end

--- What there is at a path; the link itself for a symbolic link, unless `follow`.
---
--- Raises: EACCES
--- Risk:   reads
--- C:      lstat, stat
---@param path string              # on this machine
---@param options? { follow?: boolean }
---@return host.Stat?
function fs.stat(path, options) end

--- Whether there is anything at a path (a dangling link is nothing).
---
--- Risk:   reads
---@param path string              # on this machine
---@return boolean
function fs.exists(path) end

--- The entries of a directory, sorted by name.
---
--- Raises: ENOENT, ENOTDIR, EACCES
--- Risk:   reads
---@param path string              # on this machine
---@return host.Entry[]
function fs.list(path) end

--- Remove a file, link or empty directory, or with `recursive` a whole tree. A tree with a mount point in it is
--- refused.
---
--- Raises: ENOTEMPTY, EBUSY (something is mounted in the tree), EACCES
--- Risk:   destroys
---@param path string              # on this machine
---@param options? { recursive?: boolean, sure?: string } # `sure`: its name once more
---@return boolean changed       # false: there was nothing
function fs.remove(path, options) end

--- Make a directory, and those above it.
---
--- Raises: ENOTDIR, EACCES
--- Risk:   writes
---@param path string              # on this machine
---@param options? host.Attributes
---@return boolean changed
function fs.make_directory(path, options) end

--- Set owner, group or mode of what is there (a symbolic link is followed).
---
--- Raises: ENOENT, EINVAL (no such owner or group)
--- Risk:   writes
---@param path string              # on this machine
---@param attributes host.Attributes
---@return boolean changed
function fs.set_attributes(path, attributes) end

--- Make `path` a symbolic link to `target`.
---
--- Raises: EEXIST (something other than a link is there)
--- Risk:   writes
---@param path string              # the link
---@param target string            # where it leads; need not be there
---@return boolean changed
function fs.link(path, target) end

--- Copy a file's content to another file, written as `fs.write` does but without holding it in memory; holes stay
--- holes where they can.
---
--- Raises: ENOENT, ENOSPC, EISDIR
--- Risk:   writes
--- C:      copy_file_range
---@param from string              # a file of this machine
---@param to string                # its new path; what is there is replaced
---@param options? host.Attributes
function fs.copy(from, to, options) end

--- Give a file or directory another name; what has that name is replaced if it is a file.
---
--- Raises: ENOENT, EXDEV, ENOTEMPTY
--- Risk:   writes
--- C:      rename
---@param from string              # a file of this machine
---@param to string                # its new path; what is there is replaced
function fs.rename(from, to) end

--- A new directory that only this user can enter, under $TMPDIR or /tmp. Its maker removes it.
---
--- Risk:   writes
--- C:      mkdtemp
---@param prefix? string         # default "cephlua"
---@return string path
function fs.temporary_directory(prefix) end

--- The path without links, `.` and `..`; nil if there is nothing.
---
--- Risk:   reads
--- C:      realpath
---@param path string              # on this machine
---@return string?
function fs.real_path(path) end

--- Digests of a file's content, in one pass.
---
--- Raises: ENOENT, EISDIR, EACCES
--- Yields: yes
--- Risk:   reads
--- CLI:    sha256sum, sha512sum, md5sum
---@param path string              # on this machine
---@param names string[]         # "sha256", "sha512", "md5"
---@return table<string, string> digests # in hexadecimal
function fs.digests(path, names) end

--- Free and total bytes of the file system that holds a path.
---
--- Risk:   reads
--- C:      statvfs
---@param path string              # on this machine
---@return { total: integer, free: integer }
function fs.space(path) end

--- A locked file. Close it to give the lock back; a `<close>` variable does.
---@class fs.Lock
---@field path string
---@field is_new boolean         # whether there was no such file: an empty one was made
local Lock = {}

--- Wait for the lock on a file, to read it, change it and write it back while nobody else does.
---
--- It is the record lock that crudini takes, and for which every write with `replacing` waits (`fs.write`,
--- `host:write`, `ini.edit`). `shared` lets others read; `create` makes a file that is not there, empty.
---
--- Raises: ENOENT, EACCES
--- Risk:   writes
--- C:      fcntl(F_OFD_SETLK)
---
--- ```lua
--- local lock <close> = fs.lock "/etc/nova/nova.conf"
--- local old = lock:read()
--- lock:replace(old, (old:gsub("debug = true", "debug = false")))
--- ```
---@param path string              # on this machine
---@param options? { shared?: boolean, create?: boolean }
---@return fs.Lock lock
function fs.lock(path, options) end

--- What is in the file.
---
--- Risk:   reads
---@return string content
function Lock:read() end

--- Put a file with another content in its place, whole or not at all, and say whether they differ. Owner, group, mode,
--- access lists and attributes are kept. The lock stays on the file that was there: close it.
---
--- Raises: CONFLICT (the file does not hold `old` any more: somebody wrote it who waits for no lock), ENOSPC (the old file
--- is intact), EACCES
--- Risk:   writes
---@param old string             # what `read` gave
---@param new string             # any bytes
---@return boolean changed
function Lock:replace(old, new) end

--- Put another content into the file itself. Not atomic: `replace` replaces a file as a whole.
---
--- Raises: ENOSPC, EACCES
--- Risk:   writes
---@param content string           # any bytes
function Lock:overwrite(content) end

--- Give the lock back; twice is fine.
---
--- Risk:   reads
function Lock:close() end

return fs
