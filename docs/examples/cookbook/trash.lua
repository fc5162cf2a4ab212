-- What is in the trash, and how do I get it back?
--   cephlua trash.lua vms                             what is in it
--   cephlua trash.lua vms vm-1                        take vm-1 out of it again
return playbook {
  name = "trash",
  summary = "List a pool's trash, or restore an image from it",
  risk = "writes",
  args = {
    pool = { "string", "pool to look at", required = true, position = 1 },
    restore = { "string", "name or id of what shall come back", position = 2 },
    as = { "string", "name that it gets; default: the one it had" },
  },
  run = function(args)
    local cluster <close> = ceph.connect()
    local pool <close> = cluster:open_pool(args.pool)
    local rows, found = {}, {}
    for _, entry in ipairs(rbd.trash(pool)) do
      local image <close> = rbd.open_by_id(pool, entry.id, { read_only = true })
      rows[#rows + 1] = {
        name = entry.name, id = entry.id, size = image:info().size, clones = #image:children(),
        deleted = clock.date(nil, entry.deleted_at), kept_until = clock.date(nil, entry.deferred_until),
      }
      if args.restore == entry.name or args.restore == entry.id then found[#found + 1] = entry end
    end
    if not args.restore then
      print(#rows == 0 and "It is empty." or
        show.table(rows, { "name", "id", { "size", bytes }, "clones", "deleted", "kept_until" }))
      return rows
    elseif #found ~= 1 then
      local message = (#found == 0 and "no image" or "more than one image") .. " in the trash is called so"
      fail { code = "ENOENT", operation = "restore", target = args.restore, message = message,
        hint = #found > 0 and "Name one by its id." or nil }
    end
    local name = args.as or found[1].name
    local is_check = require("run").check
    if is_check and rbd.find_image(pool, name) then
      fail { code = "EEXIST", operation = "restore", target = name, message = "there is such an image" }
    end
    if not is_check then rbd.restore_from_trash(pool, found[1].id, { name = name }) end
    print(("%s/%s %s."):format(pool.name, name, is_check and "would be back" or "is back"))
    return { name = name, id = found[1].id }
  end,
}
