-- An image into Glance: image-import against `openstack image create`, which runs on the controller itself. They take
-- turns. On an integrated lab (profile current); Glance is told to take locations, and afterwards not to.
--
--   cephlua --yes Benchmarks/glance.lua [SITE [ROUNDS [MIB]]]          (default the lab's, 3 rounds, 1024 MiB)

local statistics = require "statistics"

local site_path = arg[1] or "/var/lib/cephlua-lab/site.lua"
local rounds, size = math.tointeger(arg[2]) or 3, (math.tointeger(arg[3]) or 1024) * MiB
local CONF, FILE, RC = "/etc/glance/glance-api.conf", "/var/tmp/cephlua-benchmark.raw", "/root/cephlua-benchmark.rc"

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local root = debug.getinfo(1, "S").source:match "^@(.*)Benchmarks/[^/]*$" or "./"

local function closer(fn) return setmetatable({}, { __close = fn }) end

local site <close> = require("site").load(site_path)
local controller = site:connect "controller"
local folder = fs.temporary_directory "cephlua-glance"
local _folder <close> = closer(function() fs.remove(folder, { recursive = true }) end)
local file = folder .. "/image.raw"

-- One half data, one half holes, in turns of 8 MiB.
local function write_file()
  local source <close> = assert(io.open("/dev/urandom", "rb"))
  local target <close> = assert(io.open(file, "wb"))
  for offset = 0, size - 1, 16 * MiB do
    target:seek("set", offset)
    target:write(source:read(8 * MiB))
  end
  target:close()
  process.run { "truncate", "--size", tostring(size), file }
end

-- The client of Glance reads a file where it runs.
local function hand_over()
  controller:write(RC, fs.read(site.openstack_access.rc), { mode = "0600" })
  process.run({
    "sh", "-c", 'exec ssh -F "$0" controller "cat >$1" <"$2"', site.ssh.config, FILE, file,
  }, { timeout = 10 * minutes })
end

local function restart_with(text)
  controller:write(CONF, text)
  service.get(controller, "glance-api"):restart { timeout = 60 }
end

local function remove(name)
  local images = site:openstack().images
  for _, image in ipairs(images:list { name = name }) do images:remove(image) end
end

local contenders = {
  {
    name = "cephlua image-import",
    run = function(name)
      return process.run({
        cephlua, "--yes", root .. "playbooks/image-import.lua", file, "--name", name, "--site", site_path, "--quiet",
      }, { timeout = 10 * minutes }).seconds
    end,
  },
  {
    name = "openstack image create",
    run = function(name)
      return controller:run({
        "sh", "-c", '. "$0"; exec openstack image create --disk-format raw --container-format bare --file "$1" "$2"',
        RC, FILE, name,
      }, { timeout = 10 * minutes }).seconds
    end,
  },
}

write_file()
hand_over()
local before = controller:read(CONF)
local _restored <close> = closer(function()
  controller:remove(FILE)
  controller:remove(RC)
  restart_with(before)
end)
local document = ini.parse(before, { name = CONF })
document:set("DEFAULT", "show_multiple_locations", "True")
restart_with(document:text())

local times = {}
for round = 0, rounds do -- the first is not counted
  for _, contender in ipairs(contenders) do
    local name = "cephlua-benchmark"
    local seconds = contender.run(name)
    remove(name)
    log.info(("%s: %.2f s"):format(contender.name, seconds))
    local list = times[contender.name] or {}
    times[contender.name] = list
    if round > 0 then list[#list + 1] = seconds end
  end
end

local own = statistics.of(times[contenders[1].name]).median
local rows = {}
for _, contender in ipairs(contenders) do
  local list = times[contender.name]
  rows[#rows + 1] = {
    contender.name, statistics.text(list, "%.2f"), ("%.1f"):format(statistics.of(list).median / own),
  }
end
print(("\nAn image of %s, half holes, into Glance; %d rounds, median (lowest..highest)\n"):format(bytes(size), rounds))
statistics.print({ "", "seconds", "times ours" }, rows)
