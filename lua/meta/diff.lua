---@meta diff
error "a meta file is read by editors, not by Lua"

--- Differences between texts.
---@class diff
diff = {}

--- The unified diff of two versions of a text, with what looks like a secret masked; nil if they are the same.
---
--- A text that is nil is a file that does not exist.
---
--- Risk:   reads
--- CLI:    diff -u
---@param old string?              # nil: there was none
---@param new string?              # nil: there will be none
---@param options? { name?: string } # `name`: what the head of the diff calls it
---@return string?
function diff.unified(old, new, options) end

return diff
