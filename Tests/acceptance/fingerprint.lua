-- How a site stands, as lines: the files, packages and processes of its OpenStack hosts, and the pools and users of its
-- clusters. Two of them differ exactly where something was changed, or a service restarted, in between.
local fingerprint = {}

local FILES = [[find /etc -xdev -type l -printf '%p -> %l\n' -o -type f -printf '%p %M %u:%g %T@ ' -exec md5sum {} \;]]
local PACKAGES = "dpkg-query -W -f '${Package} ${Version} ${Status}\n'"
-- A unit's invocation has another id after each start.
local SERVICES = "systemctl show --property=Id,InvocationID '*.service' | paste -d ' ' - - - | "
  .. "grep -E 'nova|glance|cinder|keystone|libvirt|virtqemud|placement|neutron|apache|uwsgi' | sort"

local function add(lines, place, text)
  for line in text:gmatch "[^\n]+" do lines[place .. ": " .. line] = true end
end

-- A record of simple values as text that is the same for the same values.
local function text_of(record)
  local parts = {}
  for key, value in pairs(record) do parts[#parts + 1] = ("%s=%s"):format(key, value) end
  table.sort(parts)
  return table.concat(parts, " ")
end

local function add_cluster(lines, name, cluster)
  for _, pool in ipairs(cluster:pools()) do
    -- Not pg_num: the cluster's own autoscaler may be changing it.
    local applications = table.concat(pool.applications, " ")
    add(lines, name, ("pool %s size %d %s"):format(pool.name, pool.size, applications))
  end
  for _, user in ipairs(cluster:users()) do add(lines, name, ("user %s %s"):format(user.entity, text_of(user.caps))) end
end

--- How the site stands now: a set of lines.
function fingerprint.take(site)
  local lines = {}
  for _, entry in ipairs(site.hosts) do
    local host = site:connect(entry.name)
    for _, command in ipairs { FILES, PACKAGES, SERVICES } do
      add(lines, entry.name, host:run({ "sh", "-c", command }).stdout)
    end
  end
  add_cluster(lines, "ceph", site:cluster())
  if site.backup then add_cluster(lines, "backup", site:backup_cluster()) end
  return lines
end

-- What the integration configures, whoever installed it: packages bring their own files to /etc/ceph.
local CONFIGURED = [[find /etc/glance /etc/cinder /etc/nova /etc/ceph -xdev -type f ! -name rbdmap ]]
  .. [[-printf '%p %M %u:%g ' -exec sha256sum {} \;; find / -xdev -name '*.cephlua-*' -printf 'stray %p\n']]

-- Keys are made anew with their users: what matters of a file or a secret that holds one is whose it is.
local function add_keys(lines, name, site, cluster)
  local keyrings = {}
  for _, user in ipairs(cluster:users()) do
    lines[("%s: user %s %s"):format(name, user.entity, text_of(user.caps))] = true
    local client = user.entity:match "^client%.(.*)$"
    if client then keyrings[user.entity] = cluster:user_keyring(client) end
  end
  for _, entry in ipairs(site.hosts) do
    local host = site:connect(entry.name)
    for file in host:query({ "sh", "-c", "ls /etc/ceph/*.keyring 2>/dev/null; :" }).stdout:gmatch "[^\n]+" do
      local text = host:read(file, { secret = true })
      for entity, keyring in pairs(keyrings) do
        if text:equals(keyring) then lines[("%s: %s is the keyring of %s"):format(entry.name, file, entity)] = true end
      end
    end
  end
end

local function add_secrets(lines, site)
  for _, entry in ipairs(site:hosts_with "compute") do
    local hypervisor = site:hypervisor(entry.name)
    for _, secret in ipairs(hypervisor:secrets()) do
      local value, whose = hypervisor:secret_value(secret.uuid), "no key"
      if value then whose = "a key" end
      for _, user in pairs(site.users) do
        local found = site:cluster():find_user(user)
        if value and found and value:equals(site:cluster():user_key(user)) then whose = "the key of client." .. user end
      end
      lines[("%s: libvirt secret %s (%s) is %s"):format(entry.name, secret.uuid, secret.usage or "", whose)] = true
    end
  end
end

--- How the site is configured, without what differs between two runs that end the same: a set of lines.
function fingerprint.configuration(site)
  local lines = {}
  for _, entry in ipairs(site.hosts) do
    for line in site:connect(entry.name):run({ "sh", "-c", CONFIGURED }).stdout:gmatch "[^\n]+" do
      -- A keyring's digest says nothing: see add_keys.
      lines[entry.name .. ": " .. line:gsub("^(%S+keyring .-) %x+  .*$", "%1")] = true
    end
  end
  for name, cluster in pairs { ceph = site:cluster(), backup = site.backup and site:backup_cluster() or nil } do
    for _, pool in ipairs(cluster:pools()) do
      lines[("%s: pool %s size %d %s"):format(name, pool.name, pool.size, table.concat(pool.applications, " "))] = true
    end
    add_keys(lines, name, site, cluster)
  end
  add_secrets(lines, site)
  return lines
end

--- A list of lines as a set.
function fingerprint.of_lines(list)
  local lines = {}
  for _, line in ipairs(list) do lines[line] = true end
  return lines
end

--- The lines that only one of the two has, marked - (before) and + (after), sorted by what they are about.
function fingerprint.difference(before, after)
  local lines = {}
  for line in pairs(before) do
    if not after[line] then lines[#lines + 1] = { line, "- " } end
  end
  for line in pairs(after) do
    if not before[line] then lines[#lines + 1] = { line, "+ " } end
  end
  table.sort(lines, function(a, b) return a[1] < b[1] end)
  for index, line in ipairs(lines) do lines[index] = line[2] .. line[1] end
  return lines
end

return fingerprint
