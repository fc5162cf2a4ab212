---@meta log
error "a meta file is read by editors, not by Lua"

--- Lines on standard error, with time, level and fields. Secrets show only their mask.
---@class loglib
log = {}

--- Shown with -v only.
---
--- Risk:   reads
---@param text string              # one line, without what `fields` says
---@param fields? table<string, any> # values by name, shown behind the text
function log.debug(text, fields) end

--- What is going on.
---
--- Risk:   reads
---@param text string              # one line, without what `fields` says
---@param fields? table<string, any> # values by name, shown behind the text
function log.info(text, fields) end

--- Something is not as it should be, and the run goes on.
---
--- Risk:   reads
---@param text string              # one line, without what `fields` says
---@param fields? table<string, any> # values by name, shown behind the text
function log.warn(text, fields) end

--- Something failed.
---
--- Risk:   reads
---@param text string              # one line, without what `fields` says
---@param fields? table<string, any> # values by name, shown behind the text
function log.error(text, fields) end

--- The least important level that is shown; sets it if one is given. Default "info", "debug" with -v, "warn" with -q.
---
--- Raises: USAGE
--- Risk:   reads
---@param level? "debug"|"info"|"warn"|"error"|"none"
---@return string
function log.level(level) end
