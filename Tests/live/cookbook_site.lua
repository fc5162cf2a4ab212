--- The questions of the cookbook that cross the border to OpenStack, on an integrated site: Tests/live/cookbook.lua
--- calls this. What is made is named cookbook-…, and removed again.
return function(lab, ask, find, equal)
  local guest = require "guest"
  local NAME = "cookbook"
  local site <close> = require("site").load(lab.state .. "/site.lua")
  local cluster, cloud = site:cluster(), site:openstack()

  local function remove_all()
    for _, server in ipairs(cloud.servers:list { all_projects = true }) do
      if server.name:find "^cookbook%-" then try(cloud.servers.remove, cloud.servers, server) end
    end
    for _, volume in ipairs(cloud.volumes:list { all_projects = true }) do
      if volume.name:find "^cookbook%-" then try(cloud.volumes.remove, cloud.volumes, volume) end
    end
    for _, image in ipairs(cloud.images:list()) do
      if (image.name or ""):find "^cookbook%-" then try(cloud.images.remove, cloud.images, image) end
    end
    local flavor = cloud.flavors:find(NAME .. "-flavor")
    if flavor then cloud.flavors:remove(flavor) end
  end

  remove_all()
  local _remove <close> = setmetatable({}, { __close = remove_all })
  local disk = lab.scratch .. "/guest.raw"
  guest.write(disk)
  local image = cloud.images:create { name = NAME .. "-image", file = disk, timeout = 120 }
  local flavor = cloud.flavors:create { name = NAME .. "-flavor", memory = "64M", disk = 0 }
  local volume = cloud.volumes:create { name = NAME .. "-volume", size = "1G", image = image, timeout = 180 }
  local server = cloud.servers:create {
    name = NAME .. "-server", flavor = flavor, image = image, networks = "none", timeout = 180,
  }
  local server_disk = ("%s/%s_disk"):format(site.pools.vms.name, server.id)
  local volume_image = ("%s/volume-%s"):format(site.pools.volumes.name, volume.id)

  lab.test("dependents: the server and the volume of an image, by name and by id", function()
    for _, word in ipairs { image.name, image.id } do
      local rows = ask("dependents", word)
      equal(#rows, 2)
      local of_server = find(rows, "disk", server_disk)
      equal(of_server.server, server.name)
      equal(of_server.status, "ACTIVE")
      local of_volume = find(rows, "disk", volume_image)
      equal(of_volume.volume, volume.name)
      equal(of_volume.server, nil)
    end
    -- Without OpenStack the names are missing, and it says so.
    local values = lab.values()
    values.openstack = nil
    local rows, text = ask("dependents", image.id, "--site", lab.site(values))
    equal(#rows, 2)
    lab.expect(text, "does not say how OpenStack is reached")
  end)

  lab.test("server-disks: what is its own, and what its parent's", function()
    cloud.servers:wait_console(server, guest.written_line, { timeout = 60 })
    local rows = ask("server-disks", server.name)
    equal(#rows, 1)
    equal(rows[1].image, server_disk)
    equal(rows[1].parent, ("%s/%s@snap"):format(site.pools.images.name, image.id))
    equal(rows[1].size, guest.size)
    assert(rows[1].own > 0 and rows[1].own <= guest.size, show.line(rows))
    equal(rows[1].raw, rows[1].own * cluster:find_pool(site.pools.vms.name).size)
    local answer = lab.cephlua { lab.root .. "docs/examples/cookbook/server-disks.lua", "nobody", "--site", site.path }
    equal(answer.status, 1)
    lab.expect(answer.text, "no compute host has it")
  end)

  lab.test("orphans: an image that nobody owns, and a volume that has none", function()
    local pool <close> = cluster:open_pool(site.pools.volumes.name)
    local rows = ask "orphans"
    equal(find(rows, "what", volume_image), nil)
    equal(find(rows, "what", server_disk), nil)
    local lost = "volume-c00cb00c" .. volume.id:sub(9)
    rbd.rename(pool, "volume-" .. volume.id, { to = lost })
    local ok, problem = pcall(function()
      rows = ask "orphans"
      equal(find(rows, "what", pool.name .. "/" .. lost).problem, "unknown to OpenStack")
      lab.expect(find(rows, "what", ("%s (%s)"):format(volume.name, volume.id)).problem, "no image in pool")
    end)
    rbd.rename(pool, lost, { to = "volume-" .. volume.id })
    if not ok then error(problem, 0) end
  end)

  lab.test("glance-images: one that has to be copied, and one that is cloned", function()
    local qcow = cloud.images:create { name = NAME .. "-qcow", file = disk, disk_format = "qcow2", timeout = 120 }
    local rows = ask("glance-images", "--all")
    equal(find(rows, "id", qcow.id).problem, "it is qcow2")
    equal(find(rows, "id", image.id).problem, nil)
    rows = ask "glance-images"
    equal(find(rows, "id", image.id), nil)
    assert(find(rows, "id", qcow.id))
  end)

  lab.test("libvirt-secrets: right here, and wrong for another cluster", function()
    local rows, _, status = ask "libvirt-secrets"
    equal(status, 0)
    equal(#rows, #site:hosts_with "compute")
    for _, row in ipairs(rows) do
      equal(row.secret, "right")
      equal(row.uuid, site:secret_uuid())
    end
    local values = lab.values()
    values.ceph.conf, values.ceph.keyring = values.backup.conf, values.backup.keyring
    rows, _, status = ask("libvirt-secrets", "--site", lab.site(values))
    equal(status, 1)
    equal(rows[1].secret, "the cluster has no such user")
  end)

  lab.test("conf-differences: options that differ, passwords masked", function()
    local same, text, status = ask("conf-differences", "/etc/ceph/ceph.conf")
    equal(#same, 0)
    equal(status, 0)
    lab.expect(text, "They are the same.")
    local rows
    rows, text, status = ask "conf-differences"
    equal(status, 1)
    equal(#rows, 1)
    lab.expect(text, "[libvirt] images_type = rbd")
    for _, name in ipairs { "compute", "controller" } do
      local host <close> = lab.host(name)
      local secret = ini.parse(host:read "/etc/nova/nova.conf", { name = name }):get("keystone_authtoken", "password")
      assert(not (secret and text:find(secret, 1, true)), "a password is shown")
    end
  end)

  lab.test("stale-services: a file that is newer than the process", function()
    local host <close> = lab.host "compute"
    local path = "/etc/nova/cookbook-newer.conf"
    local function mentions()
      local rows = ask "stale-services"
      local row = find(rows, "service", "nova-compute") or find(rows, "service", "nova-compute.service")
      return row and row.newer:find("cookbook-newer.conf", 1, true) ~= nil or false
    end
    equal(mentions(), false)
    host:write(path, "# of a test\n")
    local ok, found = pcall(mentions)
    host:remove(path)
    equal(ok and found, true)
  end)

  lab.test("snapshot-server: all disks at one moment, and the server goes on", function()
    local answer = ask("snapshot-server", server.name, "cookbook-now", "--yes")
    equal(answer.state, "paused") -- the test's guest has no agent
    equal(answer.snapshots[1], server_disk .. "@cookbook-now")
    local hypervisor <close> = libvirt.connect(site:hypervisor(server.host or "compute").uri)
    equal(hypervisor:find_domain(server.id):state().state, "running")
    local opened <close> = cluster:open_image(server_disk)
    opened:remove_snapshot "cookbook-now"
  end)
end
