---@meta run
error "a meta file is read by editors, not by Lua"

--- How this run shall behave: `local run = require "run"`.
---@class runlib
---@field check boolean          # change nothing
---@field diff boolean           # show changes as diffs
---@field json boolean           # standard output is the result's alone
---@field yes boolean            # every question is answered yes
---@field verbose integer        # -1 quiet, 0, 1 and more for -v
---@field color boolean          # standard output takes colours
---@field log_color boolean      # standard error does
---@field terminal boolean       # standard output is a terminal
---@field width integer          # its columns
---@field version string         # of cephlua
local run = {}
return run
