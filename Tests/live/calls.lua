--- Calls with handles of a cluster that Tests/robustness makes without one: random ones, and ones with options that do
--- not exist. On a cluster of one node of its own.
local lab = require "lab"
local breakable = require "breakable"

-- Whoever is in a sandbox is nobody, and reads this.
local folder = ("/var/tmp/cephlua-calls-%d"):format(os.time())
fs.make_directory(folder, { mode = "0755" })
local _folder <close> = setmetatable({}, { __close = function() fs.remove(folder, { recursive = true }) end })
local cluster <close> = breakable.up { name = "calls", port = 46800, pool = "fuzz" }
local conf, keyring = folder .. "/ceph.conf", folder .. "/keyring"
fs.copy(cluster.state .. "/etc/ceph.client.admin.keyring", keyring, { mode = "0644" })
local document = ini.open(cluster.state .. "/client.conf", { dialect = "ceph" })
document:set("global", "keyring", keyring)
fs.write(conf, document:text(), { mode = "0644" })

lab.test("options are checked before anything is done", function()
  lab.expect_status(lab.cephlua {
    "--yes", lab.root .. "Tests/robustness/audit.lua", lab.scratch, conf, keyring,
  }, 0)
  local found = fs.read(lab.scratch .. "/found")
  assert(found == "", found)
  local count = math.tointeger(tonumber(fs.read(lab.scratch .. "/counts"):match "ok (%d+)"))
  assert(count >= 60, "only " .. count .. " functions were called")
end)

lab.test("20,000 random calls of rbd and ceph", function()
  local result = lab.cephlua({
    "--yes", lab.root .. "Tests/robustness/run.lua", "20000", "1", "^[cr]", conf,
  }, { timeout = 10 * minutes })
  lab.expect_status(result, 0)
  print("       " .. result.stdout:match "[^\n]* returned[^\n]*")
end)

lab.finish()
