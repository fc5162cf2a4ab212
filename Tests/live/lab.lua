--- What the live tests share: the lab, running the program against it as a user would, and a count of results.
local lab = {}

lab.state = process.environment "CEPHLUA_TEST_LAB" or "/var/lib/cephlua-lab"
lab.root = (debug.getinfo(1, "S").source:match "^@(.*)Tests/live/[^/]*$") or "./"
lab.program = process.environment "CEPHLUA" or (lab.root .. ".build/debug/cephlua")
lab.scratch = fs.temporary_directory "cephlua-live-"

--- The lab's site file as a table that a test may change.
function lab.values()
  local chunk = assert(loadfile(lab.state .. "/site.lua", "t", {}))
  return chunk()
end

local function literal(value)
  if type(value) ~= "table" then return ("%q"):format(value) end
  local parts = {}
  for key, element in pairs(value) do
    parts[#parts + 1] = ("[%s] = %s"):format(literal(key), literal(element))
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

--- Writes a site file and gives its path.
function lab.site(values)
  local path = lab.scratch .. "/site.lua"
  fs.write(path, "return " .. literal(values) .. "\n")
  return path
end

--- Runs the program; gives status, and all it said.
function lab.cephlua(argv, options)
  local command = { lab.program }
  for _, word in ipairs(argv) do command[#command + 1] = word end
  options = options or {}
  local result = process.run(command, {
    check = false, timeout = options.timeout or 300, env = options.env, cwd = options.cwd,
  })
  result.text = result.stderr .. result.stdout
  return result
end

--- Runs integrate.lua with a site table (nil: the lab's own) and further words.
function lab.integrate(values, ...)
  local path = values and lab.site(values) or lab.state .. "/site.lua"
  return lab.cephlua { lab.root .. "playbooks/integrate.lua", "--site", path, "--yes", ... }
end

--- What a run with --json resulted in: its last line. Before it come its events.
function lab.result(run) return json.decode(run.stdout:match "([^\n]+)\n*$") end

--- A host of the lab.
function lab.host(name)
  return host.connect(name, { name = name, ssh_config = lab.state .. "/ssh/config" })
end

function lab.cluster()
  return ceph.connect {
    conf = lab.state .. "/ceph/ceph.conf", keyring = lab.state .. "/ceph/ceph.client.admin.keyring",
  }
end

--- What of the OpenStack hosts an integration could change: contents, owners and modes.
function lab.fingerprint()
  local parts = {}
  for _, name in ipairs { "blockstorage", "compute", "controller" } do
    local machine <close> = lab.host(name)
    parts[#parts + 1] = machine:run {
      "sh", "-c",
      "find /etc/glance /etc/cinder /etc/nova /etc/ceph -type f -printf '%p %u:%g %m ' -exec sha256sum {} \\; "
        .. "2>/dev/null | sort",
    }.stdout
  end
  return table.concat(parts)
end

local passed, failed = 0, 0

--- Runs one test; it fails by raising.
function lab.test(name, body)
  local started = clock.monotonic()
  local ok, problem = pcall(body)
  local seconds = clock.monotonic() - started
  if ok then passed = passed + 1 else failed = failed + 1 end
  print(("%s %s (%.1f s)"):format(ok and "ok    " or "FAILED", name, seconds))
  if not ok then print("       " .. tostring(problem):gsub("\n", "\n       ")) end
end

--- Raises unless the text holds the words.
function lab.expect(text, words)
  if not text:find(words, 1, true) then error(("%q is not in:\n%s"):format(words, text), 2) end
end

function lab.expect_status(result, status)
  if result.status ~= status then
    error(("exit status %d, not %d:\n%s"):format(result.status, status, result.text), 2)
  end
end

--- The count, as the last line; the exit status of the test program.
function lab.finish()
  fs.remove(lab.scratch, { recursive = true })
  print(("%d passed, %d failed"):format(passed, failed))
  os.exit(failed == 0, true)
end

return lab
