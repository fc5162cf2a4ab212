-- Calls every function of the API with random and hostile arguments, in sandboxes beside each other: nothing crashes,
-- hangs or leaks, and every error is an error object.
--
--   cephlua --yes Tests/robustness/run.lua [CALLS [SEED [PATTERN [CONF]]]]
--
-- Default: 100,000 calls ($CEPHLUA_ROBUSTNESS_CALLS) and always the same ones, so that a change is judged by what it
-- changes; $CEPHLUA_ROBUSTNESS_SEED is another seed, or "random". PATTERN chooses functions by name. With CONF also
-- handles of that cluster are used, and the sandboxes share this machine's network; the file and what it names must be
-- readable for everybody, and the cluster be one to lose.
local CHUNK, BESIDE = 10000, 2
local PATIENCE = 4 * minutes -- a chunk takes a quarter of a minute
local MORE_MEMORY, MORE_FILES = 64, 40 -- MiB and descriptors that the second half of a chunk may add

local environment = process.environment
local calls = math.tointeger(tonumber(arg[1] or environment "CEPHLUA_ROBUSTNESS_CALLS" or 100000))
local wanted = arg[2] or environment "CEPHLUA_ROBUSTNESS_SEED" or 1
local seed = wanted == "random" and os.time() or math.tointeger(tonumber(wanted))
local pattern, conf = arg[3] or "", arg[4] or ""

local program = fs.real_path "/proc/self/exe"
local here = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".")
local project = fs.real_path(here .. "/../..")
-- Not in /tmp, of which each sandbox has its own.
local scratch = ("/var/tmp/cephlua-robustness-%d-%d"):format(os.time(), math.random(1 << 20))
fs.make_directory(scratch)
local _scratch <close> = setmetatable({}, { __close = function() fs.remove(scratch, { recursive = true }) end })

local passed, failed, found = 0, 0, {}

local function problem(text, chunk)
  if found[text] then return end
  found[text] = true
  failed = failed + 1
  print(("FAILED (seed %d, %d calls): %s"):format(chunk.seed, chunk.calls, text))
end

local function counts_of(folder)
  local counts = {}
  for name, value in (fs.read(folder .. "/counts", { missing_ok = true }) or ""):gmatch "(%S+) (%d+)\n" do
    counts[name] = math.tointeger(tonumber(value))
  end
  return counts
end

local function judge(folder, result, chunk)
  local before = failed
  local findings = fs.read(folder .. "/found", { missing_ok = true }) or ""
  for what, call in findings:gmatch "([^\n]*)\n    ([^\n]*)\n" do problem(what .. "\n    " .. call, chunk) end
  local counts = counts_of(folder)
  if result.status ~= 0 or not counts.ok then
    local current = (fs.read(folder .. "/current", { missing_ok = true }) or ""):match "^[^\n]*"
    problem(("the process ended with status %d\n    in %s\n    %s"):format(
      result.status, current, result.stderr:sub(-600)), chunk)
    return
  end
  if counts.memory_end > counts.memory_half + MORE_MEMORY then
    problem(("memory grew from %d to %d MiB"):format(counts.memory_half, counts.memory_end), chunk)
  end
  if counts.files_end > counts.files_half + MORE_FILES then
    problem(("open files grew from %d to %d"):format(counts.files_half, counts.files_end), chunk)
  end
  if counts.ok + counts.raised + counts.stopped + counts.refused ~= chunk.calls then
    problem("not all calls were made", chunk)
  end
  if failed == before then passed = passed + 1 end
  return counts
end

local function environment_of(path)
  if path == "" then return {} end
  return { FUZZ_NETWORK = "yes", FUZZ_READABLE = path:match "^(.*)/" }
end

print(("%d calls, seed %d"):format(calls, seed))
local chunks = {}
for first = 0, calls - 1, CHUNK do
  chunks[#chunks + 1] = { seed = seed + first, calls = math.min(CHUNK, calls - first) }
end
local totals = { ok = 0, raised = 0, stopped = 0, refused = 0 }
local function run_in_sandbox(folder, script, ...)
  fs.make_directory(folder)
  return process.run({
    "timeout", "--kill-after=10", ("%d"):format(PATIENCE), here .. "/sandbox", project, folder,
    program, "--yes", ("%s/%s.lua"):format(here, script), folder, ...,
  }, { check = false, timeout = PATIENCE + 60, limit = "1G", env = environment_of(conf) })
end

tasks.each(chunks, { limit = BESIDE }, function(chunk)
  local folder = ("%s/%d"):format(scratch, chunk.seed)
  local result = run_in_sandbox(folder, "worker", tostring(chunk.seed), tostring(chunk.calls), pattern, conf)
  for name, count in pairs(judge(folder, result, chunk) or {}) do
    if totals[name] then totals[name] = totals[name] + count end
  end
end)

-- Options that do not exist. With a cluster see Tests/live/calls.lua.
if pattern == "" and conf == "" then
  local folder = scratch .. "/audit"
  local result = run_in_sandbox(folder, "audit")
  local counts, all = counts_of(folder), { seed = 1, calls = 0 }
  for what in (fs.read(folder .. "/found", { missing_ok = true }) or ""):gmatch "[^\n]+" do problem(what, all) end
  if result.status ~= 0 then problem("the audit of options ended: " .. result.stderr:sub(-600), all) end
  if (counts.ok or 0) < 70 then problem("the audit of options saw few functions: " .. tostring(counts.ok), all) end
  passed = passed + (counts.ok or 0)
end
print(("%d returned, %d raised an error object, %d were stopped while they waited, %d were left out"):format(
  totals.ok, totals.raised, totals.stopped, totals.refused))
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0, true)
