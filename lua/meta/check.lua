---@meta check
error "a meta file is read by editors, not by Lua"

--- What tests expect, for `cephlua test`. An expectation that does not hold is raised at the line that has it.
---
--- ```lua
--- local check = require "check"
--- local tests = {}
--- function tests.sizes_are_for_people() check.equal(bytes(10 * GiB), "10 GiB") end
--- return tests
--- ```
---@class check
local check = {}

--- Expect a value. Tables are the same when their contents are; 1 and 1.0 are not.
---
--- Raises: the two values, if they differ
--- Risk:   reads
---@param got any                  # what there is
---@param expected any             # what there should be
function check.equal(got, expected) end

--- Expect a text that a pattern of Lua matches somewhere.
---
--- Raises: the text and the pattern, if it does not
--- Risk:   reads
---@param text string              # what is looked at
---@param pattern string           # a pattern of Lua, anywhere in the text
function check.matches(text, pattern) end

--- Expect that a call raises an error object with this code.
---
--- Raises: what came instead
--- Yields: yes
--- Risk:   reads
---
--- ```lua
--- local err = check.raises("ENOENT", fs.read, "/no/such/file")
--- check.matches(err.target, "/no/such/file")
--- ```
---@param code string              # as in `err.code`: "ENOENT"
---@param fn function
---@param ... any                # its arguments
---@return Error err
function check.raises(code, fn, ...) end

--- What a call prints.
---
--- Raises: what the function raises
--- Risk:   reads
---@param fn function
---@param ... any                # its arguments
---@return string text
function check.output(fn, ...) end

--- Call a function with the path of an empty folder, which goes afterwards.
---
--- Raises: what the function raises
--- Risk:   writes
---@param body fun(folder: string)
function check.in_folder(body) end

return check
