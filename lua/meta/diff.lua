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
---@param old string?
---@param new string?
---@param options? { name?: string }
---@return string?
function diff.unified(old, new, options) end

return diff
