-- Which clones were never flattened, and how deep are their chains?
return playbook {
  name = "clone-chains",
  summary = "List clones with the images they stand on, the deepest first",
  risk = "reads",
  args = { pool = { "string", "pool to look at; default: all pools for RBD", position = 1 } },
  run = function(args)
    local cluster <close> = ceph.connect()
    local parents, rows = {}, {}
    for _, entry in ipairs(cluster:pools { application = "rbd" }) do
      local pool <close> = cluster:open_pool(entry.name)
      for _, info in ipairs(rbd.infos(pool)) do parents[entry.name .. "/" .. info.name] = info.parent or false end
    end
    for image, parent in pairs(parents) do
      if parent and (not args.pool or image:find(args.pool .. "/", 1, true) == 1) then
        local chain, shared = {}, parent.overlap
        while parent do
          chain[#chain + 1] = parent.spec .. (parent.trash and " (in the trash)" or "")
          parent = parents[parent.pool .. "/" .. parent.image]
        end
        rows[#rows + 1] = { image = image, depth = #chain, shared = shared, stands_on = table.concat(chain, " < ") }
      end
    end
    table.sort(rows, function(a, b)
      if a.depth ~= b.depth then return a.depth > b.depth end
      return a.image < b.image
    end)
    print(#rows == 0 and "No clones." or show.table(rows, { "image", "depth", { "shared", bytes }, "stands_on" }))
    return rows
  end,
}
