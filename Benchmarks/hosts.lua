-- How the time of a run grows with the number of hosts. The hosts are addresses of this machine's loopback, each with
-- an sshd of its own that this starts and ends. On each: ten settings in a file of 200 KB, a small file with owner and
-- mode, and a look at a folder. The contenders take turns. As root.
--
-- All use the key exchange that the slowest library among them knows: OpenSSH's default one, safe also from a quantum
-- computer, costs each side some 60 ms of CPU for a connection, and would be measured instead of the tools.
-- All hosts share this machine's cores: what they do for a tool counts in its wall time, though not in its CPU time.
--
--   cephlua Benchmarks/hosts.lua [ROUNDS [HOSTS…]]          (default 3 rounds of 1 3 10 30)

local measure = require "peers.measure"
local statistics = require "statistics"

local rounds = math.tointeger(arg[1]) or 3
local counts = {}
for index = 2, #arg do counts[#counts + 1] = math.tointeger(arg[index]) end
if #counts == 0 then counts = { 1, 3, 10, 30 } end

local PEERS = "/var/cache/cephlua-peers"
local PORT = 22822
local LIMIT = 10 * minutes -- of one run

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local here = fs.real_path(debug.getinfo(1, "S").source:match "^@(.*)/[^/]*$" or ".") .. "/peers"
local folder = fs.temporary_directory "cephlua-hosts"
local most = math.max(table.unpack(counts))

local function closer(fn) return setmetatable({}, { __close = fn }) end

-- A file as OpenStack's are: much comment, few options.
local function big_file()
  local lines = { "[DEFAULT]", "debug = true", "workers = 1" }
  for section = 1, 60 do
    lines[#lines + 1] = ("\n[section_%d]"):format(section)
    for option = 1, 12 do
      for _ = 1, 4 do lines[#lines + 1] = "# What the option does, in words that nobody reads more than once." end
      lines[#lines + 1] = ("%soption_%d = value"):format(option % 3 == 0 and "" or "#", option)
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local BIG = big_file()

-- Gives each host back as it was before a first run.
local function reset(count)
  for number = 1, count do
    local root = ("%s/host%d"):format(folder, number)
    fs.make_directory(root)
    fs.write(root .. "/app.conf", BIG, { mode = "0640" })
    fs.remove(root .. "/keyring")
  end
end

local function write_configuration()
  for _, key in ipairs { "host", "user" } do
    process.run { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ("%s/%s"):format(folder, key) }
  end
  local known, ssh, inventory = {}, {}, {}
  local public = fs.read(folder .. "/host.pub")
  for number = 1, most do
    local address = "127.0.1." .. number
    known[#known + 1] = ("[%s]:%d %s"):format(address, PORT, public)
    ssh[#ssh + 1] = ("Host host%d\n  HostName %s"):format(number, address)
    inventory[#inventory + 1] = "host" .. number
  end
  fs.write(folder .. "/known_hosts", table.concat(known))
  fs.write(folder .. "/sshd_config", ([[
Port %d
HostKey %s/host
AuthorizedKeysFile %s/user.pub
Subsystem sftp internal-sftp
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
]]):format(PORT, folder, folder))
  fs.write(folder .. "/ssh_config", table.concat(ssh, "\n") .. ([[

Host *
  Port %d
  User root
  IdentityFile %s/user
  IdentitiesOnly yes
  UserKnownHostsFile %s/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  KexAlgorithms curve25519-sha256
  LogLevel ERROR
]]):format(PORT, folder, folder))
  return inventory
end

local hosts = write_configuration()

local function inventory_of(count) return table.concat(hosts, ",", 1, count) .. "," end

local contenders = {
  {
    name = "cephlua",
    argv = function(count) return { cephlua, "--yes", here .. "/hosts/cephlua.lua", folder, tostring(count) } end,
    options = function() return { env = { CEPHLUA_STATE = folder .. "/state" } } end,
  },
  {
    name = "ansible",
    argv = function(count)
      return {
        PEERS .. "/venv/bin/ansible-playbook", "-i", inventory_of(count), "-e", "folder=" .. folder,
        here .. "/hosts/ansible.yml",
      }
    end,
    options = function()
      return {
        cwd = here .. "/ansible",
        env = {
          ANSIBLE_HOME = PEERS .. "/ansible", ANSIBLE_FORKS = "30", ANSIBLE_SSH_CONTROL_PATH_DIR = folder .. "/cp",
          ANSIBLE_SSH_ARGS = ("-F %s/ssh_config -o ControlMaster=auto -o ControlPersist=60s"):format(folder),
        },
      }
    end,
  },
  {
    name = "pyinfra",
    argv = function() return { PEERS .. "/venv/bin/pyinfra", "-y", "inventory.py", "deploy.py" } end,
    options = function(count)
      return {
        cwd = here .. "/hosts",
        env = {
          FOLDER = folder, COUNT = tostring(count), PYTHONPATH = here .. "/pyinfra", PYTHONDONTWRITEBYTECODE = "1",
        },
      }
    end,
  },
}

local times = {} -- by contender, count, and what: lists of seconds

local function keep(name, count, what, wall, cpu)
  local key = ("%s %d %s"):format(name, count, what)
  local list = times[key] or { wall = {}, cpu = {} }
  times[key] = list
  table.insert(list.wall, wall)
  table.insert(list.cpu, cpu)
end

-- What every contender must have brought about.
local function prove(name, count)
  for number = 1, count do
    local root = ("%s/host%d"):format(folder, number)
    local document = ini.parse(fs.read(root .. "/app.conf"))
    local stat = fs.stat(root .. "/keyring")
    local ok = document:get("section_30", "new_option") == "new" and document:get("DEFAULT", "workers") == "4"
      and document:get("ceph", "rbd_pool") == "volumes"
      and stat and stat.permissions == "0640" and stat.group == "daemon"
    if not ok then fail { code = "INTERNAL", operation = name, target = root, message = "it did not do its work" } end
  end
end

local function measure_one(contender, count)
  local group <close> = measure.group(contender.name)
  reset(count)
  for _, what in ipairs { "first", "no-op" } do
    local options = contender.options(count)
    options.timeout = LIMIT
    local wall, cpu = group:run(contender.argv(count), options)
    prove(contender.name, count)
    keep(contender.name, count, what, wall, cpu)
    log.info(("%s, %d hosts, %s run: %.2f s"):format(contender.name, count, what, wall))
  end
end

-- bash sources ~/.bashrc for every command that sshd gives it. What this machine's administrator has in there is not
-- to be measured (a shell's version manager costs 100 ms): the daemons see an empty one.
local PLAIN = [[for file in ~/.bashrc ~/.bash_profile ~/.profile; do
  [ ! -f "$file" ] || mount --bind /dev/null "$file" || exit
done; exec "$0" "$@"]]

local function start_sshd(number)
  local pid_file, log_file = ("%s/sshd%d.pid"):format(folder, number), ("%s/sshd%d.log"):format(folder, number)
  local pid = process.spawn({
    "unshare", "--mount", "--", "sh", "-c", PLAIN, process.find_command "sshd" or "/usr/sbin/sshd",
    "-D", "-e", "-f", folder .. "/sshd_config",
    "-o", "ListenAddress=127.0.1." .. number, "-o", "PidFile=" .. pid_file,
  }, { stdout = log_file })
  local ok = pcall(tasks.wait_until, function() return fs.exists(pid_file) end, { every = 0.05, timeout = 20 })
  if ok then return pid end
  process.kill(pid)
  fail { code = "EIO", operation = "start", target = "sshd", message = fs.read(log_file) }
end

local function run()
  process.run { here .. "/install", PEERS }
  fs.make_directory "/run/sshd"
  local pids = {}
  local _daemons <close> = closer(function()
    for _, pid in ipairs(pids) do process.kill(pid) end
    for _, pid in ipairs(pids) do process.wait(pid, { timeout = 10 }) end
  end)
  for number = 1, most do pids[number] = start_sshd(number) end
  for _ = 1, rounds do
    for _, count in ipairs(counts) do
      for _, contender in ipairs(contenders) do measure_one(contender, count) end
    end
  end
end

do
  local _folder <close> = closer(function() fs.remove(folder, { recursive = true }) end)
  run()
end

for _, what in ipairs { "first", "no-op" } do
  local rows = {}
  for _, count in ipairs(counts) do
    local row, ratios = { tostring(count) }, {}
    local own
    for _, contender in ipairs(contenders) do
      local list = times[("%s %d %s"):format(contender.name, count, what)]
      row[#row + 1] = statistics.text(list.wall, "%.2f")
      row[#row + 1] = ("%.2f"):format(statistics.of(list.cpu).median)
      local median = statistics.of(list.wall).median
      own = own or median
      ratios[#ratios + 1] = ("%.1f"):format(median / own)
    end
    rows[#rows + 1] = table.move(ratios, 2, #ratios, #row + 1, row)
  end
  local headings = { "hosts" }
  for _, contender in ipairs(contenders) do
    headings[#headings + 1] = contender.name
    headings[#headings + 1] = "CPU"
  end
  for index = 2, #contenders do headings[#headings + 1] = contenders[index].name .. " / cephlua" end
  print(("\n%s run, %d rounds: wall seconds, median (lowest..highest), and CPU seconds\n"):format(what, rounds))
  statistics.print(headings, rows)
end
