-- One whole integration of a site that has seen none, as an operator would do it, watched from outside:
-- a check touches nothing, the run changes exactly what the check announced, a second run changes and restarts
-- nothing, and what results is proven.
--
--   cephlua Tests/acceptance/integrate.lua --site SITE --profile current|classic
local fingerprint = require "fingerprint"

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local root = debug.getinfo(1, "S").source:match "^@(.*)Tests/acceptance/[^/]*$" or "./"

local passed, failed = 0, 0

local function check(ok, what, detail)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
  end
  print(("%s  %s"):format(ok and "ok    " or "FAILED", what))
  if not ok and detail then print("        " .. detail:gsub("\n", "\n        ")) end
  return ok
end

-- Runs a playbook with --json; gives its result, its exit status and how long it took.
local function run(name, options, args)
  local argv = { cephlua, "--yes", "--json" }
  table.move(options, 1, #options, #argv + 1, argv)
  local words = { root .. "playbooks/" .. name .. ".lua", "--site", args.site, "--profile", args.profile }
  table.move(words, 1, #words, #argv + 1, argv)
  local result = process.run(argv, { check = false, timeout = 15 * minutes })
  if result.stderr ~= "" then print((result.stderr:gsub("\n+$", ""):gsub("[^\n]+", "        %0"))) end
  local ok, value = pcall(json.decode, result.stdout)
  if not ok then value = {} end
  local called = table.concat({ name, table.unpack(options) }, " ")
  print(("        %s: exit status %d, %.1f s"):format(called, result.status, result.seconds))
  return value, result.status
end

-- What a run changed, or a check would change: sorted lines.
local function changes(result)
  local lines = {}
  for _, record in ipairs(result.records or {}) do
    if record.status ~= "unchanged" then
      lines[#lines + 1] = ("%s: %s: %s"):format(record.host, record.step, record.subject)
    end
  end
  table.sort(lines)
  return lines
end

local function failures(result)
  local lines = {}
  for _, failure in ipairs(result.failures or {}) do
    lines[#lines + 1] = ("%s: %s: %s"):format(failure.host, failure.step, failure.message)
  end
  return table.concat(lines, "\n")
end

local function same(what, before, after)
  local difference = fingerprint.difference(before, after)
  check(#difference == 0, what, table.concat(difference, "\n", 1, math.min(#difference, 20)))
end

local function integrate(site, args)
  local untouched = fingerprint.take(site)
  local plan, status = run("integrate", { "--check" }, args)
  check(status == 2 and #changes(plan) > 0, "a check of a new site announces changes (exit status 2)", failures(plan))
  same("the check touched nothing", untouched, fingerprint.take(site))

  local done, done_status = run("integrate", {}, args)
  if not check(done_status == 0, "the integration succeeds", failures(done)) then return false end
  same("it changed what the check announced, no more and no less",
    fingerprint.of_lines(changes(plan)), fingerprint.of_lines(changes(done)))

  local integrated = fingerprint.take(site)
  local again, again_status = run("integrate", {}, args)
  check(again_status == 0 and #changes(again) == 0, "a second run changes nothing", table.concat(changes(again), "\n"))
  same("and restarts nothing", integrated, fingerprint.take(site))
  local nothing, nothing_status = run("integrate", { "--check" }, args)
  check(nothing_status == 0 and #changes(nothing) == 0, "a check has nothing to announce any more (exit status 0)",
    table.concat(changes(nothing), "\n"))
  return true
end

local function verify(args)
  local proofs, status = run("verify", {}, args)
  for _, proof in ipairs(proofs.proofs or {}) do
    -- `classic` sets up no backup; with `current` nothing may be left unproven.
    local good = proof.result == "proven" or proof.result == "known weakness"
      or proof.result == "skipped" and args.profile == "classic"
    check(good, ("%s%s (%s)"):format(proof.proof, proof.host and proof.host ~= "" and " on " .. proof.host or "",
      proof.result), proof.evidence)
  end
  check(status == 0 and #(proofs.proofs or {}) > 0, "the integration is proven")
end

return playbook {
  name = "acceptance",
  summary = "Integrate a new site and prove what results, watched from outside",
  risk = "writes",
  args = {
    site = { "path", "the site file", required = true },
    profile = { "string", "the profile", required = true, choices = { "current", "classic" } },
  },
  run = function(args)
    local ok, problem = pcall(function()
      local site <close> = require("site").load(args.site)
      if integrate(site, args) then verify(args) end
    end)
    check(ok, "nothing went wrong outside the integration", tostring(problem))
    print(("%d passed, %d failed"):format(passed, failed))
    if failed > 0 then os.exit(1, true) end
  end,
}
