--- A run of proofs: what they share (the site, names of their own, pools), and their end: all of them waited for,
--- everything they made removed, the table.
local clock = require "clock"
local errors = require "errors"
local leftovers = require "verify.leftovers"
local log = require "log"
local Proof = require "verify.proof"
local rbd = require "rbd"
local report = require "verify.report"

---@class verify.Run
---@field site table
---@field cloud openstack.Session
---@field prefix string                   # of the names of everything it makes: "cephlua-verify-3fa9-"
---@field proofs verify.Proof[]           # as declared
---@field is_cleaned boolean              # there is nothing to remove
---@field disks { pool: ceph.Pool, name: string }[]  # RBD images that the services made, and must remove
local Run = { __name = "verify.Run" }
Run.__index = Run

--- Begin. The site's cluster and OpenStack must answer; nothing is made yet. With `mode.check` nothing ever is.
---@return verify.Run
function Run.begin(site, mode)
  local cloud = site:openstack() or errors.raise {
    code = "EINVAL", operation = "verify", target = "site " .. site.name,
    message = "the site file does not say how to sign in to OpenStack",
    hint = 'Name an rc file: openstack = { rc = "/root/admin-openrc" }, or a cloud of clouds.yaml.',
  }
  site:cluster()
  local run = setmetatable({ site = site, cloud = cloud, proofs = {}, disks = {}, at_end = {}, seconds = 0 }, Run)
  run.is_cleaned = mode.check
  run.prefix = ("%s%04x-"):format(leftovers.PREFIX, math.random(0, 0xffff))
  run.started = clock.monotonic()
  leftovers.warn(site)
  return run
end

--- Start a proof; see `verify.proof`. Independent proofs run at the same time.
---@return verify.Proof
function Run:prove(title, prove, ...)
  local proof = Proof.start(self, title, prove, ...)
  table.insert(self.proofs, proof)
  return proof
end

--- Start a proof on each host of a role.
---@return verify.Proof[]
function Run:prove_on(role, title, prove, ...)
  local proofs = {}
  for i, host in ipairs(self.site:hosts_with(role)) do
    proofs[i] = self:prove(title, prove, host, ...)
    proofs[i].host = host.name
  end
  return proofs
end

--- Proofs that another one must come after, however they end: its last argument, without a value.
Run.after = Proof.after

--- A name of this run's own.
function Run:name(suffix)
  return self.prefix .. suffix
end

--- Remember an RBD image that a service made: it must be gone at the end.
function Run:expect_removed(pool, name)
  table.insert(self.disks, { pool = pool, name = name })
end

--- Call `fn` when everything else was removed: for what has no name to be found by.
function Run:finally(what, fn)
  table.insert(self.at_end, { what = what, fn = fn })
end

-- How loudly a result is said while other proofs are still running.
local LEVELS = { proven = "info", skipped = "info", ["known weakness"] = "warn", failed = "error", stopped = "debug" }

--- Say how a proof ended. The table says it again, with the evidence.
function Run.report(_, proof)
  local where = proof.host and (" (%s)"):format(proof.host) or ""
  local why = proof.result ~= "proven" and ": " .. proof.evidence or ""
  log[LEVELS[proof.result]](("%-7s %s%s%s"):format(proof.result, proof.title, where, why))
end

-- Removes everything; returns what was removed and what could not be.
local function remove_everything(self)
  local removed, problems = leftovers.remove(self.site, self.prefix)
  for i = #self.at_end, 1, -1 do
    local ok, err = pcall(self.at_end[i].fn)
    if not ok then table.insert(problems, ("%s: %s"):format(self.at_end[i].what, err)) end
  end
  for _, disk in ipairs(self.disks) do
    local ok, info = pcall(rbd.find_image, disk.pool, disk.name)
    if not ok or info then
      table.insert(problems, ("%s/%s: %s"):format(disk.pool.name, disk.name, ok and "is still there" or tostring(info)))
    end
  end
  return removed, problems
end

local function clean_up(self)
  local proof = self:prove("everything that was made is removed again", function(each)
    local removed, problems = remove_everything(self)
    each:check(#problems == 0, "%s", table.concat(problems, "; "))
    if #removed == 0 then return "there was nothing to remove" end
    return ("removed: %s; none of the %d RBD images is left"):format(leftovers.count(removed), #self.disks)
  end)
  proof:wait()
  self.is_cleaned = true
end

--- Wait for all proofs, and remove what they made.
---@return table report
function Run:finish()
  for _, proof in ipairs(self.proofs) do proof:wait() end
  if not self.is_cleaned then clean_up(self) end
  self.seconds = clock.monotonic() - self.started
  return report.of(self)
end

--- Also after a failure or ^C: stops what is running and removes what was made. A second ^C leaves it.
function Run:__close()
  if self.is_cleaned then return end
  log.warn "stopped: removing what was made (^C again leaves it; --clean removes it later)"
  for _, proof in ipairs(self.proofs) do proof:stop() end
  for _, proof in ipairs(self.proofs) do proof:wait() end
  clean_up(self)
end

return Run
