--- Step "pools" and step "users": what the cluster itself needs, and the remote one.
local ensure = require "ensure"
local tasks = require "tasks"

local function pools(run, cluster, list, where)
  -- Several pools are created at the same time: each waits for its placement groups.
  tasks.each(list, { limit = 4 }, function(pool) ensure.pool(run:on("pools", where), cluster, pool) end)
end

local function users(run, cluster, list, where)
  tasks.each(list, { limit = 4 }, function(user) ensure.user(run:on("users", where), cluster, user.name, user.caps) end)
end

return function(run, site, profile)
  local works = {
    {
      name = "ceph",
      body = function()
        local cluster = site:cluster()
        pools(run, cluster, profile.pools(site), "ceph")
        users(run, cluster, profile.users(site), "ceph")
      end,
    },
  }
  if site.backup and profile.backup_user then
    works[2] = {
      name = "backup",
      body = function()
        local cluster = site:backup_cluster()
        local pool = { rbd = true }
        for key, value in pairs(site.pools.backups) do pool[key] = value end
        pools(run, cluster, { pool }, "backup")
        users(run, cluster, { profile.backup_user(site) }, "backup")
      end,
    }
  end
  run:each({ "pools", "users" }, works, function(work) work.body() end)
end
