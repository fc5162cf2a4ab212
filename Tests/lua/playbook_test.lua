local check = require "check"
local playbooks = require "playbook"

local tests = {}

local function book(fields)
  local base = { name = "test", summary = "A test", run = function() end }
  for name, value in pairs(fields) do base[name] = value end
  return function() return playbooks.playbook(base) end
end

function tests.a_playbook_is_checked()
  assert(playbooks.is_playbook(book {}()))
  check.matches(tostring(check.raises("USAGE", book { rsik = "reads" })), 'did you mean "risk"')
  check.raises("USAGE", book { risk = "some" })
  check.raises("USAGE", book { run = "no function" })
  check.raises("USAGE", book { summary = false })
  check.raises("USAGE", playbooks.playbook, "text")
end

function tests.its_arguments_are_checked()
  assert(book { args = { pool = { "string", "a pool", required = true } } }())
  check.matches(tostring(check.raises("USAGE", book { args = { pool = { "strin", "a pool" } } })), "strin")
  check.raises("USAGE", book { args = { pool = "string" } })
  check.raises("USAGE", book { args = { pool = { "string" } } })
  check.raises("USAGE", book { args = { ["a b"] = { "string", "x" } } })
  local err = check.raises("USAGE", book { args = { pool = { "string", "x", requird = true } } })
  check.matches(tostring(err), 'did you mean "required"')
end

return tests
