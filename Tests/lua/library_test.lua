local check = require "check"
local units = require "units"

local tests = {}

function tests.sizes_are_read_and_written()
  check.equal(units.size "10G", 10 * GiB)
  check.equal(units.size "1.5 MiB", 1572864)
  check.equal(units.size(12), 12)
  check.equal({ bytes(0), bytes(1023), bytes(1024), bytes(1536), bytes(10 * GiB) },
    { "0 B", "1023 B", "1 KiB", "1.5 KiB", "10 GiB" })
  check.equal(bytes(1024 * 1024 - 1), "1 MiB")
  check.raises("USAGE", units.size, "10X")
  check.raises("USAGE", units.size, -1)
end

function tests.durations_are_read_and_written()
  check.equal({ units.duration "90s", units.duration "2m", units.duration "250ms" }, { 90.0, 120.0, 0.25 })
  check.equal({ units.seconds(0.25), units.seconds(1.5), units.seconds(125), units.seconds(7200) },
    { "250 ms", "1.5 s", "2 min 5 s", "2 h" })
  check.raises("USAGE", units.duration, "soon")
end

function tests.factors_are_globals()
  check.equal({ 2 * minutes, 3 * hours, 5 * seconds }, { 120, 10800, 5 })
  check.equal(40 * milliseconds, 0.04)
end

function tests.try_gives_results_or_nil_and_the_error()
  check.equal({ try(function(...) return ... end, 1, "b") }, { 1, "b" })
  local nothing, err = try(error, "text")
  check.equal(nothing, nil)
  check.equal(tostring(err), "text")
  local _, object = try(fail, { code = "ENOENT", operation = "find", target = "x", message = "there is none" })
  assert(object:is "ENOENT")
  check.equal(tostring(object), "find x: there is none (ENOENT)")
  check.equal({ object.number, object.domain }, { 2, "errno" })
end

function tests.wrap_keeps_the_cause()
  local _, inner = try(fail, { code = "ENOENT", operation = "open", target = "vms/a", message = "no such image" })
  local outer = inner:wrap "while cloning"
  check.equal(outer.code, "ENOENT")
  check.matches(tostring(outer), "^while cloning")
  check.equal(outer.cause.message, "no such image")
end

function tests.errors_know_where_the_script_called()
  local err = check.raises("USAGE", function() tasks.each({}, { limt = 1 }, print) end) -- check: ignore
  check.matches(err.where, "library_test.lua:%d+$")
end

function tests.unknown_fields_of_an_error_are_refused()
  check.matches(tostring(check.raises("USAGE", fail, { mesage = "x" })), 'did you mean "message"')
end

function tests.json_keeps_integers_and_null()
  for _, text in ipairs { "9223372036854775807", "-9223372036854775808", "9007199254740993" } do
    check.equal(json.encode(json.decode(text)), text)
  end
  check.equal(json.decode "18446744073709551615", "18446744073709551615")
  local value = json.decode '{"a":[1,null,"x"],"b":null,"c":2.5}'
  check.equal(value.a[2] == json.null and value.b == json.null, true)
  check.equal(json.encode(value), '{"a":[1,null,"x"],"b":null,"c":2.5}')
  check.equal(json.encode { list = json.empty_list, record = {} }, '{"list":[],"record":{}}')
end

function tests.json_says_what_it_cannot_encode()
  check.matches(tostring(check.raises("USAGE", json.encode, { a = { 1, print } })), "value%.a%[2%]")
  check.raises("USAGE", json.encode, { 1, 2, x = 3 })
  check.raises("USAGE", json.encode, "\xff")
  check.raises("USAGE", json.encode, 0 / 0)
  check.raises("EBADMSG", json.decode, "{")
  local ring = {}
  ring.ring = ring
  check.raises("USAGE", json.encode, ring)
end

function tests.secrets_show_only_their_mask()
  local key = secret.new "AQBhidden=="
  check.equal({ tostring(key), json.encode { key = key }, show.line { key = key } },
    { "********", '{"key":"********"}', "{ key = ******** }" })
  check.equal(key:equals(secret.new "AQBhidden=="), true)
  check.equal(secret.random(16).length, 32)
end

function tests.show_aligns_records_and_tables()
  check.equal(show.text { name = "vms", size = 3 }, "name  vms\nsize  3")
  check.equal(show.text { { name = "a", size = 5 }, { name = "long", size = 12 } },
    "NAME  SIZE\na        5\nlong    12")
  check.equal(show.table({ { name = "a", size = 2048 } }, { "name", { "size", bytes } }), "NAME   SIZE\na     2 KiB")
  check.equal(show.text { 1, "b", { c = true } }, '{ 1, "b", { c = true } }')
  check.equal(show.text {}, "{}")
  check.equal(show.line "a\nb\"", '"a\\nb\\""')
  local ring = {}
  ring.ring = ring
  check.equal(show.line(ring), "{ ring = {…} }")
  check.equal(check.output(show, "plain", 2), "plain\n2")
end

function tests.clock_knows_the_time()
  assert(math.abs(clock.now() - os.time()) < 5)
  local before = clock.monotonic()
  clock.sleep "5ms"
  assert(clock.monotonic() - before >= 0.005)
  check.equal(clock.iso(0), "1970-01-01T00:00:00Z")
  check.matches(clock.date(), "^%d+%-%d%d%-%d%d %d%d:%d%d:%d%d$")
end

function tests.log_levels_are_checked()
  local before = require("log").level()
  check.raises("USAGE", log.level, "loud")
  check.equal(log.level "none", "none")
  log.error "not shown"
  log.level(before)
end

function tests.globals_load_their_modules()
  for _, name in ipairs { "json", "tasks", "clock", "log", "units", "errors", "show", "secret" } do
    check.equal(_G[name], require(name))
  end
  check.equal(rawget(_G, "no_such_module"), nil)
  local names = table.concat(require("prelude").names(), " ")
  check.matches(names, "rbd")
  check.matches(names, "tostring")
end

function tests.modules_of_the_distribution_load()
  for _, name in ipairs { "cjson", "lfs", "lpeg" } do assert(require(name)) end
  check.equal(require("cjson").encode { 1, 2 }, "[1,2]")
  check.equal(require("lpeg").match(require("lpeg").P "a" ^ 1, "aab"), 3)
end

function tests.the_current_folder_is_not_on_the_path()
  for _, path in ipairs { package.path, package.cpath } do
    for template in path:gmatch "[^;]+" do
      assert(template:sub(1, 2) ~= "./" or template:find "^%./.*/", "on the path: " .. template)
    end
  end
end

return tests
