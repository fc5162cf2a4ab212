-- The machinery of verify.lua: how proofs wait for each other and end, what a service's configuration says, the report.
local check = require "check"
local config = require "verify.config"
local Proof = require "verify.proof"
local report = require "verify.report"

local function run_of(profile)
  local site = { name = "test", profile = profile }
  local run = { site = site, reported = {}, prefix = "cephlua-verify-0000-", seconds = 1 }
  function run:report(proof) table.insert(self.reported, proof.title) end
  return run
end

local function proof(run, title, fn, ...)
  return Proof.start(run, title, fn, ...)
end

local function ended(one)
  one:wait()
  return { one.result, one.evidence }
end

-- A host that has these files and nothing else.
local function host_with(files)
  return { name = "h", read = function(_, path) return files[path] and secret.new(files[path]) end }
end

local tests = {}

function tests.a_proof_gets_the_values_of_those_it_builds_on_and_they_run_at_the_same_time()
  local run = run_of "current"
  local order = {}
  local slow = proof(run, "slow", function()
    tasks.sleep(0.1)
    table.insert(order, "slow")
    return "fine", 42
  end)
  local built = proof(run, "built", function(_, value, word)
    table.insert(order, "built")
    return ("%s %d"):format(word, value)
  end, slow, "got")
  local other = proof(run, "other", function()
    table.insert(order, "other")
    return "done"
  end)
  check.equal(ended(built), { "proven", "got 42" })
  check.equal(ended(other), { "proven", "done" })
  check.equal(order, { "other", "slow", "built" })
  check.equal(run.reported, { "other", "slow", "built" })
end

function tests.what_was_not_proven_is_not_built_on()
  local run = run_of "current"
  local refuted = proof(run, "refuted", function(each) each:fail("no %d\n  way", 3) end)
  local built = proof(run, "built", function() return "never" end, refuted)
  local later = proof(run, "later", function(_, value) return tostring(value) end, Proof.after(built, refuted))
  check.equal(ended(refuted), { "failed", "no 3; way" })
  check.equal(ended(built), { "skipped", "needs: refuted" })
  check.equal(ended(later), { "proven", "nil" })
end

function tests.an_error_is_a_failure_with_what_it_knows()
  local one = proof(run_of "current", "one", function() fs.read "/nonexistent" end)
  check.equal(ended(one), { "failed", "read /nonexistent: no such file or directory (ENOENT)" })
  local two = proof(run_of "current", "two", function() fail { message = "m", details = "line 1\nline 2" } end)
  two:wait()
  assert(two.evidence:find("line 1; line 2", 1, true), two.evidence)
end

function tests.a_weakness_is_known_of_one_profile_only()
  local function weak(each) each:weakness("classic", "because") end
  check.equal(ended(proof(run_of "classic", "w", weak)), { "known weakness", "because" })
  check.equal(ended(proof(run_of "current", "w", weak)), { "failed", "because" })
end

function tests.one_that_is_stopped_says_so_and_so_do_those_that_wait_for_it()
  local run = run_of "current"
  local long = proof(run, "long", function() tasks.sleep(60) end)
  local built = proof(run, "built", function() end, long)
  tasks.sleep(0.02)
  for _, each in ipairs { long, built } do each:stop() end
  for _, each in ipairs { long, built } do each:wait() end
  check.equal(long.result, "stopped")
  check.equal(built.result, "stopped")
end

function tests.the_report_counts_and_passes_only_if_nothing_failed()
  local run = run_of "classic"
  run.proofs = {
    proof(run, "a", function() return "x" end),
    proof(run, "b", function(each) each:weakness("classic", "y") end),
    proof(run, "c", function(each) each:skip "z" end),
  }
  for _, each in ipairs(run.proofs) do each:wait() end
  local good = report.of(run)
  check.equal(good.counts, { proven = 1, ["known weakness"] = 1, skipped = 1 })
  check.equal({ select(2, report.finish(good, { json = true })) }, { { exit = 0 } })
  table.insert(run.proofs, proof(run, "d", function(each) each:check(false, "no") end))
  run.proofs[4]:wait()
  local bad = report.of(run)
  check.equal(bad.passed, false)
  check.equal({ select(2, report.finish(bad, { json = true })) }, { { exit = 1 } })
  assert(report.summary(bad):find("1 failed", 1, true))
end

function tests.glances_store_old_options_and_new()
  local function glance(text) return config.glance(host_with { [config.GLANCE] = text }) end
  check.equal(glance "[glance_store]\ndefault_store = rbd\nrbd_store_user = g\nrbd_store_pool = p\n",
    { user = "g", pool = "p" })
  check.equal(glance("[DEFAULT]\nenabled_backends = fast:file, r:rbd\n[glance_store]\ndefault_backend = r\n"
    .. "[r]\nrbd_store_user = g\nrbd_store_ceph_conf = /c\n"), { user = "g", pool = "images", conf = "/c" })
  check.equal(glance "[DEFAULT]\nenabled_backends = fast:file, r:rbd\n[glance_store]\ndefault_backend = fast\n", nil)
  check.equal(glance "[glance_store]\ndefault_store = file\n", nil)
end

function tests.cinders_backend_and_backups()
  local volumes = [[
[DEFAULT]
enabled_backends = lvm,ceph
[lvm]
volume_driver = x
[ceph]
volume_driver = cinder.volume.drivers.rbd.RBDDriver
rbd_user = c
rbd_pool = v
rbd_ceph_conf =
]]
  local backups = [[
[DEFAULT]
backup_driver = cinder.backup.drivers.ceph.CephBackupDriver
backup_ceph_user = b
backup_ceph_conf = /r
]]
  local host = host_with { [config.CINDER] = volumes }
  check.equal(config.cinder(host), { user = "c", pool = "v" })
  check.equal(config.backup(host), nil)
  local other = host_with { [config.CINDER] = backups }
  check.equal(config.cinder(other), nil)
  check.equal(config.backup(other), { user = "b", pool = "backups", conf = "/r" })
end

function tests.nova_compute_conf_wins_over_nova_conf()
  local nova = "[libvirt]\nimages_type = rbd\nrbd_user = c\nimages_rbd_pool = v\n"
  check.equal(config.nova(host_with { [config.NOVA] = nova }), { user = "c", pool = "v" })
  check.equal(config.nova(host_with {
    [config.NOVA] = nova, [config.NOVA_COMPUTE] = "[libvirt]\nimages_rbd_pool = other\n",
  }), { user = "c", pool = "other" })
  check.equal(config.nova(host_with {
    [config.NOVA] = nova, [config.NOVA_COMPUTE] = "[libvirt]\nimages_type = qcow2\n",
  }), nil)
end

return tests
