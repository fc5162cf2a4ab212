-- Which Glance images cannot be cloned: not raw, not in RBD, or without a protected snapshot?
return playbook {
  name = "glance-images",
  summary = "List the Glance images that servers and volumes have to copy instead of clone",
  risk = "reads",
  args = { all = { "boolean", "also those that can be cloned" }, site = { "path", "the site file" } },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local cloud = site:openstack() or fail "The site file does not say how OpenStack is reached."
    local pool <close> = site:cluster():open_pool(site.pools.images.name)
    local rows, seen = {}, cloud.images:list { status = "active" }
    local function problem_of(image)
      if image.disk_format ~= "raw" then return "it is " .. image.disk_format end
      if not rbd.find_image(pool, image.id) then return "it is not in RBD" end
      local stored <close> = rbd.open(pool, image.id, { read_only = true })
      for _, snapshot in ipairs(stored:snapshots()) do
        if snapshot.name == "snap" then return not snapshot.is_protected and "its snapshot is not protected" or nil end
      end
      return "it has no snapshot \"snap\""
    end
    for _, image in ipairs(seen) do
      local problem = problem_of(image)
      if problem or args.all then
        rows[#rows + 1] = { name = image.name, id = image.id, size = image.size, problem = problem }
      end
    end
    print(#seen == 0 and "Glance has no image." or #rows == 0 and "All can be cloned." or
      show.table(rows, { "name", "id", { "size", bytes }, "problem" }))
    return rows
  end,
}
