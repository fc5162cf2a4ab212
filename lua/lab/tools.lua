-- What the lab needs of the machine it runs on, asked before anything is done.
local tools = {}

local packages = {
  ["systemd-nspawn"] = "systemd-container", mmdebstrap = "mmdebstrap", ip = "iproute2", ssh = "openssh-client",
  ["ssh-keygen"] = "openssh-client", ["apt-ftparchive"] = "apt-utils", unshare = "util-linux", mount = "mount",
  sha256sum = "coreutils",
}

function tools.check()
  if not host.here():facts().is_root then
    fail {
      code = "EPERM", operation = "lab", target = "this machine", message = "containers and mounts need root",
      hint = "Run it as root, or through sudo.",
    }
  end
  local missing, wanted = {}, {}
  for command, package in pairs(packages) do
    if not process.find_command(command) then
      missing[#missing + 1] = command
      wanted[package] = true
    end
  end
  if #missing == 0 then return end
  table.sort(missing)
  local names = {}
  for package in pairs(wanted) do names[#names + 1] = package end
  table.sort(names)
  fail {
    code = "ENOENT", operation = "lab", target = "this machine",
    message = "these commands are missing: " .. table.concat(missing, ", "),
    hint = "apt-get install " .. table.concat(names, " "),
  }
end

return tools
