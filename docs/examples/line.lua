-- A kind of change of a site's own: a text file of a host has a certain line. docs/guide/custom-changes.md explains it.
local function text_of(host, path) return host:read(path, { missing_ok = true }) or "" end

local kind = change.kind {
  name = "line",
  on = "host",
  atomic = true,
  probe = function(host, about)
    local text = "\n" .. text_of(host, about.path)
    return { present = text:find("\n" .. about.line .. "\n", 1, true) ~= nil }
  end,
  undo = function(host, about)
    local text, line = "\n" .. text_of(host, about.path), "\n" .. about.line .. "\n"
    local first = text:find(line, 1, true)
    host:write(about.path, (text:sub(1, first) .. text:sub(first + #line)):sub(2))
  end,
}

-- What playbooks call: `line(run:on("limits", "compute"), site:connect "compute", path, text)`.
return function(scope, host, path, line)
  return scope:change {
    subject = ("%s: %s"):format(path, line),
    kind = kind,
    target = host,
    about = { path = path, line = line },
    touches = path,
    desired = { present = true },
    apply = function() host:write(path, text_of(host, path) .. line .. "\n") end,
  }
end
