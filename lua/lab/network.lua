-- The lab's network: one bridge without a way out. The containers add their ends to it themselves.
local topology = require "lab.topology"

local network = {}

local function bridge()
  local shown = process.query({ "ip", "-json", "link", "show", "dev", topology.bridge }, { check = false })
  return shown.status == 0 and json.decode(shown.stdout)[1] or nil
end

-- Who else has addresses of the lab's network on this machine.
local function strangers()
  local found = {}
  for _, link in ipairs(json.decode(process.query({ "ip", "-json", "-4", "address", "show" }).stdout)) do
    for _, address in ipairs(link.addr_info or {}) do
      if link.ifname ~= topology.bridge and (address["local"] or ""):find "^192%.168%.0%." then
        found[#found + 1] = ("%s (%s)"):format(link.ifname, address["local"])
      end
    end
  end
  return found
end

-- Makes the bridge. It says in its alias whose it is: two labs would have the same addresses.
function network.up(paths)
  local present = bridge()
  if present and present.ifalias ~= paths.state then
    fail {
      code = "EBUSY", operation = "lab.up", target = paths.state,
      message = ("another lab is up on this machine: %s"):format(present.ifalias or "unknown"),
      hint = "A machine holds one lab at a time, as all have the same addresses. Take the other one down first.",
    }
  end
  local others = strangers()
  if #others > 0 then
    fail {
      code = "EBUSY", operation = "lab.up", target = topology.network,
      message = ("this machine is in that network already: %s"):format(table.concat(others, ", ")),
      hint = "The lab needs the addresses of the recipe for itself.",
    }
  end
  if not present then
    process.run { "ip", "link", "add", topology.bridge, "type", "bridge" }
    process.run { "ip", "link", "set", "dev", topology.bridge, "alias", paths.state }
  end
  local address = ("%s/%d"):format(topology.gateway, topology.prefix)
  process.run { "ip", "address", "replace", address, "dev", topology.bridge }
  process.run { "ip", "link", "set", "dev", topology.bridge, "up" }
end

function network.down(paths)
  local present = bridge()
  if present and (present.ifalias or paths.state) == paths.state then
    process.run { "ip", "link", "delete", topology.bridge }
  end
end

-- Pulls a host's cable out. It would go with the host's last process, were it not for connections whose other side died
-- too: their last words keep the namespace, and the cable in it, for minutes.
function network.remove_link(name)
  process.run({ "ip", "link", "delete", "dev", "vb-" .. name }, { check = false })
end

-- The state folder of the lab that is up; nil when none is.
function network.owner()
  local present = bridge()
  return present and (present.ifalias or "unknown") or nil
end

return network
