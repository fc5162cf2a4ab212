-- Which servers and volumes stand on this Glance image, also by way of other clones?
return playbook {
  name = "dependents",
  summary = "List what was cloned from a Glance image, and the servers that use it",
  risk = "reads",
  args = {
    image = { "string", "name or id of the image", required = true, position = 1 },
    site = { "path", "the site file" },
  },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local cluster, cloud = site:cluster(), site:openstack()
    local servers, volumes, id = {}, {}, args.image
    if cloud then
      id = (cloud.images:find(args.image) or { id = id }).id
      for _, server in ipairs(cloud.servers:list { all_projects = true }) do servers[server.id] = server end
      for _, volume in ipairs(cloud.volumes:list { all_projects = true }) do volumes[volume.id] = volume end
    else
      print "The site file does not say how OpenStack is reached: only RBD's names are known."
    end
    local image <close> = cluster:open_image(site.pools.images.name .. "/" .. id, { read_only = true })
    local rows = {}
    for _, child in ipairs(image:descendants()) do
      local volume = volumes[child.name:match "^volume%-(.+)"]
      local attached = volume and volume.attachments[1]
      local server = servers[attached and attached.server or child.name:match "^(.+)_disk"]
      rows[#rows + 1] = {
        disk = child.spec, volume = volume and volume.name,
        server = server and server.name, status = server and server.status, host = server and server.host,
      }
    end
    print(#rows == 0 and "Nothing stands on it." or show.table(rows, { "disk", "volume", "server", "status", "host" }))
    return rows
  end,
}
