---@meta host
error "a meta file is read by editors, not by Lua"

--- Machines: this one, and those reached with the user's own `ssh`. Both are the same kind of value with the same
--- methods: commands as argument vectors, files that are written whole or not at all, packages, and facts.
---@class host
host = {}

---@class host.Options
---@field user? string           # login name; without it what ssh_config says
---@field port? integer          # without it what ssh_config says
---@field key? string            # path of a private key; no key of an agent is offered then
---@field ssh_config? string     # an ssh_config to use instead of the user's own
---@field sudo? boolean          # work as root through `sudo -n`
---@field timeout? number|string # of the connection, default 10 s
---@field wait? number|string    # keep trying so long while the host does not answer (it may be booting); default 0
---@field name? string           # what errors and tables call it; default: the target

---@class host.RunOptions
---@field stdin? string|secret.Secret      # default: empty
---@field stdin_file? string        # a file of this machine
---@field timeout? number|string    # default: none; then the whole tree of processes is ended (TERM, KILL after 2 s)
---@field env? table<string,string> # added to the environment
---@field cwd? string
---@field check? boolean            # default true: a status other than 0 raises
---@field secret? boolean           # stdout comes as a secret.Secret
---@field limit? integer|string     # bytes of stdout and of stderr that are kept, default 16M; more raises EOVERFLOW
---@field output? "capture"|"inherit" # "inherit": straight to the terminal, result.stdout and .stderr are empty

---@class host.Result
---@field status integer         # 0…255; 128 + signal when a signal ended it
---@field signal? integer        # the signal that ended it
---@field stdout string          # a secret.Secret with `secret = true`
---@field stderr string
---@field seconds number           # how long it ran

---@class host.Stat
---@field type "file"|"directory"|"link"|"fifo"|"socket"|"block"|"character"
---@field size integer           # bytes
---@field owner string           # name, or the number where it has none
---@field group string
---@field uid integer              # number of the owner
---@field gid integer              # number of the group
---@field mode integer           # permission bits: 0640 is 416
---@field permissions string     # the same as text: "0640"
---@field target? string         # of a symbolic link
---@field modified number        # seconds since 1970

---@class host.File: host.Stat
---@field content string|secret.Secret   # a secret with `secret = true`

---@class host.Entry: host.Stat
---@field name string

---@class host.Attributes
---@field owner? string|integer
---@field group? string|integer
---@field mode? integer|string   # "0640", or an integer

---@class host.Writing: host.Attributes
---@field replacing? string|secret.Secret|false

---@class host.Facts
---@field hostname string
---@field distribution string    # ID of os-release: debian, ubuntu, centos, rocky …
---@field release string         # VERSION_ID ("12"), "" where there is none
---@field codename string        # "bookworm", "" where there is none
---@field family string          # debian | redhat | other
---@field init string            # systemd | sysv
---@field package_manager string # apt | dnf | yum | none
---@field kernel string
---@field architecture string
---@field is_root boolean        # commands run as root

---@class host.User
---@field name string
---@field uid integer              # number of the user
---@field gid integer              # number of its first group
---@field home string
---@field shell string
---@field group string           # name of the main group

--- A machine. Close it when done: that ends its ssh connection.
---@class host.Host
---@field name string            # what the user calls it
---@field address string         # what ssh connects to; "localhost" for this machine
---@field is_local boolean
---@field is_closed boolean
local Host = {}

--- Connect to a machine with OpenSSH. One connection carries everything; agents, jump hosts and known_hosts are the
--- user's own.
---
--- Raises: EHOSTUNREACH (no answer, refused, unknown name), HOST_KEY_UNKNOWN, HOST_KEY_CHANGED, EACCES (no key is
---         accepted; sudo asks for a password)
--- Units:  `timeout` and `wait` in seconds
--- Risk:   reads
--- CLI:    ssh -o ControlMaster=yes
---@param target string          # host, address, or a name in ssh_config
---@param options? host.Options
---@return host.Host
function host.connect(target, options) end

--- This machine, without ssh.
---
--- Risk:   reads
---@param options? { sudo?: boolean, name?: string } # `name`: what errors and tables call it; default "localhost"
---@return host.Host
function host.here(options) end

--- A text as one word of a POSIX shell.
---
--- Risk:   reads
---@param text string              # any text
---@return string
function host.quote(text) end

--- Run a command: an argument vector, never a shell string.
---
--- Raises: COMMAND_FAILED (status other than 0; the last lines of stderr are in `details`), ENOENT (no such command),
---         ETIMEDOUT, EOVERFLOW
--- Units:  `timeout` in seconds
--- Risk:   writes
---
--- ```lua
--- local result = h:run({ "ceph-authtool", "--print-key", "/etc/ceph/k" }, { secret = true })
--- ```
---@param argv string[]            # the program and its arguments; no shell reads them
---@param options? host.RunOptions
---@return host.Result
function Host:run(argv, options) end

--- Like `run`, for commands that change nothing: allowed in a dry run.
---
--- Raises: as `run`
--- Risk:   reads
---@param argv string[]            # the program and its arguments; no shell reads them
---@param options? host.RunOptions
---@return host.Result
function Host:query(argv, options) end

--- The content of a file, every byte of it.
---
--- Raises: ENOENT, EACCES, EISDIR, EOVERFLOW (larger than `limit`)
--- Risk:   reads
---@param path string              # on that machine
---@param options? { secret?: boolean, missing_ok?: boolean, limit?: integer|string }  # `limit` default 256M
---@return string|secret.Secret|nil content   # nil only with `missing_ok`
function Host:read(path, options) end

--- A file with its owner, group, mode and content, in one round trip; nil if there is none. A link is followed.
---
--- Raises: EACCES, EISDIR, EOVERFLOW (larger than `limit`)
--- Risk:   reads
---@param path string              # on that machine
---@param options? { secret?: boolean, limit?: integer|string }  # `limit` default 256M
---@return host.File?
function Host:find_file(path, options) end

--- Write a whole file or nothing: a temporary file beside it (0600 until it is complete), fsync, rename. A symbolic
--- link is followed. Owner, group and mode are those of the present file unless given; a new file is 0644 (a Secret:
--- 0600).
--- Nothing is written if content and attributes are right already.
---
--- `replacing`: what the file must hold still (false: it must not be there), so that what somebody else wrote after it
--- was read is not lost. Compared and replaced under two locks: crudini's record lock on the file, and one on the
--- directory, which every write takes. On a host reached over ssh `flock` of util-linux 2.40 takes the record lock, else
--- `python3`: without either (then crudini is not there) the directory's must do.
---
--- A hard link is broken, as by all that replaces files: the other names keep the old content. What a killed writer left
--- beside the file (`.NAME.cephlua-…`) is removed by the next write of it.
---
--- Raises: ENOSPC (the old file is intact), EACCES, ENOENT (no such directory), EINVAL (no such owner or group), CONFLICT
--- (it does not hold what `replacing` says), EBUSY (a lock is held for a minute), ENOLCK (`replacing`, and the directory
--- may not be read, which locking it takes)
--- Risk:   writes
---@param path string              # on that machine
---@param content string|secret.Secret # any bytes; a secret is written with mode 0600 where no other is given
---@param options? host.Writing
---@return boolean changed
function Host:write(path, content, options) end

--- What there is at a path; the link itself for a symbolic link, unless `follow`.
---
--- Raises: EACCES
--- Risk:   reads
---@param path string              # on that machine
---@param options? { follow?: boolean }
---@return host.Stat? stat       # nil: nothing there
function Host:stat(path, options) end

--- The entries of a directory, sorted by name.
---
--- Raises: ENOENT, ENOTDIR, EACCES
--- Risk:   reads
---@param path string              # on that machine
---@return host.Entry[]
function Host:list(path) end

--- Remove a file, link or empty directory, or with `recursive` a whole tree. A tree with a mount point in it is
--- refused.
---
--- Raises: ENOTEMPTY, EBUSY (something is mounted in the tree), EACCES
--- Risk:   destroys
---@param path string              # on that machine
---@param options? { recursive?: boolean, sure?: string } # `sure`: its name once more
---@return boolean changed       # false: there was nothing
function Host:remove(path, options) end

--- Make a directory, and those above it. Attributes are set on the last one, also if it exists.
---
--- Raises: ENOTDIR, EACCES
--- Risk:   writes
---@param path string              # on that machine
---@param options? host.Attributes   # a new one is 0755 without `mode`
---@return boolean changed
function Host:make_directory(path, options) end

--- Set owner, group or mode of what is there (a symbolic link is followed).
---
--- Raises: ENOENT, EINVAL (no such owner or group)
--- Risk:   writes
---@param path string              # on that machine
---@param attributes host.Attributes
---@return boolean changed
function Host:set_attributes(path, attributes) end

--- Make `path` a symbolic link to `target`; a link that is there is replaced atomically, anything else is refused.
---
--- Raises: EEXIST (something other than a link is there)
--- Risk:   writes
---@param path string              # the link
---@param target string            # where it leads; need not be there
---@return boolean changed
function Host:link(path, target) end

--- What kind of machine it is. Asked once, then remembered.
---
--- Risk:   reads
---@return host.Facts
function Host:facts() end

--- A user account by name (`getent passwd`).
---
--- Risk:   reads
---@param name string              # login name
---@return host.User?
function Host:find_user(name) end

--- Installed versions of packages; one that is not installed is absent from the table.
---
--- Raises: ENOTSUP (no dpkg and no rpm)
--- Risk:   reads
--- CLI:    dpkg-query -W, rpm -q
---@param names string[]           # as its package manager calls them
---@return table<string,string> versions # by name; those that are not installed are missing
function Host:packages(names) end

--- Install packages that are not installed yet; asks nothing, keeps configuration files, waits for the package
--- manager's lock.
---
--- Raises: COMMAND_FAILED (with the last lines), ENOTSUP, ETIMEDOUT
--- Units:  `timeout` in seconds, default 900
--- Risk:   writes
--- CLI:    apt-get install, dnf install, yum install
---@param names string[]           # as its package manager calls them
---@param options? { update?: boolean, timeout?: number|string }  # `update`: refresh the package lists first
---@return boolean changed
function Host:install(names, options) end

--- Whether a TCP port accepts a connection, tried from the host itself.
---
--- Risk:   reads
---@param port integer             # of TCP
---@param options? { address?: string, timeout?: number|string }  # `address`: default: any of the host's own; `timeout`: seconds; default 3
---@return boolean
function Host:port_answers(port, options) end

--- End the connection; twice is fine.
---
--- Risk:   reads
function Host:close() end

return host
