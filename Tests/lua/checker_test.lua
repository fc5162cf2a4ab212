-- What `cephlua check` finds, and what it keeps quiet about.
local check = require "check"
local checker = require "checker"

local tests = {}

local folder = debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or "."

-- What `--> COLUMN: MESSAGE (HINT)` at the ends of lines expects, and what there is, both as lines of text.
local function compare(file)
  local text = fs.read(file)
  local expected, found = {}, {}
  local number = 0
  for line in text:gmatch "([^\n]*)\n" do
    number = number + 1
    for part in line:gsub("^.- %-%-> ", ""):gsub(" %-%-> ", "\n"):gmatch "[^\n]+" do
      if line:find(" --> ", 1, true) then expected[#expected + 1] = ("%d:%s"):format(number, part) end
    end
  end
  for _, finding in ipairs(checker.check(text)) do
    local hint = finding.hint and (" (%s)"):format(finding.hint) or ""
    found[#found + 1] = ("%d:%d: %s%s"):format(finding.line, finding.column, finding.message, hint)
  end
  check.equal(table.concat(found, "\n"), table.concat(expected, "\n"))
end

for _, entry in ipairs(fs.list(folder .. "/bad")) do
  tests["finds what is wrong in bad/" .. entry.name] = function() compare(folder .. "/bad/" .. entry.name) end
end

local function quiet(text) check.equal(checker.check(text), {}) end

function tests.says_nothing_where_nothing_is_sure()
  quiet "local rbd = { opne = print } rbd.opne(1)"
  quiet "local rbd = require 'rbd' if arg then rbd = {} end rbd.opne(1)"
  quiet "local function f(rbd) rbd.opne() end f()"
  quiet "rbd = {} rbd.opne()"
  quiet "local options = {} options.x = 1 ceph.connect(options)"
  quiet "local key = 'x' ceph.connect { [key] = 1 }"
  quiet "local info = rbd.open(ceph.connect():open_pool 'x', 'y'):info() info.mine = 1 print(info.mine)"
  quiet "local _ENV = {} print(anything)"
  quiet "mine = 1 print(mine)"
  quiet "local a = { 1, 2 } rbd.open(table.unpack(a))"
  quiet "local f = function(...) rbd.open(...) end f()"
end

function tests.reads_all_of_the_language()
  quiet [==[
local a, f, t
goto done
do local x <const>, y <close> = 0x1e-1, nil; print(-x ^ 2 .. [[
end]] .. "if" .. 'then', not y, #"a" + ~3, 1-x, 3e-2-x, 0x.8p-1-x, a) end
for i = 1, 10, 2 do if i == 3 then break elseif i > 4 then print(i) else while false do end end end
for k, v in pairs { a = 1; [2] = "x", print } do repeat local z = k until z == v end
local function g(b, ...) return function() return b end, ... end
t = { f = { g = g } }
function t.f:h(x) return self, x end
t.f:h { 1 }:i "x"[1].j = g(print "x"), 1;
(f or t)(1)
::done::
]==]
  check.equal(checker.check "local a = 1-b;\n(print or a)(c)", {
    { rule = "global", line = 1, column = 13, message = 'there is no global "b"' },
    { rule = "global", line = 2, column = 14, message = 'there is no global "c"' },
  })
end

function tests.the_column_of_what_lua_cannot_read()
  check.equal(checker.check "local a = 1\nlocal b = 1 then", {
    { rule = "syntax", line = 2, column = 13, message = "unexpected symbol near 'then'" },
  })
end

function tests.a_line_can_be_left_alone()
  quiet "rbd.opne() -- check: ignore"
  check.equal(#checker.check "rbd.opne() -- check: ignore\nrbd.opne()", 1)
end

local function run(words, input)
  return host.here():run({ fs.real_path "/proc/self/exe", table.unpack(words) }, { stdin = input, check = false })
end

function tests.the_exit_status_says_whether_something_was_found()
  check.in_folder(function(below)
    fs.write(below .. "/good.lua", "print(1)\n")
    fs.write(below .. "/more.txt", "no script\n")
    check.equal(run { "check", below }.status, 0)
    fs.write(below .. "/bad.lua", "prnt(1)\n")
    local found = run { "check", below }
    check.equal(found.status, 1)
    check.equal(found.stdout, below .. '/bad.lua:1:1: there is no global "prnt" (did you mean "print"?)\n'
      .. "2 files, 1 finding\n")
    local missing = run { "check", below .. "/none", below }
    check.equal(missing.status, 2)
    check.matches(missing.stderr, "none: no such file or folder %(ENOENT%)")
    check.matches(missing.stdout, "1 finding")
  end)
end

function tests.standard_input_and_json()
  local result = run({ "--json", "check", "-" }, "rbd.opne()")
  check.equal(result.status, 1)
  local finding = json.decode(result.stdout).findings[1]
  check.equal({ finding.file, finding.line, finding.column, finding.rule }, { "-", 1, 5, "member" })
end

return tests
