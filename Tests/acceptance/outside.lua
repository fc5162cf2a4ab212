-- Runs the program as an operator would, and keeps count of what was seen to hold.
local outside = {}

local cephlua = fs.real_path "/proc/self/exe" -- this very program
local root = debug.getinfo(1, "S").source:match "^@(.*)Tests/acceptance/[^/]*$" or "./"

outside.program, outside.root = cephlua, root

local passed, failed = 0, 0

--- Counts one thing that must hold; `detail` is shown if it does not.
function outside.check(ok, what, detail)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
  end
  print(("%s  %s"):format(ok and "ok    " or "FAILED", what))
  if not ok and detail then print("        " .. detail:gsub("\n", "\n        ")) end
  return ok
end

--- The count, as the last line; ends the program.
function outside.finish()
  print(("%d passed, %d failed"):format(passed, failed))
  if failed > 0 then os.exit(1, true) end
end

--- The result of a run with --json: its last line. Before it come the events of the run.
function outside.result(text)
  local ok, value = pcall(json.decode, text:match "([^\n]+)\n*$" or "")
  return ok and type(value) == "table" and value or {}
end

--- Runs a playbook with --json on the site; gives its result, its exit status and what it said.
function outside.run(name, options, args)
  local argv = { cephlua, "--yes", "--json" }
  table.move(options, 1, #options, #argv + 1, argv)
  table.move({ root .. "playbooks/" .. name .. ".lua", "--site", args.site }, 1, 3, #argv + 1, argv)
  if args.profile then table.move({ "--profile", args.profile }, 1, 2, #argv + 1, argv) end
  for _, word in ipairs(args.words or {}) do argv[#argv + 1] = word end
  local result = process.run(argv, { check = false, timeout = 15 * minutes })
  local called = table.concat({ name, table.unpack(options) }, " ")
  if not args.quiet then
    if result.stderr ~= "" then print((result.stderr:gsub("\n+$", ""):gsub("[^\n]+", "        %0"))) end
    print(("        %s: exit status %d, %.1f s"):format(called, result.status, result.seconds))
  end
  return outside.result(result.stdout), result.status, result.stderr
end

--- What a run changed, or a check would change: sorted lines.
function outside.changes(result)
  local lines = {}
  for _, record in ipairs(result.records or {}) do
    if record.status ~= "unchanged" then
      lines[#lines + 1] = ("%s: %s: %s"):format(record.host, record.step, record.subject)
    end
  end
  table.sort(lines)
  return lines
end

function outside.failures(result)
  local lines = {}
  for _, failure in ipairs(result.failures or {}) do
    lines[#lines + 1] = ("%s: %s: %s"):format(failure.host, failure.step, failure.message)
  end
  return table.concat(lines, "\n")
end

return outside
