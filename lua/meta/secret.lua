---@meta secret
error "a meta file is read by editors, not by Lua"

--- Keys and passwords: values without a text form.
---@class secretlib
secret = {}

--- A key or password. `tostring`, logs and JSON show its mask; it goes to functions that take secrets.
---@class Secret
---@field length integer           # bytes
local Secret = {}

--- Whether both are the same; takes the same time wherever they differ.
---
--- Risk:   reads
---@param other Secret
---@return boolean
function Secret:equals(other) end

--- A secret of a text.
---
--- Risk:   reads
---@param text string              # what is secret
---@return Secret
function secret.new(text) end

--- A new random secret of hexadecimal digits.
---
--- Risk:   reads
---@param bytes? integer          # default 24, which is 48 digits
---@return Secret
function secret.random(bytes) end
