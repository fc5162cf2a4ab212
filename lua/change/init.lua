--- Changes: everything a playbook alters goes through here.
---
--- A change says what it is about, how that stands (`probe`), how it should stand (`desired`), how to get there
--- (`apply`), and, by its kind, how to get back (`undo`). The engine compares, decides, keeps the journal, and takes
--- back. docs/guide/custom-changes.md shows how to make one.
local kinds = require "change.kinds"
local perform = require "change.perform"
local Run = require "change.run"
local state = require "change.state"

local change = {
  PENDING = state.PENDING,
  pending = state.pending,
  is_pending = state.is_pending,
  same = state.same,
  digest = state.digest,
  kind = kinds.define,
  perform = perform,
  run = Run.new,
}

--- `change { … }`: makes one change in the run that is under way.
return setmetatable(change, {
  __call = function(_, spec)
    local run = Run.current()
    return run:on(spec.step or "changes", spec.host or "localhost"):change(spec)
  end,
})
