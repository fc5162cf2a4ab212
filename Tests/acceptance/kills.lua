-- An integration that is killed at any point, and run again, ends as an undisturbed one: the same files byte for byte,
-- pools, users and caps, secrets; services on their present configuration; nothing left lying about. And it can be
-- taken back. It wants a lab that is not integrated, and leaves one.
--
--   cephlua --yes Tests/acceptance/kills.lua --site SITE [--boundaries] [--random 100] [--seed N]
local fingerprint = require "fingerprint"
local outside = require "outside"

local HOSTS = { "controller", "compute", "blockstorage" }

local function argv_of(args, playbook, ...)
  return { outside.program, "--yes", outside.root .. playbook, "--site", args.site, ... }
end

-- ---- ways to be killed: each starts a run and sees to it that it is ended -------------------------------------------

local function kill_after(args, seconds, victim)
  local pid = process.spawn(argv_of(args, "playbooks/integrate.lua"))
  tasks.sleep(seconds)
  victim(pid)
  local ok = pcall(process.wait, pid, { timeout = 5 * minutes })
  assert(ok, "the run did not end")
end

local ways = {}

function ways.cephlua(args, seconds)
  kill_after(args, seconds, function(pid) process.kill(pid, { signal = "KILL" }) end)
end

function ways.interrupt(args, seconds)
  kill_after(args, seconds, function(pid) process.kill(pid, { signal = "INT" }) end)
end

-- Its connections: each is an ssh below a shell that cleans up behind it.
function ways.ssh(args, seconds)
  kill_after(args, seconds, function(pid)
    local keepers = {}
    local list = process.list()
    for _, record in ipairs(list) do keepers[record.pid] = record.parent == pid end
    for _, record in ipairs(list) do
      if keepers[record.parent] and record.name == "ssh" then process.kill(record.pid, { signal = "KILL" }) end
    end
  end)
end

-- A host of the lab loses its power, and gets it back when the run has ended.
function ways.host(args, seconds)
  local state = args.site:match "^(.*)/"
  local name = HOSTS[math.random(#HOSTS)]
  kill_after(args, seconds, function()
    local paths = require("lab.paths").of { state = state }
    for _, each in ipairs(require("lab.topology").hosts) do
      if each.name == name then require("lab.container").kill(paths, each) end
    end
  end)
  process.run({ outside.program, "--yes", outside.root .. "playbooks/lab/up.lua", "--state", state },
    { timeout = 10 * minutes })
  return name
end

-- ---- one trial ------------------------------------------------------------------------------------------------------

local function runs_since(known)
  local list = {}
  for _, id in ipairs(require("journal").runs()) do
    if not known[id] then table.insert(list, 1, id) end
  end
  return list
end

local function known_runs()
  local known = {}
  for _, id in ipairs(require("journal").runs()) do known[id] = true end
  return known
end

local function expect_same(what, before, after)
  local difference = fingerprint.difference(before, after)
  if #difference > 0 then error(what .. ":\n" .. table.concat(difference, "\n", 1, math.min(#difference, 20)), 0) end
end

local function expect_run(args, name, options, words)
  local result, status, text = outside.run(name, options, { site = args.site, words = words, quiet = true })
  if status ~= 0 then error(("%s: exit status %d\n%s\n%s"):format(name, status, outside.failures(result), text), 0) end
  return result
end

local function connect(args, body)
  local site <close> = require("site").load(args.site)
  return body(site)
end

local function configuration(args) return connect(args, fingerprint.configuration) end

-- The packages that are installed, by host.
local function packages(args)
  return connect(args, function(site)
    local installed = {}
    for _, entry in ipairs(site.hosts) do
      local names = {}
      local listed = site:connect(entry.name):run { "dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n" }
      for name in listed.stdout:gmatch "installed ([^\n]+)" do names[name] = true end
      installed[entry.name] = names
    end
    return installed
  end)
end

-- A rollback leaves installed packages. Without them the next trial finds its hosts as the first one did.
local function take_packages_back(args, before)
  local now = packages(args)
  connect(args, function(site)
    for _, entry in ipairs(site.hosts) do
      local argv = { "dpkg", "--purge" }
      for name in pairs(now[entry.name]) do
        if not before[entry.name][name] then argv[#argv + 1] = name end
      end
      if #argv > 2 then site:connect(entry.name):run(argv, { timeout = 5 * minutes }) end
    end
  end)
end

-- Kills a run, runs again, compares, and takes all of it back.
local function trial(args, reference, kill)
  local known = known_runs()
  kill()
  expect_run(args, "integrate", {})
  expect_same("it does not end as an undisturbed run", reference.after, configuration(args))
  local left = expect_run(args, "integrate", { "--check" })
  assert(left.changes == 0, "a check still finds something to do")
  for _, id in ipairs(runs_since(known)) do expect_run(args, "rollback", {}, { id }) end
  take_packages_back(args, reference.packages)
  expect_same("taken back, it is not as it was before", reference.before, configuration(args))
end

local function attempt(args, reference, name, kill)
  local started = clock.monotonic()
  local ok, problem = pcall(trial, args, reference, kill)
  if type(problem) == "table" and problem.code == "ECANCELED" then error(problem, 0) end
  outside.check(ok, ("%s (%.0f s)"):format(name, clock.monotonic() - started), not ok and tostring(problem) or nil)
  -- A trial that failed must not spoil the next ones.
  if not ok then
    local state = args.site:match "^(.*)/"
    process.run({ outside.program, "--yes", outside.root .. "playbooks/lab/reset.lua", "--state", state },
      { timeout = 15 * minutes })
  end
  return ok
end

-- The end that all others are compared with, how long it takes, and how many records it writes.
local function undisturbed(args)
  local reference = { before = configuration(args), packages = packages(args) }
  local known = known_runs()
  local started = clock.monotonic()
  local done = expect_run(args, "integrate", {})
  reference.seconds = clock.monotonic() - started
  reference.after = configuration(args)
  reference.records = #require("journal").read(done.run).records
  for _, id in ipairs(runs_since(known)) do expect_run(args, "rollback", {}, { id }) end
  take_packages_back(args, reference.packages)
  expect_same("taken back, the undisturbed run is not as it was before", reference.before, configuration(args))
  return reference
end

local function boundaries(args, reference, tally)
  for at = args.from, math.min(args.to, reference.records) do
    for _, moment in ipairs { "before", "after" } do
      local name = ("killed right %s record %d of %d"):format(moment, at, reference.records)
      if at % args.every == 0 or at == args.from then
        tally(name, function()
          local argv = argv_of(args, "Tests/acceptance/killed_at.lua", "--at", tostring(at), "--moment", moment)
          local result = process.run(argv, { check = false, timeout = 5 * minutes })
          assert(result.status == 137, "it was not killed: exit status " .. result.status)
        end)
      end
    end
  end
end

local function random_way()
  local dice = math.random(10)
  return dice <= 5 and "cephlua" or dice <= 7 and "interrupt" or dice <= 9 and "ssh" or "host"
end

local function random_moments(args, reference, tally)
  for number = 1, args.random do
    local way = random_way()
    local seconds = math.random() * reference.seconds
    tally(("%d of %d: %s killed after %.2f s"):format(number, args.random, way, seconds), function()
      ways[way](args, seconds)
    end)
  end
end

return playbook {
  name = "kills",
  summary = "Kill integrations everywhere, and compare how running them again ends",
  risk = "destroys",
  args = {
    site = { "path", "the site file of a lab", required = true },
    boundaries = { "boolean", "at every boundary of the journal" },
    every = { "integer", "of the boundaries only every so many", default = 1 },
    from = { "integer", "of the boundaries, the first record", default = 1 },
    to = { "integer", "of the boundaries, the last record", default = math.maxinteger },
    random = { "integer", "so many times at random", default = 0 },
    seed = { "integer", "for the random moments; default: another one each time" },
  },
  run = function(args)
    local seed = args.seed or math.random(2 ^ 31 - 1)
    math.randomseed(seed)
    io.stdout:setvbuf "line" -- it takes hours, and is followed in a file
    print(("seed %d"):format(seed))
    local ok, reference = pcall(undisturbed, args)
    if not outside.check(ok, "undisturbed, and taken back", tostring(reference)) then return outside.finish() end
    print(("        %.1f s, %d records"):format(reference.seconds, reference.records))
    local function tally(name, kill) attempt(args, reference, name, kill) end
    if args.boundaries then boundaries(args, reference, tally) end
    random_moments(args, reference, tally)
    outside.finish()
  end,
}
