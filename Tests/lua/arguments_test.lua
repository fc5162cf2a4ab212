local arguments = require "arguments"
local check = require "check"

local tests = {}

function tests.wrong_arguments_are_named()
  local err = check.raises("USAGE", arguments.check, "f", "a: string, b?: number|table", "x", true)
  check.equal(tostring(err), "f argument 2 (b): number or table expected, got boolean (USAGE)")
  check.raises("USAGE", arguments.check, "f", "a: string")
  check.raises("USAGE", arguments.check, "f", "a: integer", 1.5)
end

function tests.right_ones_pass()
  arguments.check("f", "a: string, b?: integer, c: any, d: host.Host", "x", nil, nil, host.here())
end

function tests.library_functions_check_theirs()
  for name, call in pairs {
    ["show.table"] = function() show.table(1) end, ["units.bytes"] = function() units.bytes "x" end,
    ["clock.iso"] = function() clock.iso(1e300) end, ["clock.date"] = function() clock.date "%" end,
    ["log.info"] = function() log.info("x", 1) end, ["tasks.race"] = function() tasks.race { 1 } end,
    ["tasks.timeout"] = function() tasks.timeout(1) end, -- check: ignore
    ["tasks.wait_until"] = function() tasks.wait_until() end, -- check: ignore
    ["ensure.file"] = function() ensure.file({}, host.here(), "/x") end, -- check: ignore
    ["change.perform"] = function() change.perform() end, -- check: ignore
    ["store.Store:get"] = function() store.filesystem({ folder = "/" }):get() end, -- check: ignore
  } do
    check.equal(check.raises("USAGE", call).operation, name)
  end
end

function tests.stores_refuse_unknown_options()
  local folder = store.filesystem { folder = "/nowhere" }
  check.matches(tostring(check.raises("USAGE", folder.add, folder, "id", "/x", { sise = 1 })), 'did you mean "size"')
end

function tests.a_ring_of_causes_can_be_shown()
  local err = errors.new { message = "it failed", operation = "test" }
  err.cause = err
  check.equal(tostring(err), "test: it failed (FAILED)")
  check.matches(require("report").error(err), "^test: it failed")
end

return tests
