--- Takes the lab down and looks for what is left of it. There is none afterwards.
local lab = require "lab"

local names = { "controller", "compute", "blockstorage", "node1", "node2", "node3", "remote" }
local own = lab.state:match "[^/]+$"

local function down()
  return lab.cephlua { "--yes", lab.root .. "playbooks/lab/down.lua", "--state", lab.state }
end

lab.test("down", function() lab.expect_status(down(), 0) end)

lab.test("no mount", function()
  local mounts = fs.read "/proc/self/mounts"
  assert(not mounts:find(lab.state, 1, true), mounts)
end)

lab.test("no process", function()
  for _, each in ipairs(process.list()) do
    local words = type(each.argv) == "table" and table.concat(each.argv, " ") or ""
    assert(not words:find(lab.state .. "/hosts", 1, true), words)
  end
end)

lab.test("no interface", function()
  assert(not fs.exists "/sys/class/net/cephlua-lab")
  for _, name in ipairs(names) do assert(not fs.exists("/sys/class/net/vb-" .. name), name) end
end)

lab.test("no cgroup", function()
  for _, root in ipairs { "/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified" } do
    for _, name in ipairs(names) do
      local folder = ("%s/%s-%s"):format(root, own, name)
      assert(not fs.exists(folder), folder)
    end
  end
end)

lab.test("no file", function()
  for _, path in ipairs { lab.state, ("/run/lock/%s.lock"):format(own) } do assert(not fs.exists(path), path) end
  for _, name in ipairs(names) do assert(not fs.exists("/run/systemd/nspawn/propagate/" .. name), name) end
end)

lab.test("down again, and there is nothing to do", function()
  local result = down()
  lab.expect_status(result, 0)
  lab.expect(result.text, "there was no lab")
end)

lab.finish()
