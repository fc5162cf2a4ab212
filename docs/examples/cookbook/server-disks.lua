-- What do the disks of this server really use?
return playbook {
  name = "server-disks",
  summary = "Show what a server's disks use in the cluster, and what they share with their parents",
  risk = "reads",
  args = {
    server = { "string", "name or id of the server, or libvirt's name of its domain", required = true, position = 1 },
    site = { "path", "the site file" },
  },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local cluster, cloud = site:cluster(), site:openstack()
    local server = cloud and cloud.servers:find(args.server)
    local rows, domain = {}, nil
    for _, entry in ipairs(site:hosts_with "compute") do
      domain = domain or site:hypervisor(entry.name):find_domain(server and server.id or args.server)
    end
    if not domain then
      fail { code = "ENOENT", operation = "server-disks", target = args.server, message = "no compute host has it" }
    end
    for _, disk in ipairs(domain:disks()) do
      if disk.protocol == "rbd" then
        local image <close> = cluster:open_image(disk.source, { read_only = true })
        local usage, parent = image:usage { exact = true }, image:parent()
        rows[#rows + 1] = {
          disk = disk.target, image = image.spec, size = usage.provisioned, own = usage.used,
          raw = usage.used * cluster:find_pool(image.pool.name).size, parent = parent and parent.spec,
        }
      else
        rows[#rows + 1] = { disk = disk.target, image = ("no RBD: %s"):format(disk.source) }
      end
    end
    print(#rows == 0 and "It has no disk." or
      show.table(rows, { "disk", "image", { "size", bytes }, { "own", bytes }, { "raw", bytes }, "parent" }))
    return rows
  end,
}
