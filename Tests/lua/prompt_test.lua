-- What a Tab makes of a line, and which lines are kept.
local check = require "check"
local complete = require "prompt.complete"
local printer = require "printer"
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

local function printed(value, width)
  return printer.text(value, {
    paint = function(_, text) return text end, depth = 6, items = 100, human = true, width = width,
  })
end

function tests.numbers_read_as_what_they_count()
  local at = 1700000000
  local date = os.date("%Y-%m-%d %H:%M:%S", at)
  check.equal(printed { created_at = at, took = at }, ("created_at  %d (%s)\ntook        %d"):format(at, date, at))
  check.equal(printed { { name = "a", modified = at + 0.5, size = 100 }, { name = "b", size = 2048 } },
    ("NAME   SIZE             MODIFIED\na     100 B  %s\nb     2 KiB"):format(date))
  check.equal(printed { { name = "a", size = 3 } }, "NAME  SIZE\na        3")
end

function tests.columns_say_what_a_row_is_about_and_then_the_rest()
  check.equal(printed { { zone = 1, pool = "p", name = "n", age = 2 } }, "NAME  POOL  AGE  ZONE\nn     p       2     1")
end

function tests.columns_that_do_not_fit_are_left_out_tables_first()
  local row = { name = "debian", id = "100ed", alpha = { 1, 2, 3 }, beta = "beta", gamma = "gammagamma" }
  check.equal(printed({ row }, 80),
    "NAME    ID     ALPHA        BETA  GAMMA\ndebian  100ed  { 1, 2, 3 }  beta  gammagamma")
  check.equal(printed({ row }, 34),
    "NAME    ID     BETA  GAMMA\ndebian  100ed  beta  gammagamma\nalso alpha: :x shows all")
  check.equal(printed({ row }, 22), "NAME    ID     BETA\ndebian  100ed  beta\nalso alpha, gamma: :x…")
end

function tests.what_one_copies_is_not_cut_while_something_else_can_go()
  local row = { name = ("n"):rep(20), alpha = ("a"):rep(20), beta = 1, gamma = 2 }
  check.equal(printed({ row }, 36), ("NAME%s  ALPHA     BETA\n%s  aaaaaaa…     1\nalso gamma: :x shows all"):format(
    (" "):rep(16), row.name))
  check.equal(printed({ { name = row.name, alpha = 1 } }, 16), "NAME       ALPHA\nnnnnnnnn…      1")
end

function tests.a_text_of_several_lines_stands_below_its_name()
  check.equal(printed { text = "a\n  b\n", x = 1 }, "text\n  a\n    b\nx     1")
end

return tests
