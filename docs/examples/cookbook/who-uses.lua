-- Who holds a lock on this image, who has it open, and is that client alive?
return playbook {
  name = "who-uses",
  summary = "Show who has an image open, and who holds its lock",
  risk = "reads",
  args = { image = { "spec", "pool/image", required = true, position = 1 } },
  run = function(args)
    local cluster <close> = ceph.connect()
    local image <close> = cluster:open_image(args.image, { read_only = true })
    local clients, rows = {}, {}
    local function client(name, address)
      if not clients[name] then
        clients[name] = { client = name, address = address, watches = false, lock = "" }
        rows[#rows + 1] = clients[name]
      end
      return clients[name]
    end
    for _, watcher in ipairs(image:watchers()) do
      client("client." .. watcher.client, watcher.address).watches = true
    end
    for _, locker in ipairs(image:lockers()) do
      client(locker.client, locker.address).lock = locker.exclusive and "exclusive" or "shared: " .. locker.tag
    end
    for _, row in ipairs(rows) do
      -- A client that is alive renews its watch. One that died loses it after half a minute; its lock stays.
      row.alive = row.watches and "yes" or "no: image:break_lock frees it"
    end
    print(#rows == 0 and "Nobody has it open for writing." or
      show.table(rows, { "client", "address", "lock", "alive" }))
    return rows
  end,
}
