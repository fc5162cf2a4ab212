---@meta run
error "a meta file is read by editors, not by Lua"

--- How this run shall behave: `local run = require "run"`.
---@class runlib
---@field check boolean          # change nothing
---@field diff boolean           # show changes as diffs
---@field json boolean           # standard output is the result's alone
---@field yes boolean            # every question is answered yes
---@field read_only boolean          # --read-only: whatever writes is refused
---@field verbose integer        # -1 quiet, 0, 1 and more for -v
---@field color boolean          # standard output takes colours
---@field log_color boolean      # standard error does
---@field terminal boolean       # standard output is a terminal
---@field width integer          # its columns
---@field version string         # of cephlua
---@field interactive boolean     # standard input and standard error are a terminal: somebody can be asked
---@field user string            # who runs this
---@field machine string         # where
---@field pid integer            # the process
local run = {}
--- Ask whoever sits at the terminal; only where `interactive`.
---
--- Risk:   reads
---@param question string          # "Go on?"; ` [y/N] ` is put behind it
---@return boolean               # whether the answer was y or yes
function run.ask(question) end

return run
