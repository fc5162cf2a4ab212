local check = require "check"

local tests = {}

function tests.a_connection_says_what_it_is()
  local connection <close> = libvirt.connect("test:///default", { timeout = 10 })
  check.equal(connection.uri, "test:///default")
  check.equal(connection:version().driver, "TEST")
  check.matches(connection:hostname(), ".")
  check.matches(connection:capabilities(), "<capabilities>")
  check.matches(tostring(connection), "libvirt.Connection test:///default")
end

function tests.domains_are_found()
  local connection <close> = libvirt.connect "test:///default"
  local domain = connection:find_domain "test"
  check.equal(domain.name, "test")
  check.equal(connection:find_domain(domain.uuid).name, "test")
  check.equal(connection:find_domain "no such domain", nil)
  check.equal(#connection:domains(), 1)
  check.equal(domain:state().state, "running")
  check.matches(domain:xml(), "<name>test</name>")
  check.equal(domain:console_file(), nil)
end

function tests.a_domain_is_held_and_let_go()
  local connection <close> = libvirt.connect "test:///default"
  local domain = connection:find_domain "test"
  domain:suspend()
  check.equal(domain:state().state, "paused")
  domain:resume()
  domain:resume()
  check.equal(domain:state().state, "running")
  check.equal(domain:freeze() > 0, true)
  check.equal(domain:thaw() > 0, true)
end

function tests.failures_have_libvirts_code()
  local connection <close> = libvirt.connect "test:///default"
  local err = check.raises("VIR_ERR_NO_SUPPORT", connection.secrets, connection)
  check.equal(err.domain, "libvirt")
  connection:close()
  check.raises("EBADF", connection.hostname, connection)
end

function tests.wrong_arguments_are_named()
  local connection <close> = libvirt.connect "test:///default"
  check.raises("USAGE", connection.define_secret, connection, { uuid = "x" })
  local err = check.raises("USAGE", connection.define_secret, connection, { usage = "x", usage_type = "cehp" })
  check.matches(err.hint, "ceph")
end

function tests.uris_are_built()
  check.equal(libvirt.uri { host = "h" }, "qemu+ssh://h/system?no_tty=1")
  check.equal(
    libvirt.uri { host = "h", user = "root", key = "/k", config = "/c", sudo = true },
    "qemu+ssh://root@h/system?no_tty=1&keyfile=/k&ssh_config=/c&ssh_sudo=1")
  check.raises("USAGE", libvirt.uri, { hots = "h" })
end

function tests.a_host_without_sshd_is_unreachable()
  local uri = "qemu+ssh://root@127.0.0.1:1/system?no_tty=1"
  local err = check.raises("EHOSTUNREACH", libvirt.connect, uri, { timeout = 10 })
  check.matches(err.hint, "sshd")
end

return tests
