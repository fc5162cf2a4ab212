---@meta change
error "a meta file is read by editors, not by Lua"

--- Changes: what a playbook alters, so that it can be looked at beforehand, repeated, and taken back.
--- The guide docs/guide/custom-changes.md shows how to make one.
---@class changelib
---@field PENDING table          # stands for a state that is not known before an earlier change was made
---@overload fun(spec: change.Spec): change.Record
change = {}

--- How a thing stands: texts, numbers, booleans, secrets, and tables of these; nil for "there is none".
---@alias change.State any

---@class change.Kind
---@field name string
---@field on? "host"|"hypervisor"|"cluster"|"openstack"   # what the target is; without it there is none
---@field atomic? boolean        # it happens whole or not at all
---@field probe fun(target: any, about: table): change.State
---@field undo? fun(target: any, about: table, before: change.State, now: change.State)
---@field refuse? fun(target: any, about: table, before: change.State, now: change.State)   # raises where it must not be undone
---@field stays? string          # why it is not undone, where there is no `undo`

---@class change.Spec
---@field subject string         # what it is about, in words
---@field kind? change.Kind      # without one it cannot be taken back
---@field target? any            # what the kind's functions get
---@field about? table           # what survives in the journal, as JSON
---@field probe? fun(): change.State   # default: the kind's
---@field desired change.State|fun(before: change.State): change.State
---@field apply fun(before: change.State, desired: change.State)
---@field detail? fun(before: change.State, desired: change.State): string?   # what that is, in a few words
---@field diff? fun(before: change.State, desired: change.State): string?     # secrets masked
---@field touches? string        # a mark for services that read it: a path, most often
---@field probe_again? boolean   # look once more right before applying
---@field step? string           # of the short form `change { … }`; default "changes"
---@field host? string           # likewise; default "localhost"

---@class change.Record
---@field host string
---@field step string
---@field subject string
---@field status "unchanged"|"pending"|"changed"|"failed"|"left out"
---@field detail? string
---@field diff? string
---@field before? change.State    # how it stood; nil if there was none, or nobody looked
---@field seconds? number          # how long it took

---@class change.PerformOptions
---@field name string            # what the run is called
---@field site? string           # path of the site file: one run at a time on a site
---@field steps? string[]        # the names that `only` may have
---@field hosts? string[]        # the names that `limit` may have
---@field only? string[]
---@field limit? string[]
---@field fail_fast? boolean     # end with the first failure
---@field destroys? boolean      # without a terminal only with --yes
---@field proceeds? boolean      # what fails while looking keeps nothing else from being done
---@field header? table          # what else the journal shall say

--- A run under way: what `change.perform` gives to its function.
---@class change.Run
---@field mode "plan"|"apply"
local Run = {}

--- A step on a host: where changes are made.
---@class change.Scope
---@field run change.Run
---@field step string
---@field host string
local Scope = {}

--- Make the changes that `body(run)` asks for. It is called twice: first to look, then to do. Gives what a playbook
--- returns: the result, and the exit status.
---
--- Raises: USAGE (a name of `limit` or `only` that there is not; it destroys, and nobody can be asked), EBUSY (another
---         run is at work on the site)
--- Yields: yes
--- Risk:   writes
---@param options change.PerformOptions
---@param body fun(run: change.Run)
---@return table result            # the report that `--json` prints
---@return { exit: integer } status # the exit status
function change.perform(options, body) end

--- Define a kind of change, for runs that take it back.
---
--- Raises: USAGE
--- Risk:   reads
---@param kind change.Kind
---@return change.Kind
function change.kind(kind) end

---@class change.RunOptions
---@field name string              # what the run is called
---@field report? fun(event: table) # gets what happens, as it happens
---@field limit? string[]          # only these hosts
---@field only? string[]           # only these steps
---@field fail_fast? boolean       # end with the first failure

--- A run by itself, without lock, journal and report; `change.perform` is for playbooks.
---
--- Risk:   reads
---@param options change.RunOptions
---@return change.Run
function change.run(options) end

--- What stands for a state that a step on a host will make.
---
--- Risk:   reads
---@param step string              # what `only` calls it; a column of the summary
---@param host string              # a name of the site, or "localhost"
---@return table                   # a mark that stands for the state
function change.pending(step, host) end

--- Whether a state is yet to be known.
---
--- Risk:   reads
---@param value any                # a state, or a part of one
---@return boolean
function change.is_pending(value) end

--- Whether two states are the same; secrets are compared without being shown.
---
--- Risk:   reads
---@param a change.State
---@param b change.State
---@return boolean
function change.same(a, b) end

--- The digest of a state: `journal.digest`.
---
--- Risk:   reads
---@param state change.State
---@return string
function change.digest(state) end

--- A step on a host ("ceph", "backup", "openstack" for what is no host).
---
--- Risk:   reads
---@param step string              # what `only` calls it; a column of the summary
---@param host string              # a name of the site, or "localhost"
---@return change.Scope
function Run:on(step, host) end

--- Call `body(item)` for each item at the same time. A failure ends the work on that host and no other.
---
--- Raises: what ends the whole run: ECANCELED, and any failure with `fail_fast`
--- Yields: yes
--- Risk:   writes
---@param steps string|string[]  # its step, or steps
---@param items (string|{ name: string })[]
---@param body fun(item: any)
---@param options? { also_failed?: boolean }   # hosts that failed before are not left out
function Run:each(steps, items, body, options) end

--- Tell the operator something in the summary; once, however often it is seen.
---
--- Risk:   reads
---@param host string              # a name of the site, or "localhost"
---@param text string              # one line
function Run:note(host, text) end

--- Whether something with this mark changes in this pass.
---
--- Risk:   reads
---@param host string              # a name of the site, or "localhost"
---@param mark string              # as `touches` of a change: a path, most often
---@return boolean
function Run:is_touched(host, mark) end

--- Make one change, or in a plan find whether it is to be made.
---
--- Yields: yes
--- Risk:   writes
---@param spec change.Spec
---@return change.Record
function Scope:change(spec) end

return change
