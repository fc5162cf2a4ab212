-- Takes a snapshot of all disks of a server at one moment.
-- With a guest agent its file systems are frozen meanwhile; without one the server is paused for as long as it takes.
local function hold(domain)
  if domain:state().state ~= "running" then return "shut off", function() end end
  if try(domain.freeze, domain) then return "frozen", domain.thaw end
  domain:suspend()
  return "paused", domain.resume
end

return playbook {
  name = "snapshot-server",
  summary = "Take a snapshot of all RBD disks of a server at one moment",
  risk = "writes",
  args = {
    server = { "string", "name or id of the server, or libvirt's name of its domain", required = true, position = 1 },
    snapshot = { "string", "what the snapshots are called", required = true, position = 2 },
    site = { "path", "the site file" },
  },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local cluster, cloud = site:cluster(), site:openstack()
    local server, domain, taken = cloud and cloud.servers:find(args.server), nil, {}
    for _, entry in ipairs(site:hosts_with "compute") do
      domain = domain or site:hypervisor(entry.name):find_domain(server and server.id or args.server)
    end
    if not domain then
      fail { code = "ENOENT", operation = "snapshot", target = args.server, message = "no compute host has it" }
    end
    local how, release = hold(domain)
    do
      local _release <close> = setmetatable({}, { __close = function() release(domain) end })
      for _, disk in ipairs(domain:disks()) do
        if disk.protocol == "rbd" then
          local image <close> = cluster:open_image(disk.source)
          image:create_snapshot(args.snapshot)
          taken[#taken + 1] = disk.source .. "@" .. args.snapshot
        end
      end
    end
    print(("%s was %s while %d snapshots were taken:"):format(domain.name, how, #taken), table.concat(taken, " "))
    return { state = how, snapshots = taken }
  end,
}
