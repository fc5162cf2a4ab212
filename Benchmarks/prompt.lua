-- The prompt as whoever sits at it sees it: from the start to where one can type, from Tab to what it completes, from
-- Enter to the answer of the cluster; against the shell of `ceph` and an interactive Python with rados. The programs
-- take turns, each on a terminal of its own. A cluster of one node, raised and removed here, with 200 images. As root.
--
--   cephlua --yes Benchmarks/prompt.lua [ROUNDS]                      (default 15)
local node = require "node"
local statistics = require "statistics"

local rounds = math.tointeger(arg[1]) or 15
local POOL, IMAGES = "benchmark", 200

local folder = fs.temporary_directory "cephlua-prompt"
local here = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".")
local cluster <close> = node.up { folder = folder, name = "prompt", port = 46300, pool = POOL }

for number = 1, IMAGES do rbd.create(cluster.pool, ("disk-%03d"):format(number), { size = 1 * MiB }) end
do
  local image <close> = rbd.open(cluster.pool, "disk-001")
  image:create_snapshot "monday"
end

-- The prompt connects by its configuration alone.
local conf = folder .. "/ceph.conf"
fs.write(conf, ("%s\n[client.admin]\nkeyring = %s\n"):format(fs.read(cluster.conf), cluster.keyring))
local environment = { CEPH_CONF = conf, TERM = "dumb", HOME = folder, PYTHONSTARTUP = "" }

-- Milliseconds of each step of a session: { name, typed, expected }.
local function session(argv, steps)
  local typed = {}
  for index, step in ipairs(steps) do typed[index] = { step[2], step[3] } end
  local words = { "/usr/bin/python3", here .. "/peers/terminal.py", json.encode(typed) }
  local result = process.run(table.move(argv, 1, #argv, #words + 1, words), { env = environment, timeout = 120 })
  local times = {}
  for index, seconds in ipairs(json.decode(result.stdout)) do times[index] = seconds * 1000 end
  return times
end

local CLEAR = { false, "\3", "> " }

-- A Tab whose answer the prompt has asked for before, and then clears the line.
local function tab(name, line, expected)
  return
    { false, line, line:sub(-5) }, { false, "\t", expected }, CLEAR, { false, line, line:sub(-5) },
    { name, "\t", expected }, CLEAR
end

local function steps(...) return { ... } end

local ours = steps(
  { "start: one can type", "", "> " }, { "start: connected, and the health is shown", "", "HEALTH_" },
  { false, ("p = cluster:open_pool '%s'\n"):format(POOL), "> " }, { false, "i = rbd.open(p, 'disk-001')\n", "> " },
  { "Enter: list the pools", "#cluster:pools() > 0\n", "true" }
)
for _, each in ipairs {
  { "Tab: a function", "rbd.find_im", "age" }, { "Tab: a method of a value", "i:create_sn", "apshot" },
  { "Tab: options", "rbd.open(p, 'x', { ", "snapshot =" }, { "Tab: a pool", "cluster:open_pool 'bench", "mark" },
  { "Tab: one of 200 images", "rbd.open(p, 'disk-12", "disk-129" }, { "Tab: a snapshot", "i:rollback('mon", "day" },
  { "Tab: a user", "cluster:find_user 'client.ad", "min" },
  { "Tab: a command of the monitors", "cluster:command { prefix = 'osd metad", "ata" },
} do
  local more = steps(tab(table.unpack(each)))
  table.move(more, 1, #more, #ours + 1, ours)
end
ours[#ours + 1] = { false, "\4", "\n" }

local python = "import rados; cluster = rados.Rados(conffile='%s'); cluster.connect()"
local contenders = {
  { who = "cephlua", argv = { node.program }, steps = ours },
  {
    who = "ceph", argv = { "ceph", "--conf", conf },
    steps = steps({ "start: one can type", "", "ceph> " }, { "Enter: list the pools", "osd pool ls\n", POOL },
      { false, "quit\n", "\n" }),
  },
  {
    who = "python3 -i, rados", argv = { "/usr/bin/python3", "-q", "-i", "-c", python:format(conf) },
    steps = steps({ "start: one can type", "", ">>> " }, { "Enter: list the pools", "cluster.list_pools()\n", POOL },
      { "Tab: a method of a value", "cluster.get_fs\t", "get_fsid" }, { false, "\3", ">>> " }, { false, "\4", "\n" }),
  },
}

local times = {}
for round = 0, rounds do -- round 0 fills the page cache
  for _, contender in ipairs(contenders) do
    for index, milliseconds in ipairs(session(contender.argv, contender.steps)) do
      local name = contender.steps[index][1]
      if name and round > 0 then
        local key = name .. "\0" .. contender.who
        times[key] = times[key] or {}
        table.insert(times[key], milliseconds)
      end
    end
  end
end

local rows = {}
for _, step in ipairs(ours) do
  if step[1] then
    local row = { step[1] }
    for index, contender in ipairs(contenders) do
      local measured = times[step[1] .. "\0" .. contender.who]
      row[index + 1] = measured and statistics.text(measured) or "–"
    end
    rows[#rows + 1] = row
  end
end
statistics.print({ ("median (lowest..highest) ms, %d rounds"):format(rounds), "cephlua", "ceph", "python3 -i" }, rows)
fs.remove(folder, { recursive = true })
