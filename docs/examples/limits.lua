-- A site's own playbook: qemu on the compute hosts may keep as many files open as a large Ceph needs.
local line = require "line"

return playbook {
  name = "limits",
  summary = "Let qemu open enough connections for a large Ceph",
  args = {
    site = { "path", "the site file", required = true },
    path = { "path", "the file", default = "/etc/libvirt/qemu.conf" },
  },
  run = function(args)
    local site <close> = require("site").load(args.site)
    return change.perform({
      name = "limits", site = site.path, steps = { "limits", "services" }, hosts = site:places(),
    }, function(run)
      run:each("limits", site:hosts_with "compute", function(entry)
        line(run:on("limits", entry.name), site:connect(entry.name), args.path, "max_files = 32768")
      end)
    end)
  end,
}
