---@meta libvirt
error "a meta file is read by editors, not by Lua"

--- libvirt of this machine and of others: secrets, domains, what the hypervisor is.
---
--- ```lua
--- local uri = libvirt.uri { host = "192.168.0.122", user = site.ssh.user, key = site.ssh.key, config = site.ssh.config }
--- local hypervisor <close> = libvirt.connect(uri, { timeout = 10 * seconds })
--- hypervisor:define_secret { uuid = fsid, usage = "client.cinder secret " .. fsid }
--- hypervisor:set_secret_value(fsid, cluster:user_key "client.cinder")
--- ```
---@class libvirt
libvirt = {}

---@class libvirt.Connection
---@field uri string # as given to `connect`
local Connection = {}

---@class libvirt.Domain
---@field name string
---@field uuid string
---@field id integer|nil # nil while it is not running
local Domain = {}

---@class libvirt.Secret           # a record; the value is not in it
---@field uuid string
---@field usage_type string        # "ceph", "iscsi", "volume", "tls", "vtpm" or "none"
---@field usage string|nil         # the usage name, unique for its type
---@field description string|nil
---@field ephemeral boolean        # never written to disk
---@field private boolean          # the value is never given out

---@class libvirt.Version
---@field driver string            # "QEMU", "TEST"
---@field hypervisor string|nil    # "7.2.9"; nil where the driver has none
---@field library string           # of the libvirt that answers there, "9.0.0"
---@field client string            # of the libvirt here, "9.0.0"

---@class libvirt.State
---@field state string             # "running", "blocked", "paused", "shutdown", "shutoff", "crashed", "suspended", "none"
---@field reason integer           # virDomain…Reason of that state

---@class libvirt.Disk
---@field target string|nil        # "vda"
---@field bus string|nil           # "virtio"
---@field device string            # "disk", "cdrom"
---@field type string              # "network", "file", "block"
---@field protocol string|nil      # "rbd"
---@field source string|nil        # "vms/…_disk" for rbd, a path for a file
---@field hosts string[]|nil       # "192.168.0.111:6789" …
---@field user string|nil          # the Ceph user, "cinder"
---@field secret_uuid string|nil
---@field secret_usage string|nil

---@class libvirt.UriOptions
---@field host string              # a name or an address
---@field user? string             # login name
---@field port? integer            # of ssh
---@field key? string              # path of a private key
---@field config? string           # path of an ssh_config
---@field known_hosts? string      # path of the file of host keys
---@field driver? string           # default "qemu"
---@field path? string             # default "/system"
---@field sudo? boolean            # run the far end as root

--- The URI of a host's libvirt, reached by ssh without any question being asked.
---
--- `config` is an ssh client configuration file (jump hosts, host keys, ports), which libvirt itself cannot be told:
--- it stands in the URI as `ssh_config`, and `connect` sees to it. `sudo` runs the far end as root.
---
--- Risk:   reads
---@param options libvirt.UriOptions
---@return string uri
function libvirt.uri(options) end

--- Connect: `qemu:///system`, `qemu+ssh://root@host/system`, `test:///default`, or what `libvirt.uri` gives.
---
--- Raises: VIR_ERR_…, ETIMEDOUT, EHOSTUNREACH, ENOTSUP (no libvirt library on this machine)
--- Units:  `timeout` in seconds, of connecting and of each later call; 30 unless given
--- Risk:   reads
--- C:      virConnectOpenAuth
---@param uri string               # "qemu:///system", "qemu+ssh://…", as `libvirt.uri` makes them
---@param options? { timeout?: number|string, read_only?: boolean }
---@return libvirt.Connection connection
function libvirt.connect(uri, options) end

--- What is running there.
---
--- Risk:   reads
--- C:      virConnectGetType virConnectGetVersion virConnectGetLibVersion virGetVersion    CLI: virsh version
---@return libvirt.Version version
function Connection:version() end

--- The host's own name for itself.
---
--- Risk:   reads
--- C:      virConnectGetHostname    CLI: virsh hostname
---@return string name
function Connection:hostname() end

--- What the host and its hypervisor can do, as libvirt's XML.
---
--- Risk:   reads
--- C:      virConnectGetCapabilities    CLI: virsh capabilities
---@return string xml
function Connection:capabilities() end

--- All secrets that are defined.
---
--- Raises: VIR_ERR_NO_SUPPORT (a driver without secrets, such as `test`)
--- Risk:   reads
--- C:      virConnectListAllSecrets virSecretGetXMLDesc    CLI: virsh secret-list
---@return libvirt.Secret[] secrets
function Connection:secrets() end

--- The secret with this UUID, or with this usage: `find_secret { usage = "client.cinder secret" }`; nil if there is none.
---
--- Risk:   reads
--- C:      virSecretLookupByUUIDString virSecretLookupByUsage
---@param what string|{ usage: string, usage_type?: string } # `usage_type` "ceph"; `usage`: the name of what uses it
---@return libvirt.Secret|nil secret
function Connection:find_secret(what) end

---@class libvirt.SecretOptions
---@field uuid? string             # default: a new one
---@field usage string             # the name of what uses it
---@field usage_type? string       # default "ceph"
---@field description? string      # one line
---@field ephemeral? boolean       # gone when libvirt ends
---@field private? boolean         # its value cannot be read back

--- Define a secret, or define it anew (its value stays). Without `uuid` a secret that has this usage keeps its own, and
--- libvirt chooses one for a new one.
---
--- Raises: EEXIST (the usage name is taken by another UUID, or the UUID has another usage: both are named), VIR_ERR_…
--- Risk:   writes
--- C:      virSecretDefineXML    CLI: virsh secret-define
---@param options libvirt.SecretOptions
---@return libvirt.Secret secret
function Connection:define_secret(options) end

--- The value of a secret; nil if none was set yet.
---
--- A Ceph key comes out as the text that a keyring has (libvirt keeps the decoded bytes).
---
--- Raises: VIR_ERR_NO_SECRET (no such secret), VIR_ERR_INVALID_SECRET (it is private)
--- Risk:   reads
--- C:      virSecretGetValue    CLI: virsh secret-get-value
---@param uuid string              # of the secret
---@return secret|nil value
function Connection:secret_value(uuid) end

--- Give a secret its value.
---
--- For usage type "ceph" this is the key as the keyring has it (base64); it is checked, and handed to libvirt decoded,
--- as `virsh secret-set-value --base64` does.
---
--- Raises: VIR_ERR_NO_SECRET, EINVAL (not a Ceph key)
--- Risk:   writes
--- C:      virSecretSetValue    CLI: virsh secret-set-value
---@param uuid string              # of the secret
---@param value secret
function Connection:set_secret_value(uuid, value) end

--- Remove a secret and its value.
---
--- Raises: VIR_ERR_NO_SECRET
--- Risk:   destroys
--- C:      virSecretUndefine    CLI: virsh secret-undefine
---@param uuid string              # of the secret
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Connection:remove_secret(uuid, options) end

--- All domains, running or not.
---
--- Risk:   reads
--- C:      virConnectListAllDomains    CLI: virsh list --all
---@return libvirt.Domain[] domains
function Connection:domains() end

--- The domain with this name or UUID; nil if there is none.
---
--- Risk:   reads
--- C:      virDomainLookupByUUIDString virDomainLookupByName
---@param what string              # its name or its UUID
---@return libvirt.Domain|nil domain
function Connection:find_domain(what) end

--- Close; also done by `<close>`. Twice is fine.
---
--- Risk:   reads
function Connection:close() end

--- What it is doing.
---
--- Raises: VIR_ERR_NO_DOMAIN (it is gone)
--- Risk:   reads
--- C:      virDomainGetState    CLI: virsh domstate
---@return libvirt.State state
function Domain:state() end

--- Its description in libvirt's XML; passwords of consoles are not in it.
---
--- Risk:   reads
--- C:      virDomainGetXMLDesc    CLI: virsh dumpxml
---@return string xml
function Domain:xml() end

--- Its disks, out of its XML.
---
--- Risk:   reads
---@return libvirt.Disk[] disks
function Domain:disks() end

--- The file on its host that its console is logged to, out of its XML; nil if there is none.
---
--- Risk:   reads
---@return string|nil path
function Domain:console_file() end

--- Stop its processors, and have it write what it has under way to its disks. It stays in memory.
---
--- Raises: VIR_ERR_OPERATION_INVALID (it is not running)
--- Risk:   writes
--- C:      virDomainSuspend    CLI: virsh suspend
function Domain:suspend() end

--- Let it run again after `suspend`; one that runs goes on.
---
--- Raises: VIR_ERR_OPERATION_INVALID (it is shut off)
--- Risk:   writes
--- C:      virDomainResume    CLI: virsh resume
function Domain:resume() end

--- Have its guest agent write everything to its file systems, and hold further writes until `thaw`.
---
--- Raises: VIR_ERR_ARGUMENT_UNSUPPORTED (it has no guest agent), VIR_ERR_AGENT_UNRESPONSIVE, VIR_ERR_OPERATION_INVALID
--- Risk:   writes
--- C:      virDomainFSFreeze    CLI: virsh domfsfreeze
---
--- ```lua
--- local _thaw <close> = setmetatable({}, { __close = function() domain:thaw() end })
--- domain:freeze()
--- ```
---@return integer count            # of file systems that are frozen
function Domain:freeze() end

--- Let its file systems be written to again.
---
--- Raises: as `freeze`
--- Risk:   writes
--- C:      virDomainFSThaw    CLI: virsh domfsthaw
---@return integer count            # of file systems that were thawed
function Domain:thaw() end
