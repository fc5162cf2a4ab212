-- Which RBD images have no owner in OpenStack, and which volumes, images and servers have no RBD image?
local UUID = "(" .. ("%x"):rep(8) .. ("%-" .. ("%x"):rep(4)):rep(4) .. ("%x"):rep(8) .. ")"
local kinds = {
  { pool = "volumes", things = "volumes", pattern = "^volume%-" .. UUID .. "(.*)$", all_projects = true },
  { pool = "images", things = "images", pattern = "^" .. UUID .. "(.*)$" },
  { pool = "vms", things = "servers", pattern = "^" .. UUID .. "(_disk.*)$", all_projects = true },
}

-- Whether OpenStack shall have an RBD image for it in our pool.
local function expects_image(thing) return thing.image or not thing.volumes or #thing.volumes == 0 end

return playbook {
  name = "orphans",
  summary = "Compare the RBD images of Cinder, Glance and Nova with what these know",
  risk = "reads",
  args = { site = { "path", "the site file" } },
  run = function(args)
    local site <close> = require("site").load(args.site)
    local cloud = site:openstack() or fail "The site file does not say how OpenStack is reached."
    local rows, compared = {}, 0
    for _, kind in ipairs(kinds) do
      local known, has_image = {}, {}
      -- First what is in RBD: what is made while we look is then known to OpenStack, and no orphan.
      local pool <close> = site:cluster():open_pool(site.pools[kind.pool].name)
      local images = rbd.images(pool)
      for _, thing in ipairs(cloud[kind.things]:list { all_projects = kind.all_projects }) do
        known[thing.id] = thing
      end
      for _, image in ipairs(images) do
        local id, rest = image.name:match(kind.pattern)
        compared, has_image[id or ""] = compared + 1, true
        if not known[id] then
          local why = rest == ".deleted" and "deleted in Cinder, kept for its clones" or "unknown to OpenStack"
          rows[#rows + 1] = { what = pool.name .. "/" .. image.name, problem = id and why or "no name of OpenStack's" }
        end
      end
      for id, thing in pairs(known) do
        compared = compared + 1
        if not has_image[id] and expects_image(thing) then
          rows[#rows + 1] = { what = ("%s (%s)"):format(thing.name, id), problem = "no image in pool " .. pool.name }
        end
      end
    end
    table.sort(rows, function(a, b) return a.what < b.what end)
    print(compared == 0 and "Neither side has anything." or #rows == 0 and "Both sides agree." or
      show.table(rows, { "what", "problem" }))
    return rows
  end,
}
