-- What scripts and the prompt know without `require`: the one list, for the prelude, luacheck and the reference.
return {
  -- Modules, each loaded when first used.
  modules = {
    "ceph", "change", "clock", "ensure", "errors", "fs", "host", "http", "ini", "json", "libvirt", "log", "openstack",
    "process", "progress", "rbd", "secret", "seq", "service", "show", "store", "tasks", "units",
  },
  -- Functions: the module that has them, and their name there.
  functions = {
    bytes = { "units", "bytes" },
    fail = { "failure", "fail" },
    playbook = { "playbook", "playbook" },
    retry = { "retry", "retry" },
    try = { "failure", "try" },
  },
  -- Factors.
  values = {
    KiB = 1024, MiB = 1048576, GiB = 1073741824, TiB = 1099511627776,
    milliseconds = 0.001, seconds = 1, minutes = 60, hours = 3600,
  },
}
