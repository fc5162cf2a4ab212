---@meta json
error "a meta file is read by editors, not by Lua"

--- JSON text to values and back. Integers keep 64 bits; larger ones become strings of digits.
---@class jsonlib
---@field null any               # JSON's null: in decoded texts, and to encode one
---@field empty_list any         # encodes to []; an empty table is {}
json = {}

--- The value of a text.
---
--- Raises: EBADMSG (with where the text is wrong)
--- Risk:   reads
---@param text string              # one JSON value
---@return any                     # tables, texts, numbers, booleans, `json.null`
function json.decode(text) end

--- The text, names sorted. Handles become the texts that `tostring` gives; so a secret is its mask.
---
--- Raises: USAGE (a function, a table that is neither list nor record, text that is not UTF-8; with its place)
--- Risk:   reads
---@param value any                # tables are arrays where their keys are 1 … n
---@param options? { pretty?: boolean }
---@return string
function json.encode(value, options) end
