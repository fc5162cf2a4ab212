--- What a rollback refuses, and a site's own change that is taken back. On an integrated lab (profile current).
local history = require "change.history"
local lab = require "lab"

local function rollback(run, ...)
  return lab.cephlua { lab.root .. "playbooks/rollback.lua", run, ... }
end

--- The integration that stands now: the last run that made the pools.
local function integration()
  local all = history.all()
  for index = #all, 1, -1 do
    for _, entry in ipairs(all[index].changes) do
      if all[index].header.playbook == "integrate" and entry.kind == "pool" then return all[index].id end
    end
  end
  error "no run of integrate.lua has made pools"
end

lab.test("a pool that is not empty stays, and what is in it is said", function()
  local cluster <close> = lab.cluster()
  local pool <close> = cluster:open_pool "volumes"
  rbd.create(pool, "kept-by-somebody", { size = 4 * MiB })
  local result = rollback(integration(), "--check")
  rbd.remove(pool, "kept-by-somebody")
  lab.expect_status(result, 1)
  lab.expect(result.text, "1 image (kept-by-somebody)")
end)

lab.test("a config that was edited by hand stays", function()
  local machine <close> = lab.host "blockstorage"
  local path = "/etc/cinder/cinder.conf"
  local before = machine:read(path)
  machine:write(path, before .. "# by hand\n")
  local result = rollback(integration(), "--check")
  machine:write(path, before)
  lab.expect_status(result, 1)
  lab.expect(result.text, "roll back /etc/cinder/cinder.conf: somebody changed it since that run")
  lab.expect(result.text, "1 failed")
end)

lab.test("a site's own change is made once, and taken back", function()
  local machine <close> = lab.host "compute"
  local path = "/etc/libvirt/qemu.conf"
  local before, stat = machine:read(path), machine:stat(path)
  local book = lab.root .. "docs/examples/limits.lua"
  lab.expect(lab.cephlua({ book, "--site", lab.state .. "/site.lua", "--yes" }).text, "1 change made")
  lab.expect(machine:read(path), "\nmax_files = 32768\n")
  lab.expect(lab.cephlua({ book, "--site", lab.state .. "/site.lua", "--yes" }).text, "Nothing to do")
  lab.expect_status(rollback("last", "--yes"), 0)
  assert(machine:read(path) == before)
  local now = machine:stat(path)
  assert(now.permissions == stat.permissions and now.owner == stat.owner and now.group == stat.group)
end)

lab.test("no key is in a journal, a plan or a message", function()
  local folder = fs.real_path((process.environment "CEPHLUA_STATE" or "/var/lib/cephlua") .. "/runs")
  local cluster <close> = lab.cluster()
  local site <close> = require("site").load(lab.state .. "/site.lua")
  local texts = { lab.integrate(nil, "--check", "--diff", "--json").text }
  for _, run in ipairs(fs.list(folder)) do
    texts[#texts + 1] = fs.read(("%s/%s/journal.jsonl"):format(folder, run.name))
  end
  for _, user in pairs(site.users) do
    -- A digest would not do: a key must not stand anywhere in a longer text.
    local scratch = lab.scratch .. "/key"
    fs.write(scratch, cluster:user_key(user))
    local key = fs.read(scratch)
    fs.remove(scratch)
    assert(#key > 20)
    for _, text in ipairs(texts) do assert(not text:find(key, 1, true), "the key of " .. user .. " is in a journal") end
  end
end)

lab.finish()
