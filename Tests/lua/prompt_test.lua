-- What a Tab makes of a line, and which lines are kept.
local check = require "check"
local complete = require "prompt.complete"
local scope = require "prompt.scope"
local secrets = require "prompt.secrets"

local tests = {}

local function completed(line)
  local found = complete.complete(line, #line)
  return found and line:sub(1, found.start) .. found.text
end

function tests.tab_completes_names_members_and_options()
  for line, expected in pairs {
    ["rbd.find_im"] = "rbd.find_image", ["ceph.connect():stat"] = "ceph.connect():status", [":ti"] = ":time",
    ["ceph.connect { time"] = "ceph.connect { timeout = ", ["cluster:pools()[1].nam"] = "cluster:pools()[1].name",
    ["rbd.open(p, 'x', { re"] = "rbd.open(p, 'x', { read_only = ", ["io.open('/etc/passw"] = "io.open('/etc/passwd",
  } do
    check.matches(completed(line) or "nothing", "^" .. expected:gsub("%p", "%%%0"))
  end
end

function tests.tab_looks_without_asking()
  scope.set("asking", setmetatable({ alpha = { deep = 1 } }, { __index = function() error "asked" end }))
  check.equal(completed "asking.al", "asking.alpha")
  check.equal(completed "asking.alpha.d", "asking.alpha.deep")
  check.equal(completed "asking.none.d", nil)
end

function tests.tab_sees_the_elements_of_a_table()
  scope.set("rows", { { name = "a", size = 1 }, fast = { level = 2 } })
  check.equal(completed "rows[1].na", "rows[1].name")
  check.equal(completed 'rows["fast"].le', 'rows["fast"].level')
  check.equal(completed "rows[2].na", nil)
  check.equal(completed ":log war", ":log warn")
end

function tests.tab_knows_the_hosts_of_a_site()
  scope.set("mysite", require("site").make({ hosts = { compute1 = { roles = { "compute" } } } }, "site.lua"))
  check.equal(completed 'mysite:connect("com', 'mysite:connect("compute1')
end

function tests.lines_with_keys_are_not_kept()
  local key = "AQBx" .. ("a1B2"):rep(8) .. "=="
  local lines = {
    "secret.new 'x'", "{ password = 'x' }", "p('" .. key .. "')", " x = 1", ":time f '" .. key .. "'",
  }
  for _, line in ipairs(lines) do
    assert(secrets.may_be_in(line), line)
  end
  for _, line in ipairs { "cluster:open_pool 'vms'", "x = 'd290f1ee-6c54-4b01-90e6-d701748f0851'", "key = 1" } do
    assert(not secrets.may_be_in(line), line)
  end
end

return tests
