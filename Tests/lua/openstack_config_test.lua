-- The command `openstack-config`, run as a command on files. What is expected was seen to be crudini's result, but for
-- the cases whose name says that it is ours.
local check = require "check"

local tests = {}

local program = fs.real_path "/proc/self/exe"

-- Runs it on a file with this content (nil: none); gives the result, and the content afterwards.
local function run(content, words, stdin)
  local folder <close> = setmetatable({ path = fs.temporary_directory() }, {
    __close = function(own) fs.remove(own.path, { recursive = true }) end,
  })
  local file = folder.path .. "/F"
  if content then fs.write(file, content) end
  local argv = { program, "playbooks/openstack-config.lua" }
  for _, word in ipairs(words) do argv[#argv + 1] = word == "F" and file or word end
  local result = host.here():run(argv, { stdin = stdin or "", check = false })
  return result, fs.exists(file) and fs.read(file) or nil
end

local function writes(before, words, after, stdin)
  local result, content = run(before, words, stdin)
  check.equal({ result.status, result.stderr, content }, { 0, "", after })
end

local function prints(content, words, text)
  local result = run(content, words)
  check.equal({ result.status, result.stdout }, { 0, text })
end

local text = "[a]\nk = v\n#c\nl=2\n\n[b]\nm: 3\n"

function tests.values_are_set_in_their_place_or_below_the_last_option()
  writes(text, { "--set", "F", "a", "k", "NEW" }, (text:gsub("k = v", "k = NEW")))
  writes(text, { "--set", "F", "a", "n", "NEW" }, (text:gsub("l=2\n", "l=2\nn = NEW\n")))
  writes(text, { "--set", "F", "c", "n", "NEW" }, text .. "\n[c]\nn = NEW\n")
  writes(nil, { "--set", "F", "c", "n", "NEW" }, "[c]\nn = NEW\n")
  writes("k=1\n[a]\n", { "--set", "F", "", "n", "x" }, "k=1\nn = x\n[a]\n")
  writes("k=1\n[a]\n", { "--set", "F", "DEFAULT", "k", "x" }, "[DEFAULT]\nk=x\n[a]\n")
end

function tests.a_section_goes_with_its_blank_lines_and_leaves_its_last_comments()
  writes("[x]\nk=1\n\n\n[a]\nl=1\n\n\n#q\n\n[b]\n", { "--del", "F", "a" }, "[x]\nk=1\n\n#q\n\n[b]\n")
  writes("[a]\nk=1\n[b]\nj=1\n", { "--del", "F", "b", "--set", "F", "c", "x", "1" }, "[a]\nk=1\n[c]\nx = 1\n")
end

function tests.items_of_lists_are_added_and_removed()
  writes("[a]\nk=x, y\n", { "--set", "--list", "F", "a", "k", "z" }, "[a]\nk=x, y, z\n")
  writes("[a]\nk=x,y,z\n", { "--del", "--list", "F", "a", "k", "y" }, "[a]\nk=x,z\n")
  writes("[a]\nk=x;y\n", { "--set", "--list", "--list-sep=;", "F", "a", "k", "z" }, "[a]\nk=x;y;z\n")
end

function tests.an_option_that_was_emptied_keeps_its_spaces()
  writes("[a]\n", { "--set", "F", "a", "n", "", "--set", "F", "a", "n", "w" }, "[a]\nn = w\n")
  writes("[a]\nn =\n", { "--set", "F", "a", "n", "w" }, "[a]\nn =w\n")
end

function tests.what_a_service_reads_in_the_end_counts()
  writes("[b]\n", { "--set", "F", "DEFAULT", "l", "1", "--del", "F", "DEFAULT", "l" }, "[b]\n")
end

function tests.names_that_would_be_lost_are_refused_with_a_reason()
  for name, reason in pairs { [""] = "is empty", [" k"] = "white space", ["k:y"] = "colon", ["#c"] = "comment" } do
    local result, content = run("[a]\n", { "--set", "F", "a", name, "v" })
    check.equal({ result.status, content }, { 1, "[a]\n" })
    check.matches(result.stderr, reason)
  end
end

function tests.ours_warns_where_get_prints_otherwise()
  local result = run("[a]\nK=1\n", { "--get", "F", "a", "--get", "F", "a", "k" })
  check.equal({ result.status, result.stdout }, { 0, "K\n1\n" })
  check.matches(result.stderr, "lower case")
end

function tests.standard_input_is_merged()
  writes("[a]\nk=x\n", { "--merge", "F" }, "[a]\nk=y\nl = 2\n\n[b]\nm = 3\n", "[a]\nk=y\nl=2\n[b]\nm=3\n")
  writes("[a]\nk=x\n", { "--merge", "F", "a" }, "[a]\nk=y\n", "k=y\n")
end

function tests.values_are_printed_in_each_format()
  local shown = "g=1\n[c]\nk=it's\n"
  prints(shown, { "--get", "F" }, "DEFAULT\nc\n")
  prints(shown, { "--get", "--format=lines", "F" }, "[ DEFAULT ] g = 1\n[ c ] k = it's\n")
  prints(shown, { "--get", "--format=sh", "F", "c" }, "k='it'\"'\"'s'\n")
  prints(shown, { "--get", "--format=ini", "F", "c" }, "[c]\nk = it's\n")
  prints(shown, { "--get", "--format=json", "F" }, '{"DEFAULT":{"g":"1"},"c":{"k":"it\'s"}}\n')
end

function tests.what_is_missing_fails_with_status_1()
  for message, words in pairs {
    ["Section not found: z\n"] = { "--get", "F", "z" },
    ["Parameter not found: z\n"] = { "--set", "--existing", "F", "a", "z", "1" },
  } do
    local result, content = run(text, words)
    check.equal({ result.status, result.stderr, content }, { 1, message, text })
  end
  local result, content = run(nil, { "--set", "--existing=file", "F", "a", "k", "1" })
  check.equal({ result.status, content }, { 1, nil })
end

function tests.what_a_service_would_misread_is_written_by_its_rules_and_said()
  for _, case in ipairs {
    { "[a]\nk=v ;c\n", { "--set", "F", "a", "k", "NEW" }, "[a]\nk=NEW\n" },
    { "[a]\nk=v\n", { "--set", "F", "a", "K", "w" }, "[a]\nk=v\nK=w\n" },
    { "[a]\nk=v\n", { "--set", "F", "a", "k", " w" }, '[a]\nk=" w"\n' },
    { "[a]\nk=v\n", { "--set", "F", "", "n", "w" }, "[a]\nk=v\n\n[DEFAULT]\nn=w\n" },
  } do
    local result, content = run(case[1], case[2])
    check.equal({ result.status, content }, { 0, case[3] })
    check.matches(result.stderr, "warning: %[")
  end
  local result, content = run("[a]\nk=v\n", { "--set", "F", "a", "k", "x\n\ny" })
  check.equal({ result.status, content }, { 1, "[a]\nk=v\n" })
end

-- What reads and writes the same file at the same time: this command, crudini where it is installed, and `ini.edit`,
-- which goes on until the last of these has ended.
function tests.parallel_writers_lose_nothing()
  local folder <close> = setmetatable({ path = fs.temporary_directory() }, {
    __close = function(own) fs.remove(own.path, { recursive = true }) end,
  })
  local file = folder.path .. "/F"
  fs.write(file, "[a]\n")
  local here = host.here()
  local commands = { { program, "playbooks/openstack-config.lua" } }
  local crudini = seq.of({ "/usr/bin/crudini", "/var/cache/cephlua-peers/crudini/bin/crudini" })
    :filter(fs.exists):first()
  if crudini then
    commands[2] = { crudini }
  else
    log.warn "crudini is not installed: writers that are not ours were not tried"
  end
  local running, expected = 20, {}
  local function command(number)
    local words = table.move(commands[number % #commands + 1], 1, 2, 1, {})
    for _, word in ipairs { "--set", file, "a", "k" .. number, "1" } do words[#words + 1] = word end
    here:run(words)
    running = running - 1
  end
  local function edits(number)
    while running > 0 do
      local key = "k" .. number
      ini.edit(file, function(conf) conf:set("a", key, "1") end)
      expected[#expected + 1] = key
      number = number + 3
    end
  end
  local numbers = {}
  for number = 1, 23 do numbers[number] = number end
  for number = 1, running do expected[number] = "k" .. number end
  tasks.each(numbers, { limit = #numbers }, function(number)
    if number <= 20 then command(number) else edits(number) end
  end)
  local keys = ini.open(file):keys "a"
  table.sort(keys)
  table.sort(expected)
  check.equal(keys, expected)
end

-- Over ssh a writer may not wait for the lock, and `fs.write` without `replacing` never does.
function tests.a_lock_does_not_hide_that_another_wrote()
  local folder <close> = setmetatable({ path = fs.temporary_directory() }, {
    __close = function(own) fs.remove(own.path, { recursive = true }) end,
  })
  local file = folder.path .. "/F"
  fs.write(file, "old")
  do
    local lock <close> = fs.lock(file)
    fs.write(file, "theirs")
    check.raises("CONFLICT", lock.replace, lock, "old", "ours")
  end
  local lock <close> = fs.lock(file)
  check.raises("CONFLICT", lock.replace, lock, "old", "ours")
  check.equal({ lock:replace("theirs", "ours"), fs.read(file) }, { true, "ours" })
end

return tests
