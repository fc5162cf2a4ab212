---@meta seq
error "a meta file is read by editors, not by Lua"

--- Lazy sequences. Each element is worked out when it is asked for, so the functions may wait, and nothing is done for
--- elements that nobody needs. A sequence can be gone through once. What its elements come from is closed at the end,
--- when the loop over the sequence is left, and when the sequence is collected; `local s <close>` does it, too.
---@class seqlib
seq = {}

---@class Sequence
---@operator call: any
local Sequence = {}

--- A sequence of a list's elements, or of what a loop would give: the arguments are what may stand after `in`. Of an
--- iterator with several values it is the first one.
---
--- Raises: USAGE
--- Risk:   reads
---
--- ```lua
--- for image in seq.of(pool:images()):filter(function(name) return name:find "^vm%-" end):take(10) do print(image) end
--- local longest = seq.of(io.lines "/etc/services"):sort_by(string.len, { descending = true }):first()
--- ```
---@param source any[]|function|Sequence # a list, a sequence, or an iterator's function
---@param state? any               # of the iterator
---@param control? any             # of the iterator: where it begins
---@param closing? any            # closed with the sequence
---@return Sequence
function seq.of(source, state, control, closing) end

--- Whether a value is a sequence.
---
--- Risk:   reads
---@param value any                # anything
---@return boolean
function seq.is_sequence(value) end

--- What the function makes of each element.
---
--- Raises: USAGE (it returned nil: `filter` leaves elements out)
--- Risk:   reads
---@param fn fun(element: any): any
---@return Sequence
function Sequence:map(fn) end

--- The elements for which the function returns something true.
---
--- Risk:   reads
---@param fn fun(element: any): any
---@return Sequence
function Sequence:filter(fn) end

--- The first so many elements.
---
--- Risk:   reads
---@param count integer            # fewer, if there are not as many
---@return Sequence
function Sequence:take(count) end

--- The elements in the order of their keys; equal ones keep theirs. The keys are worked out first, each once.
---
--- Raises: USAGE (keys that are not all numbers, or all strings)
--- Risk:   reads
---@param key string|fun(element: any): number|string   # a function, or the name of a field
---@param options? { descending?: boolean }
---@return Sequence
function Sequence:sort_by(key, options) end

---@class seq.Group
---@field key any                  # what the function gave for each of its elements
---@field elements any[]          # those with this key, in their order

--- The elements in groups that have the same key, in the order in which the keys first come.
---
--- Raises: USAGE (a key is nil)
--- Risk:   reads
---@param key string|fun(element: any): any             # a function, or the name of a field
---@return Sequence               # of seq.Group
function Sequence:group_by(key) end

--- Goes through the elements with a result: `fn(result so far, element)` gives the next one.
---
--- Risk:   reads
---@param initial any              # the result so far, for the first element
---@param fn fun(result: any, element: any): any
---@return any                     # the last result
function Sequence:fold(initial, fn) end

--- The first element; nil if there is none.
---
--- Risk:   reads
---@return any                     # nil: there is none
function Sequence:first() end

--- How many elements there are.
---
--- Risk:   reads
---@return integer                 # of elements
function Sequence:count() end

--- The elements as a list.
---
--- Risk:   reads
---@return any[]                   # in their order
function Sequence:to_list() end

return seq
