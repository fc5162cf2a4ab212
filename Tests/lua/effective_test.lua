-- `ini.effective` against the real oslo.config, and what it says besides the value.
local check = require "check"

local tests = {}
local folder = arg[0]:match "^(.*)/[^/]*$" or "."

local function write(root, texts)
  local paths = {}
  for i, text in ipairs(texts) do
    paths[i] = ("%s/%d.conf"):format(root, i)
    fs.write(paths[i], text)
  end
  return paths
end

local SECTIONS = { "DEFAULT", "libvirt", "LibVirt", "ceph" }
-- What the value of a key may be made of: others that come before it, as no service reads what refers to itself.
local KEYS = { "a", "b", "c", "m", "old_a" }
local PLAIN = { "x", "/", "$$", "\\$a", "$", "${none}", "${DEFAULT.a}", "$a.b", "$libvirt", "%(a)s", " ", "${a", "$1" }
local PARTS = {
  a = PLAIN, old_a = { "x", "$$", "$_x" },
  b = { "$a", "${LibVirt.a}", "${libvirt.a}", "$A", "x", "\\$a" },
  c = { "$a", "${b}", "$b.", "${libvirt.b}", "${ceph.a}", "$1" },
}
PARTS.m = PARTS.c

local function pick(list) return list[math.random(#list)] end

-- Mostly plain values: if each referred to others, most options would be unreadable.
local function random_value(key)
  if math.random() < 0.5 then return pick { "1", "two", "3.5" } end
  local parts = {}
  for i = 1, math.random(3) do parts[i] = pick(PARTS[key]) end
  return table.concat(parts)
end

local function random_file()
  local lines = {}
  for _ = 1, math.random(3) do
    lines[#lines + 1] = ("[%s]"):format(pick(SECTIONS))
    for _ = 1, math.random(0, 4) do
      local key = pick(KEYS)
      lines[#lines + 1] = ("%s = %s"):format(key, random_value(key))
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local function random_options()
  local list = {}
  for _, section in ipairs { "DEFAULT", "libvirt", "ceph" } do
    for _, key in ipairs { "a", "b", "c", "m" } do
      if math.random() < 0.8 then
        list[#list + 1] = {
          section = section, key = key, multi = key == "m", type = "string",
          default = math.random() < 0.3 and random_value(key) or nil,
          old = math.random() < 0.3 and { pick { "DEFAULT.old_a", "libvirt.old_a" } } or nil,
        }
      end
    end
  end
  return list
end

-- What we say about an option, in the oracle's terms.
local function ours(conf, option)
  local found = conf:find(option.section, option.key)
  if not found then return nil end
  if found.problem then return "unreadable" end
  return option.multi and found.values or found.value
end

local function oracle(python, cases)
  local lines = {}
  for i, case in ipairs(cases) do lines[i] = json.encode { files = case.paths, options = case.options } end
  local input = table.concat(lines, "\n") .. "\n"
  local result = host.here():query({ python, folder .. "/effective_oracle.py" }, { stdin = input })
  local answers = {}
  for line in result.stdout:gmatch "[^\n]+" do answers[#answers + 1] = json.decode(line) end
  return answers
end

function tests.what_oslo_config_reads_is_what_we_say()
  local python = process.environment "CEPHLUA_TEST_OSLO" or "/usr/bin/python3"
  if host.here():query({ python, "-c", "import oslo_config" }, { check = false }).status ~= 0 then return end
  local seed = tonumber(process.environment "CEPHLUA_TEST_SEED") or os.time()
  math.randomseed(seed)
  check.in_folder(function(root)
    local cases = {}
    for i = 1, 500 do
      local options, texts = random_options(), {}
      for j = 1, math.random(3) do texts[j] = random_file() end
      fs.make_directory(("%s/%d"):format(root, i))
      cases[i] = { options = options, texts = texts, paths = write(("%s/%d"):format(root, i), texts) }
    end
    local answers = oracle(python, cases)
    local readable, unreadable = 0, 0
    for i, case in ipairs(cases) do
      local conf = ini.effective { files = case.paths, options = case.options }
      for j, option in ipairs(case.options) do
        local theirs, own = answers[i][j], ours(conf, option)
        if theirs == json.null then theirs = nil end
        if type(theirs) == "table" and theirs.unreadable then theirs = "unreadable" end
        if theirs == "unreadable" then unreadable = unreadable + 1 else readable = readable + 1 end
        if show.line(theirs) ~= show.line(own) then
          error(("seed %d case %d [%s] %s: oslo.config %s, ours %s\n%s\n%s"):format(seed, i, option.section, option.key,
            show.line(theirs), show.line(own), table.concat(case.texts, "----\n"), show.line(case.options)))
        end
      end
    end
    -- Files that are all readable, or all not, would prove nothing.
    assert(readable > 1000 and unreadable > 100, ("%d readable, %d unreadable"):format(readable, unreadable))
  end)
end

function tests.an_option_says_where_it_is_from_and_what_it_overrides()
  check.in_folder(function(root)
    local paths = write(root, { "[libvirt]\nrbd_user = a\nrbd_user = b\n", "[LibVirt]\nrbd_user = c\n" })
    local found = ini.effective { files = paths }:find("libvirt", "rbd_user")
    check.equal({ found.value, found.file, found.line }, { "c", paths[2], 2 })
    check.equal({ found.overrides[1].value, found.overrides[1].line, found.overrides[2].value }, { "b", 3, "a" })
    check.equal(#found.overrides, 2)
  end)
end

function tests.an_old_name_is_read_and_named()
  check.in_folder(function(root)
    local paths = write(root, { "[DEFAULT]\nrpc_conn_pool_size = 5\n" })
    local options = { { section = "DEFAULT", key = "conn_pool_size", old = { "DEFAULT.rpc_conn_pool_size" } } }
    local found = ini.effective { files = paths, options = options }:find("DEFAULT", "conn_pool_size")
    check.equal({ found.value, found.name }, { "5", "[DEFAULT] rpc_conn_pool_size" })
  end)
end

function tests.a_secret_is_not_shown()
  check.in_folder(function(root)
    local paths = write(root, { "[database]\nconnection = mysql://nova:sesame@db/nova\n" })
    local conf = ini.effective { files = paths }
    check.equal(tostring(conf:get("database", "connection")), "********")
    check.equal(show.line(conf:options()):find "sesame", nil)
  end)
end

function tests.what_cannot_be_read_is_an_error()
  check.in_folder(function(root)
    local conf = ini.effective { files = write(root, { "[DEFAULT]\nx = $my_ip.example\nmy_ip = 1\n" }) }
    check.raises("EINVAL", conf.get, conf, "DEFAULT", "x")
    check.equal(conf:find("DEFAULT", "none"), nil)
    check.raises("ENOENT", ini.effective, { files = { root .. "/none.conf" } })
    check.raises("USAGE", ini.effective, {})
  end)
end

-- What an option of a project comes to in a file of this text.
local function known(project, release, text, section, key)
  local found
  check.in_folder(function(root)
    found = ini.effective { files = write(root, { text }), project = project, release = release }:find(section, key)
  end)
  return found or {}
end

function tests.known_options_have_types_and_defaults()
  local found = known("nova", "zed", "[libvirt]\ninject_partition = -1\n", "libvirt", "inject_partition")
  check.equal({ found.value, found.type, found.problem, found.is_default }, { "-1", "integer", nil, false })
  found = known("nova", "zed", "", "libvirt", "inject_partition")
  check.equal({ found.value, found.is_default }, { "-2", true })
  check.equal(known("nova", "zed", "", "libvirt", "inject_password").value, "False")
  check.matches(known("nova", "zed", "[libvirt]\ninject_key = maybe\n", "libvirt", "inject_key").problem, "maybe")
  found = known("nova", "zed", "[libvirt]\ninject_partition = -3\n", "libvirt", "inject_partition")
  check.matches(found.problem, "less")
  check.in_folder(function(root)
    local conf = ini.effective { files = write(root, { "[libvirt]\nimages_type = rdb\n" }), project = "nova" }
    check.raises("EINVAL", conf.get, conf, "libvirt", "images_type")
  end)
end

-- Told by nobody, each value but the last would count as overridden.
function tests.known_multi_valued_options_keep_all_values()
  local text = "[glance_store]\nfilesystem_store_datadirs = /a:100\nfilesystem_store_datadirs = /b:200\n"
  local found = known("glance", "zed", text, "glance_store", "filesystem_store_datadirs")
  check.equal({ found.values, found.overrides }, { { "/a:100", "/b:200" }, {} })
end

function tests.known_former_names_count_in_their_releases()
  local text = "[libvirt]\ncpu_model = Nehalem\n"
  local found = known("nova", "zed", text, "libvirt", "cpu_models")
  check.equal({ found.value, found.name }, { "Nehalem", "[libvirt] cpu_model" })
  -- Stein has no option of the new name, and the former one is an option of its own.
  check.equal(known("nova", "stein", text, "libvirt", "cpu_models"), {})
  check.equal(known("nova", "stein", text, "libvirt", "cpu_model").type, "list")
  check.raises("EINVAL", known, "nova", "zod", text, "libvirt", "cpu_model")
end

-- These sections have the names that the site gives them.
function tests.known_options_of_backends_and_stores()
  local text = "[DEFAULT]\nenabled_backends = fast, slow\n[fast]\nrbd_max_clone_depth = x\n"
  check.equal(known("cinder", "zed", text, "slow", "rbd_max_clone_depth").value, "5")
  check.matches(known("cinder", "zed", text, "fast", "rbd_max_clone_depth").problem, "whole number")
  check.equal(known("cinder", "zed", text, "other", "rbd_max_clone_depth"), {})
  text = "[DEFAULT]\nenabled_backends = near:rbd, web:http\n"
  check.equal(known("glance", "zed", text, "near", "rados_connect_timeout").value, "-1")
  check.equal(known("glance", "zed", "", "glance_store", "rados_connect_timeout").value, "-1")
end

-- What is named on the command line keeps its order, and folders that are looked for come before all of it.
function tests.files_are_read_in_oslo_configs_order()
  local services = require "ini.services"
  check.in_folder(function(root)
    for _, name in ipairs { "b.conf", "a.conf", ".hidden.conf", "a.txt" } do fs.write(root .. "/" .. name, "") end
    local here = host.here()
    local argv = { "/usr/bin/python3", "x", "--config-dir", root, "--pyargv", "--config-file=/x.conf --debug" }
    local paths, files = {}, services.files_of(here, "openstack-no-such", argv, "command line")
    for i, file in ipairs(files) do paths[i] = file.path end
    check.equal(paths, { root .. "/a.conf", root .. "/b.conf", "/x.conf" })
  end)
  check.equal({ services.project "openstack-nova-compute" }, { "nova", "nova-compute" })
end

return tests
