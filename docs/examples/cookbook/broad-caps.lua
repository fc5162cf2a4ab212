-- Which clients may do what, and which may do more than a client should?
local function complaints(caps)
  if (caps.mon or ""):find "allow %*" then return "an administrator: everything is allowed" end
  local found = {}
  local function complain(text) found[#found + 1] = text end
  for daemon, cap in pairs(caps) do
    if cap:find "allow %*" then complain(daemon .. ": everything is allowed") end
  end
  local osd, mon = caps.osd or "", caps.mon or ""
  for grant in osd:gmatch "[^,;]+" do
    local writes = grant:find "allow [r]?w" or grant:find "profile rbd%s*$" or grant:find "profile rbd[^-]"
    if writes and not grant:find "pool[ =]" and not grant:find "tag " and not grant:find "object_prefix" then
      complain("osd: writes to every pool (" .. grant:match "^%s*(.-)%s*$" .. ")")
    end
  end
  if mon:find "allow [r]?w" then complain "mon: may change the cluster's configuration" end
  if mon ~= "" and osd:find "pool" and not mon:find "profile rbd" and not mon:find "blocklist" then
    complain "mon: cannot blocklist a dead client, so its locks stay (profile rbd can)"
  end
  table.sort(found)
  return table.concat(found, "; ")
end

return playbook {
  name = "broad-caps",
  summary = "List the cluster's clients with their caps, and what is wrong with these",
  risk = "reads",
  args = { all = { "boolean", "also those that nothing is wrong with" } },
  run = function(args)
    local cluster <close> = ceph.connect()
    local rows = {}
    for _, user in ipairs(cluster:users()) do
      if user.entity:find "^client%." then
        local problem = complaints(user.caps)
        if args.all or problem ~= "" then
          rows[#rows + 1] = { client = user.entity, problem = problem, mon = user.caps.mon, osd = user.caps.osd }
        end
      end
    end
    print(show.table(rows, args.all and { "client", "mon", "osd", "problem" } or { "client", "problem" }))
    return rows
  end,
}
