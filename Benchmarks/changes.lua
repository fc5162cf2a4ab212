-- cephlua's integrate.lua against the peers that do the same job, Ansible and pyinfra, on the lab: wall time and CPU
-- time of a first run, of runs with nothing to do, and of a check. A round is, for each in turn: reset, first run, then
-- three no-op runs, check. CPU is that of the tool and of all that it starts here, not that of the hosts.
--
--   cephlua --yes Benchmarks/changes.lua [ROUNDS] [--keep FILE]
--
-- The peers are installed by Benchmarks/peers/install.

local measure = require "peers.measure"
local statistics = require "statistics"

local PEERS = "/var/cache/cephlua-peers"
local LIMIT = 10 * minutes -- of one run
local WHATS = { "first run", "no-op run", "check" }

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local root = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".") .. "/.."

-- The administrator's credentials, as the peers want them: in the environment.
local function credentials(path)
  local env = {}
  for name, value in fs.read(path):gmatch "export ([%w_]+)=([^\n]*)" do env[name] = value end
  return env
end

-- Name; `argv(what)`; options of process.run.
local function contenders_of(state)
  local site = state .. "/site.lua"
  local env = credentials(state .. "/admin-openrc")
  env.PYTHONDONTWRITEBYTECODE = "1"
  env.ANSIBLE_HOME = PEERS .. "/ansible"
  return {
    {
      name = "cephlua",
      argv = function(what)
        return { cephlua, what == "check" and "--check" or "--yes", "--json", root .. "/playbooks/integrate.lua",
          "--site", site }
      end,
      options = { timeout = LIMIT },
    },
    {
      name = "ansible",
      argv = function(what)
        return { PEERS .. "/venv/bin/ansible-playbook", "integrate.yml", what == "check" and "--check" or nil }
      end,
      options = { timeout = LIMIT, env = env, cwd = root .. "/Benchmarks/peers/ansible" },
    },
    {
      name = "pyinfra",
      argv = function(what)
        return { PEERS .. "/venv/bin/pyinfra", what == "check" and "--dry" or "-y", "inventory.py", "integrate.py" }
      end,
      options = { timeout = LIMIT, env = env, cwd = root .. "/Benchmarks/peers/pyinfra" },
    },
  }
end

-- Where the time of a first run goes that is not the tool's: phases of cephlua's, by name.
local function phases_of(result)
  local phases = {}
  local ok, value = pcall(json.decode, result.stdout:match "([^\n]+)\n?$")
  for _, phase in ipairs(ok and value and value.phases or {}) do
    phases[#phases + 1] = { name = ("%s: %s"):format(phase.mode, phase.name), seconds = phase.seconds }
  end
  return phases
end

local function round(contender, state, samples)
  process.run({ cephlua, "--yes", root .. "/playbooks/lab/reset.lua", "--state", state }, { timeout = LIMIT })
  local group <close> = measure.group(contender.name)
  local function one(what)
    local wall, cpu, result = group:run(contender.argv(what), contender.options)
    log.info(("%s, %s: %.1f s, CPU %.1f s"):format(contender.name, what, wall, cpu))
    local phases = contender.name == "cephlua" and what == "first run" and phases_of(result) or nil
    samples[#samples + 1] = { name = contender.name, what = what, wall = wall, cpu = cpu, phases = phases }
  end
  one "first run"
  for _ = 1, 3 do one "no-op run" end
  one "check"
end

-- The numbers of one kind, as a list.
local function numbers(samples, name, what, field)
  local list = {}
  for _, sample in ipairs(samples) do
    if sample.name == name and sample.what == what then list[#list + 1] = sample[field] end
  end
  return list
end

local function ratio(samples, name, what, field)
  local own = statistics.of(numbers(samples, "cephlua", what, field)).median
  return ("%.1f"):format(statistics.of(numbers(samples, name, what, field)).median / own)
end

local function print_times(samples, contenders)
  local rows = {}
  for _, what in ipairs(WHATS) do
    for _, contender in ipairs(contenders) do
      local name = contender.name
      rows[#rows + 1] = {
        what, name, statistics.text(numbers(samples, name, what, "wall")), ratio(samples, name, what, "wall"),
        statistics.text(numbers(samples, name, what, "cpu")), ratio(samples, name, what, "cpu"),
        tostring(#numbers(samples, name, what, "wall")),
      }
    end
  end
  statistics.print({ "what", "who", "wall, seconds", "of cephlua's", "CPU, seconds", "of cephlua's", "runs" }, rows)
end

local function print_phases(samples)
  local names, times = {}, {}
  for _, sample in ipairs(samples) do
    for _, phase in ipairs(sample.phases or {}) do
      if not times[phase.name] then
        names[#names + 1] = phase.name
        times[phase.name] = {}
      end
      table.insert(times[phase.name], phase.seconds)
    end
  end
  local rows = {}
  for index, name in ipairs(names) do rows[index] = { name, statistics.text(times[name]) } end
  print "\nOf cephlua's first run:\n"
  statistics.print({ "phase", "seconds" }, rows)
end

return playbook {
  name = "changes",
  summary = "Time the integration against Ansible and pyinfra, on the lab, which is reset for each",
  risk = "destroys",
  args = {
    rounds = { "integer", "how many rounds", default = 3, position = 1 },
    state = { "path", "the lab's folder; the peers know only the default", default = "/var/lib/cephlua-lab" },
    keep = { "path", "a file for the numbers: those that are in it count, new ones are added" },
  },
  run = function(args)
    process.run { root .. "/Benchmarks/peers/install", PEERS }
    local contenders = contenders_of(args.state)
    local samples = args.keep and fs.exists(args.keep) and json.decode(fs.read(args.keep)) or {}
    for _ = 1, args.rounds do
      for _, contender in ipairs(contenders) do
        round(contender, args.state, samples)
        if args.keep then fs.write(args.keep, json.encode(samples)) end
      end
    end
    print_times(samples, contenders)
    print_phases(samples)
  end,
}
