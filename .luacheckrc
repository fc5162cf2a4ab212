-- The globals are those of lua/globals.lua; scripts/doc-test.lua compares.
std = "lua54"
max_line_length = 120
ignore = { "21./_.*" } -- an unused variable is fine when its name says so: local _frozen <close> = …

read_globals = {
  "ceph", "change", "clock", "ensure", "errors", "fs", "host", "http", "ini", "json", "libvirt", "log", "openstack",
  "process", "progress", "rbd", "secret", "seq", "service", "show", "store", "tasks", "units",
  "bytes", "fail", "playbook", "retry", "try",
  "KiB", "MiB", "GiB", "TiB", "milliseconds", "seconds", "minutes", "hours",
}

-- Stubs declare functions without bodies, for editors.
files["lua/meta"] = { ignore = { "1..", "2..", "3..", "511", "631" } }

-- These make the globals.
files["lua/prelude.lua"] = { globals = { "_G", "print" } }
files["lua/readonly.lua"] = { globals = { "io", "os" } }
files["lua/entry.lua"] = { globals = { "_G" } }
