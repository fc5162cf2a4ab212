-- Runs commands in an image that is being built: an overlay and a container in a mount namespace of their own. Whatever
-- happens to this process, nothing stays mounted, and nothing outside the image can be reached through it.
local cgroups = require "lab.cgroups"

local chamber = {}

-- $1: cgroups to work in; the rest is the command.
local guard = [[
for group in $1; do echo $$ >"$group/cgroup.procs"; done
shift
exec "$@"]]

-- $1: options of the overlay, $2: where; the rest is the command.
local enter = [[
mount -t overlay -o "$1" overlay "$2"
shift 2
exec "$@"]]

local nspawn = {
  "systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--pipe", "--resolv-conf=bind-host", "--timezone=off",
  "--setenv=DEBIAN_FRONTEND=noninteractive", "--setenv=LANG=C.UTF-8",
}

local function append(list, more)
  for _, word in ipairs(more) do list[#list + 1] = word end
  return list
end

local function machine(folder) return "build-" .. folder:match("[^/]+$"):gsub("%.", "-") end

local function cgroup(folder) return "cephlua-" .. machine(folder) end

-- Ends what a build that died has left running in a folder.
function chamber.clear(folder)
  cgroups.kill(cgroup(folder))
  cgroups.remove(cgroup(folder))
  fs.remove("/run/systemd/nspawn/propagate/" .. machine(folder), { recursive = true })
end

-- Starts a new image in a folder, over the images `lower` (the topmost first).
function chamber.open(folder, lower)
  for _, name in ipairs { "", "/upper", "/work", "/root" } do fs.make_directory(folder .. name, { mode = "0755" }) end
  return { folder = folder, upper = folder .. "/upper", lower = lower }
end

-- Runs a command of this machine that works on a folder, in a mount namespace and a cgroup of its own: when this
-- process dies meanwhile, `clear` finds what still runs.
function chamber.guard(folder, argv)
  local words = { "sh", "-ec", guard, "sh", table.concat(cgroups.make(cgroup(folder)), " ") }
  append(words, { "unshare", "--mount", "--propagation", "private" })
  append(words, argv)
  local _done <close> = setmetatable({}, { __close = function() chamber.clear(folder) end })
  return process.run(words, { timeout = 30 * minutes })
end

-- Runs a command in the image. `bind` lists folders of this machine to show in it, as "outer:inner".
function chamber.run(own, argv, options)
  local mount = ("lowerdir=%s,upperdir=%s/upper,workdir=%s/work"):format(
    table.concat(own.lower, ":"), own.folder, own.folder)
  local root = own.folder .. "/root"
  local words = { "sh", "-ec", enter, "sh", mount, root }
  append(words, nspawn)
  append(words, { "--directory", root, "--machine", machine(own.folder) })
  for _, bind in ipairs(options and options.bind or {}) do words[#words + 1] = "--bind=" .. bind end
  append(words, argv)
  return chamber.guard(own.folder, words)
end

return chamber
