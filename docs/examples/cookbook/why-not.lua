-- Why can I not delete this image, or this snapshot?
return playbook {
  name = "why-not",
  summary = "Say what keeps an image, or a snapshot, from being removed",
  risk = "reads",
  args = { image = { "spec", "pool/image, or pool/image@snapshot", required = true, position = 1 } },
  run = function(args)
    local cluster <close> = ceph.connect()
    local image <close> = cluster:open_image(args.image, { read_only = true })
    if not image.snapshot then
      local answer = rbd.explain(image.pool, image.name)
      print(answer.text)
      return answer, { exit = answer.removable and 0 or 1 }
    end
    local reasons = {}
    if image:is_protected(image.snapshot) then reasons[1] = "it is protected: image:unprotect lifts that" end
    for _, child in ipairs(image:children(image.snapshot)) do
      reasons[#reasons + 1] = ("%s is a clone of it%s: flatten or remove it"):format(child.spec,
        child.trash and ", in the trash" or "")
    end
    for _, snapshot in ipairs(image:snapshots()) do
      if snapshot.name == image.snapshot and snapshot.group then
        reasons[#reasons + 1] = "it is a part of the group's snapshot " .. snapshot.group.spec
      end
    end
    print(#reasons == 0 and "Nothing keeps it." or table.concat(reasons, "\n"))
    if image.snapshot:find "^cephlua%-backup%." then
      print "The next backup copies what changed since it: with it gone, that has to be a full one."
    end
    return { spec = image.spec, reasons = reasons }, { exit = #reasons == 0 and 0 or 1 }
  end,
}
