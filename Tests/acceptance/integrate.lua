-- One whole integration of a site that has seen none, as an operator would do it, watched from outside: a check touches
-- nothing, the run changes exactly what the check announced, a second run changes and restarts nothing, what results is
-- proven; and taken back, the site is as it was, and works as it did.
--
--   cephlua Tests/acceptance/integrate.lua --site SITE --profile current|classic
local fingerprint = require "fingerprint"
local on_files = require "on_files"
local outside = require "outside"

local check, run, changes, failures = outside.check, outside.run, outside.changes, outside.failures

local function same(what, before, after)
  local difference = fingerprint.difference(before, after)
  return check(#difference == 0, what, table.concat(difference, "\n", 1, math.min(#difference, 20)))
end

-- States without the names of the files that the journal keeps contents in.
local function stripped(state)
  if type(state) ~= "table" then return state end
  local copy = {}
  for key, value in pairs(state) do
    copy[key] = (key == "$secret" or key == "$text") and "…" or stripped(value)
  end
  return copy
end

-- Each change with the state before and the state after, as lines.
local function states(records)
  local lines = {}
  for _, record in ipairs(records) do
    if record.subject and record.status ~= "unchanged" then
      lines[json.encode {
        host = record.host, step = record.step, subject = record.subject, before = stripped(record.before),
        after = stripped(record.after),
      }] = true
    end
  end
  return lines
end

local function journal_of(id)
  local intents = {}
  for _, record in ipairs(require("journal").read(id).records) do
    if record.event == "intent" then intents[#intents + 1] = record end
  end
  return intents
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
  same("its journal has the states before and after that the check announced",
    states(plan.records), states(journal_of(done.run)))

  local integrated = fingerprint.take(site)
  local again, again_status = run("integrate", {}, args)
  check(again_status == 0 and #changes(again) == 0, "a second run changes nothing", table.concat(changes(again), "\n"))
  same("and restarts nothing", integrated, fingerprint.take(site))
  local nothing, nothing_status = run("integrate", { "--check" }, args)
  check(nothing_status == 0 and #changes(nothing) == 0, "a check has nothing to announce any more (exit status 0)",
    table.concat(changes(nothing), "\n"))
  return done.run
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

-- A site that has seen no integration: Ceph is well, and its client is yet to be installed.
local function is_new(site)
  local health = site:cluster():health()
  check(health.status == "HEALTH_OK", "the cluster is HEALTH_OK", health.status)
  for _, entry in ipairs(site.hosts) do
    local present = site:connect(entry.name):packages { "ceph-common" }
    check(not present["ceph-common"], ("%s has no Ceph client yet"):format(entry.name))
  end
end

-- Takes the integration back, and makes it once more for those who come after.
local function take_back(site, args, id, before)
  local words = { site = args.site, words = { id } }
  local plan, status = run("rollback", { "--check" }, words)
  check(status == 2 and #changes(plan) > 0, "a check of the rollback announces changes", failures(plan))
  local done, done_status = run("rollback", {}, words)
  check(done_status == 0, "the rollback succeeds", failures(done))
  same("it changed what its check announced", fingerprint.of_lines(changes(plan)), fingerprint.of_lines(changes(done)))
  same("configuration, pools, users and secrets are as they were", before, fingerprint.configuration(site))
  local works, reason = on_files.works(site)
  check(works, "and OpenStack works on files again", reason)
  local again, again_status = run("integrate", {}, args)
  check(again_status == 0, "it is integrated once more", failures(again))
end

return playbook {
  name = "acceptance",
  summary = "Integrate a new site and prove what results, watched from outside",
  risk = "writes",
  args = {
    site = { "path", "the site file", required = true },
    profile = { "string", "the profile", required = true, choices = { "current", "classic" } },
    new = { "boolean", "the site has been raised or reset just now" },
  },
  run = function(args)
    local ok, problem = pcall(function()
      local site <close> = require("site").load(args.site)
      site:use_profile(args.profile)
      if args.new then is_new(site) end
      local before = fingerprint.configuration(site)
      local id = integrate(site, args)
      if not id then return end
      verify(args)
      take_back(site, args, id, before)
    end)
    check(ok, "nothing went wrong outside the integration", tostring(problem))
    outside.finish()
  end,
}
