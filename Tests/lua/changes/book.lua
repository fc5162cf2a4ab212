-- A playbook for the tests of changes: files in a folder stand for what two hosts have, and "service" files for the
-- services that read them.
local note = require "note"

local function write(run, args, host, step, name, more)
  local path = ("%s/%s-%s"):format(args.folder, host, name)
  local spec = {
    subject = name, kind = note, about = { path = path }, desired = "new " .. name, touches = name,
    apply = function(_, text)
      if args.fail == ("%s-%s"):format(host, name) then error "the disk is on fire" end
      fs.write(path, text)
      if args.die == ("%s-%s"):format(host, name) then process.kill(require("run").pid, { signal = "KILL" }) end
    end,
  }
  for key, value in pairs(more or {}) do spec[key] = value end
  return run:on(step, host):change(spec)
end

-- A service counts how often it was restarted, and is restarted when the file `one` or `two` of its host changes.
local function restart(run, args, host)
  local path = ("%s/%s-service"):format(args.folder, host)
  run:reads(host, "service", { "one", "two" })
  run:on("services", host):change {
    subject = "service",
    probe = function() return { stale = run:is_touched(host, "one") or run:is_touched(host, "two") } end,
    desired = { stale = false },
    apply = function() fs.write(path, (fs.read(path, { missing_ok = true }) or "") .. "r") end,
  }
end

return playbook {
  name = "book",
  summary = "Changes for tests",
  args = {
    folder = { "path", "where", required = true },
    fail = { "string", "the file whose writing fails" },
    die = { "string", "the file after which the run is killed" },
    wait = { "string", "the file after which the run waits for a while" },
    meddle = { "boolean", "somebody else writes a file between look and hand" },
    limit = { "list", "hosts" },
    only = { "list", "steps" },
    fail_fast = { "boolean", "end with the first failure" },
    destroys = { "boolean", "as one that destroys" },
  },
  run = function(args)
    return change.perform({
      name = "book", steps = { "first", "second", "services" }, hosts = { "a", "b" },
      limit = args.limit, only = args.only, fail_fast = args.fail_fast, destroys = args.destroys,
    }, function(run)
      run:each("first", { "a", "b" }, function(host)
        write(run, args, host, "first", "one")
        if run.mode == "apply" and args.wait == host then tasks.sleep(20) end
      end)
      run:each("second", { "a", "b" }, function(host)
        write(run, args, host, "second", "two", args.meddle and host == "a" and {
          probe_again = true,
          detail = function() if run.mode == "apply" then fs.write(args.folder .. "/a-two", "somebody's") end end,
        } or nil)
      end)
      run:each("services", { "a", "b" }, function(host) restart(run, args, host) end, { also_failed = true })
    end)
  end,
}
