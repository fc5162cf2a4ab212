---@meta ini
error "a meta file is read by editors, not by Lua"

--- INI files, read as OpenStack services and Ceph read them, and edited without touching any other byte.
---
--- A document lives in memory: editing it writes nothing until `save`, or until its text is written to a host.
---
--- ```lua
--- local path = "/etc/nova/nova.conf"
--- local conf = ini.parse(h:read(path), { name = h.name .. ":" .. path })
--- conf:set("libvirt", "images_type", "rbd")
--- if conf.is_changed then
---   print(conf:diff())
---   h:write(path, conf:text())
--- end
--- ```
---@class ini
ini = {}

---@class ini.Document
---@field name string        # what error texts call it: the path, or `name` as given to `parse`
---@field path string|nil    # the file it was opened from
---@field dialect string     # "oslo", "ceph", "crudini" or "crudini-ignoreindent"
---@field is_changed boolean # whether the text differs from what was parsed
---@field is_secret boolean  # whether it was parsed from a secret, or a secret was set: then `text` gives a secret
local Document = {}

--- Read a file, edit it, and save it, so that of several who do that at the same time none loses what it wrote.
---
--- `edit` gets the document. It is called again, with the file as it then is, when somebody else changed the file in
--- the meantime: it should do nothing but edit. An error in it leaves the file alone.
---
--- ```lua
--- ini.edit("/etc/nova/nova.conf", function(conf)
---   conf:set("libvirt", "images_type", "rbd")
---   conf:set("libvirt", "images_rbd_pool", "vms")
--- end, { host = compute })
--- ```
---
--- Raises: what `ini.open`, `edit` and `save` raise
--- Risk:   writes
---@param path string              # on this machine
---@param edit fun(document: ini.Document)
---@param options? { host?: host.Host, dialect?: "oslo"|"ceph"|"crudini"|"crudini-ignoreindent", missing_ok?: boolean }
---@return boolean changed
function ini.edit(path, edit, options) end

--- Open a file of this machine, or of the one that `host` is.
---
--- `missing_ok`: a file that is not there is an empty document, which `save` creates.
---
--- Raises: ENOENT, EACCES, EBADMSG (does not parse: `name:line` and the reason)
--- Risk:   reads
---@param path string              # on this machine
---@param options? { host?: host.Host, dialect?: "oslo"|"ceph"|"crudini"|"crudini-ignoreindent", missing_ok?: boolean }
---@return ini.Document document
function ini.open(path, options) end

--- Parse a text, or a secret that holds one (a keyring).
---
--- Dialect "oslo" (the default) accepts and refuses exactly what oslo.config does. "ceph" reads ceph.conf and keyrings:
--- indented keys, tabs, comments at the end of a line, names with spaces or underscores. "crudini" reads what crudini
--- reads: options before the first section and without a value, `;` comments behind values, names in any case.
---
--- Raises: EBADMSG (does not parse: `name:line` and the reason)
--- Risk:   reads
---@param text string|secret       # a whole file
---@param options? { dialect?: "oslo"|"ceph"|"crudini"|"crudini-ignoreindent", name?: string } # `name` stands in error texts and diffs
---@return ini.Document document
function ini.parse(text, options) end

--- A text to be edited as crudini does it, byte for byte: for the command `openstack-config`.
---
--- Raises: EBADMSG (does not parse: `name:line` and the reason)
--- Risk:   reads
---@param text string              # a whole file
---@param options? { name?: string, ignore_indent?: boolean } # `ignore_indent`: lines may be indented; `name`: what errors call it
---@return ini.Crudini text
function ini.crudini(text, options) end

---@class ini.EffectiveOptions
---@field service? string    # as any distribution calls it: "nova-compute"
---@field files? string[]    # instead of a service: these files, in the order in which they are read
---@field host? host.Host    # default: this machine
---@field project? string    # with `files`: "nova", "cinder" or "glance"; with `service` its own
---@field release? string    # "caracal" or "2024.1"; else it is told by the host's packages, or all releases count
---@field options? table[]   # all options there are: { section =, key =, type =, multi =, default =, old = { "section.key" } }

--- The options as a service reads them: from all of its files, in oslo.config's order.
---
--- Which files these are says the command line of the running process, else of its unit or its SysV script; and what
--- that does not name is where oslo.config looks by itself: /etc/nova/nova.conf, /etc/nova/nova-compute.conf,
--- /etc/nova/nova.conf.d ...
---
--- Of Nova, Cinder and Glance the option tables of `ini.lint` say, unless `options` does, what has several values, which
--- default and which former names an option has, and what the service refuses. They hold the options about Ceph and what
--- is near: of others only what stands in the files is known. A default is that of the last release that has the option.
---
--- Raises: EBADMSG (a file does not parse), ENOENT (a file is missing, or there is none), EACCES, EINVAL (no such release)
--- Yields: yes
--- Risk:   reads
---
--- ```lua
--- local conf = ini.effective { service = "nova-compute" }
--- local found = conf:find("libvirt", "images_type")
--- print(found.value, found.file, found.line)
--- for _, place in ipairs(found.overrides) do print("instead of", place.value, place.file, place.line) end
--- ```
---@param options ini.EffectiveOptions
---@return ini.Effective effective
function ini.effective(options) end

--- A value that oslo.config reads as exactly this text: each `$` doubled, so that nothing is substituted (behind a
--- backslash, which would take the `$` for its own, the backslash is doubled instead).
---
--- A password that may hold a `$` needs it: oslo.config takes `$word` for the name of another option.
---
--- ```lua
--- conf:set("keystone_authtoken", "password", ini.literal(secret.new "a$b"))
--- ```
---@class ini.LintOptions
---@field service? string    # as any distribution calls it: "nova-compute"
---@field files? string[]    # instead of a service: these files, in the order in which they are read
---@field project? string    # with `files`: "nova", "cinder" or "glance"; else it is told by the files' names
---@field release? string    # "caracal" or "2024.1"; else it is told by the host's packages
---@field host? host.Host    # default: this machine

---@class ini.Finding
---@field code string        # "removed": docs/guide/lint.md has them all
---@field severity "error"|"warning"|"note"
---@field file string
---@field line? integer            # from 1
---@field section? string
---@field option? string
---@field message string
---@field hint? string

--- What is wrong with the files of a service, in its release. The codes are described in docs/guide/lint.md.
---
--- Raises: EINVAL (the release is not known, or cannot be told), ENOENT (there is no file), EACCES
--- Yields: yes
--- Risk:   reads
---
--- ```lua
--- for _, finding in ipairs(ini.lint { service = "nova-compute", release = "zed" }) do
---   print(finding.severity, finding.code, finding.message)
--- end
--- ```
---@param options ini.LintOptions
---@return ini.Finding[] findings   # in the order of files and lines
function ini.lint(options) end

--- A value that oslo.config reads as exactly this text: each `$` doubled, so that nothing is substituted.
---
--- Risk:   reads
---@param text string|secret       # the value as it is meant
---@return string|secret value # a secret if the text was one
function ini.literal(text) end

--- Whether an option of this name holds a secret, as far as its name tells (password, key, transport_url ...).
---
--- Risk:   reads
---@param key string               # an option's name
---@return boolean
function ini.is_secret(key) end

--- The value that a single-valued option has: the last one; nil if there is none.
---
--- Quotes are removed as the reader removes them; `$name` is not substituted.
--- Sections are found in any case, except that `DEFAULT` is only itself (as oslo.config does).
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@return string|nil value
function Document:get(section, key) end

--- The value as a secret.
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@return secret|nil value
function Document:get_secret(section, key) end

--- All values of a multi-valued option, in order; empty if there is none.
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@return string[] values
function Document:get_all(section, key) end

--- Give the option exactly this one value.
---
--- An option that is there is changed in its place (spacing, delimiter and line ending stay) and given once; one that
--- has this value already is left alone. A new one goes below its commented-out default (`#key = ...`) if the section
--- has one, else at the section's end. A section that is not there is added at the end.
---
--- Quotes are added where the value would not read back without them. A `$` stays what it is to the reader: `$name`
--- stands for the value of another option; see `ini.literal`.
---
--- Raises: EINVAL (a value, key or section that the reader cannot give back)
--- Risk:   reads (nothing is written before `save`)
---@param section string           # without brackets
---@param key string               # the option
---@param value string|number|boolean|secret # true and false are written as `true` and `false`
---@return boolean changed
function Document:set(section, key, value) end

--- Give the option exactly these values, in this order; none removes it.
---
--- Raises: EINVAL
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@param values string[]          # in their order
---@return boolean changed
function Document:set_all(section, key, values) end

--- Add a value to a multi-valued option, below those it has; nothing happens if one of them is this.
---
--- Raises: EINVAL
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@param value string|number|boolean|secret # one more, behind those that there are
---@return boolean changed
function Document:add(section, key, value) end

--- Remove an option with all its values; with `value`, only the values that equal it.
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@param options? { value?: string } # `value`: only this one of several values
---@return boolean changed
function Document:remove(section, key, options) end

--- Give an option another name, in its place and with all its values. False if there is none of the old name.
---
--- Raises: EEXIST (the section has an option of the new name), EINVAL
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@param name string # the new name
---@return boolean changed
function Document:rename(section, key, name) end

--- Add a section without options at the end; false if there is one of that name.
---
--- Raises: EINVAL
--- Risk:   reads
---@param section string           # its name, without brackets
---@return boolean changed
function Document:add_section(section) end

--- Give a section another name, wherever it stands. False if there is none, or if it is written so already.
---
--- Raises: EEXIST (there is a section of the new name), EINVAL
--- Risk:   reads
---@param section string           # as it is called now
---@param name string # the new name
---@return boolean changed
function Document:rename_section(section, name) end

--- Remove a section: its headers, its options and the comments in it.
---
--- Risk:   reads
---@param section string           # its name, without brackets
---@return boolean changed
function Document:remove_section(section) end

---@class ini.Entry
---@field section string     # as written
---@field group string       # the section's name as the reader compares it
---@field key string
---@field value string       # as `get` gives it
---@field line integer       # from 1

--- Every option, once for each time it is given, in the order of the lines.
---
--- Risk:   reads
---@return ini.Entry[] entries
function Document:entries() end

--- The headers of the sections, as written, once for each time they are given.
---
--- Risk:   reads
---@return { section: string, line: integer }[] headers
function Document:headers() end

--- The names of all sections, as written, in the order they first appear.
---
--- Risk:   reads
---@return string[] names
function Document:sections() end

--- Whether there is such a section.
---
--- Risk:   reads
---@param section string           # its name, without brackets
---@return boolean found
function Document:has_section(section) end

--- The keys of a section, in the order they first appear; empty if there is no such section.
---
--- Risk:   reads
---@param section string           # its name, without brackets
---@return string[] keys
function Document:keys(section) end

--- All there is to read: by section, by option, the values in order. Names that mean the same are the same here.
---
--- Risk:   reads
---@return table<string, table<string, string[]>> values # by section and key: all values in their order
function Document:values() end

--- Where the value that `get` gives stands: `name:line`; nil if there is none.
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@return string|nil place
function Document:where(section, key) end

--- The text as it is now; a secret if `is_secret`.
---
--- Risk:   reads
---@return string|secret text      # the whole file
function Document:text() end

--- What changed since it was parsed, as a unified diff with secrets masked; nil if nothing did.
---
--- Masked are the values of options whose name tells that they are secret (password, secret, key, token,
--- transport_url, connection ...), and those that were set from a secret.
---
--- Risk:   reads
---@return string|nil diff
function Document:diff() end

--- Write the file it was opened from: atomically, keeping owner, group, mode, access lists, SELinux label and symlink;
--- only if it changed, and only if the file is still what was read. See `host:write`.
---
--- Raises: EACCES, ENOSPC, CONFLICT (the file was changed by somebody else since it was opened), EINVAL (it was parsed, not opened)
--- Risk:   writes
---@return boolean changed
function Document:save() end
