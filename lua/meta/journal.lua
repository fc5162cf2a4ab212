---@meta journal
error "a meta file is read by editors, not by Lua"

--- What runs did to the world, and one run at a time: what `change.perform` is made of.
---
--- Journals are in `$CEPHLUA_STATE/runs`, else for root in `/var/lib/cephlua/runs`, for others in
--- `~/.local/state/cephlua/runs`; locks in `locks` beside it.
---@class journal
local journal = {}

--- A run's journal: a folder that only its owner can enter.
---@class journal.Journal
---@field id string              # of its run: 20261124-220336-integrate (UTC)
---@field folder string
local Journal = {}

--- The lock of a site. It is given back when it is closed, or its holder ends, however it ends.
---@class journal.Lock
local Lock = {}

--- Begin the journal of a run.
---
--- Raises: EACCES, ENOSPC, EROFS
--- Risk:   writes
---@param name string            # what runs: "integrate"
---@return journal.Journal
function journal.begin(name) end

--- The names of the runs there are, the oldest first.
---
--- Raises: EACCES
--- Risk:   reads
---@return string[]
function journal.runs() end

--- The records of a run.
---
--- Raises: ENOENT (no such run), EBADMSG (a record other than the last is not whole)
--- Risk:   reads
---@param id string                # as `journal.runs` gives it
---@return { records: table[], truncated: boolean, folder: string }   # `truncated`: a crash cut the last one, it is left out
function journal.read(id) end

--- Take the lock of a site.
---
--- Raises: EBUSY (with who holds it, after two seconds), EACCES
--- Risk:   writes
--- C:      flock
---@param name string            # the site: any text
---@param holder string          # who takes it and what for: what others are told
---@return journal.Lock
function journal.lock(name, holder) end

--- The SHA-256 digest of a value: of texts, numbers, booleans, secrets and tables of these. Two values have the same
--- digest exactly if they are the same; a secret counts as its text.
---
--- Raises: USAGE (a function or a handle has none)
--- Risk:   reads
--- CLI:    sha256sum
---@param value any                # what JSON can hold, and secrets
---@return string                # 64 hexadecimal digits
function journal.digest(value) end

--- Add a record: on disk when this returns, whole or not at all.
---
--- Raises: ENOSPC, EIO
--- Risk:   writes
--- C:      fdatasync
---@param record table             # what JSON can hold
function Journal:write(record) end

--- Keep a text or a secret in a file that only its owner can read.
---
--- Raises: ENOSPC, EIO
--- Risk:   writes
---@param content string|secret.Secret # goes into a file of mode 0600
---@return string name           # of the file in the run's folder
function Journal:keep(content) end

--- Give it back; twice is fine.
---
--- Risk:   reads
function Lock:close() end

return journal
