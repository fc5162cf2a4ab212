--- What a run of changes shows: a line as each change happens, and a table of hosts and steps at the end.
local report = {}

local WORDS = { unchanged = "ok", changed = "changed", pending = "would", failed = "failed" }
local COLOURS = { changed = "33", pending = "36", failed = "31;1" }

local function paint(mode, text, colour)
  if not mode.color or not colour then return text end
  return ("\27[%sm%s\27[0m"):format(colour, text)
end

local function say(text) io.stderr:write(text, "\n") end

local function indent(text) return "    " .. text:gsub("\n+$", ""):gsub("\n", "\n    ") end

--- An error with everything it knows, as lines.
function report.error(problem)
  if type(problem) ~= "table" then return tostring(problem) end
  local lines = { tostring(problem) }
  if problem.hint then lines[#lines + 1] = "  " .. problem.hint end
  if problem.details then lines[#lines + 1] = indent(problem.details) end
  local cause = problem.cause
  while cause do
    lines[#lines + 1] = "  because: " .. tostring(cause)
    cause = cause.cause
  end
  return table.concat(lines, "\n")
end

local function line(mode, record)
  local word = paint(mode, ("%-8s"):format(WORDS[record.status]), COLOURS[record.status])
  local detail = record.detail and (": " .. record.detail) or ""
  say(("%s %-13s %-14s %s%s%s"):format(word, record.host, record.step, record.subject, detail,
    record.seconds >= 1 and (" (%.1f s)"):format(record.seconds) or ""))
  if mode.diff and record.diff then say(indent(record.diff)) end
end

--- Shows changes as they happen. A plan that is followed by the work itself is not shown: it would be said twice.
function report.live(mode)
  return function(event)
    if mode.json then return end
    if event.kind == "failure" then
      say(paint(mode, ("%-8s"):format "failed", COLOURS.failed)
        .. (" %-13s %-14s %s"):format(event.host, event.step, report.error(event.error)))
      return
    end
    local record = event.record
    if record.status == "unchanged" and mode.verbose < 1 then return end
    if record.status == "pending" and not mode.check then return end
    line(mode, record)
  end
end

local function collect(run)
  local hosts, steps, cells = {}, {}, {}
  local function cell(host, step)
    if not cells[host] then
      cells[host] = {}
      hosts[#hosts + 1] = host
    end
    local found
    for _, each in ipairs(steps) do found = found or each == step end
    if not found then steps[#steps + 1] = step end
    cells[host][step] = cells[host][step] or { unchanged = 0, changed = 0, pending = 0, failed = 0, seconds = 0 }
    return cells[host][step]
  end
  for _, record in ipairs(run.records) do
    local entry = cell(record.host, record.step)
    entry[record.status] = entry[record.status] + 1
    entry.seconds = entry.seconds + record.seconds
  end
  for _, failure in ipairs(run.failures) do
    local entry = cell(failure.host, failure.step)
    entry.failed = math.max(entry.failed, 1)
  end
  table.sort(hosts)
  return hosts, steps, cells
end

local function cell_text(entry)
  if not entry then return "-" end
  for _, status in ipairs { "failed", "changed", "pending" } do
    if entry[status] > 0 then
      local word = status == "pending" and "to change" or status
      return ("%d %s"):format(entry[status], word), COLOURS[status]
    end
  end
  return "ok"
end

local function print_table(mode, hosts, steps, cells)
  local width = 13
  for _, host in ipairs(hosts) do width = math.max(width, #host) end
  local header = { ("%-" .. width .. "s"):format "host" }
  for _, step in ipairs(steps) do header[#header + 1] = ("%-14s"):format(step) end
  print((table.concat(header, "  "):gsub("%s+$", "")))
  for _, host in ipairs(hosts) do
    local row = { ("%-" .. width .. "s"):format(host) }
    for _, step in ipairs(steps) do
      local text, colour = cell_text(cells[host][step])
      row[#row + 1] = paint(mode, ("%-14s"):format(text), colour)
    end
    print((table.concat(row, "  "):gsub("%s+$", "")))
  end
end

local function conclusion(run, mode, count)
  if #run.failures > 0 then
    local written = run.mode == "plan" and "Nothing was written." or "Running it again goes on from here."
    return ("%d failed. %s"):format(#run.failures, written)
  end
  if run.mode == "plan" then
    if count == 0 then return "Nothing to do: all is as it should be." end
    return mode.check and ("%d changes would be made."):format(count) or ("%d changes are to be made."):format(count)
  end
  return ("%d changes made."):format(count)
end

local function plain(run, count)
  local result = {
    playbook = run.name, mode = run.mode, changes = count, records = {}, notes = run.notes, failures = {},
    phases = run.phases,
  }
  for _, record in ipairs(run.records) do
    result.records[#result.records + 1] = {
      host = record.host, step = record.step, subject = record.subject, status = record.status,
      detail = record.detail, diff = record.diff, seconds = record.seconds,
    }
  end
  for _, failure in ipairs(run.failures) do
    local problem = failure.error
    result.failures[#result.failures + 1] = {
      host = failure.host, step = failure.step, message = tostring(problem),
      code = type(problem) == "table" and problem.code or nil,
      hint = type(problem) == "table" and problem.hint or nil,
    }
  end
  return result
end

--- Ends a run: the summary, what to know, and the exit status. 0: done or nothing to do; 1: something failed;
--- 2: with --check, changes are pending.
function report.finish(run, mode)
  local count = run:count()
  if not mode.json then
    local hosts, steps, cells = collect(run)
    print_table(mode, hosts, steps, cells)
    for _, note in ipairs(run.notes) do print(("note: %s: %s"):format(note.host, note.text)) end
    print(conclusion(run, mode, count))
  end
  local status = #run.failures > 0 and 1 or (mode.check and count > 0) and 2 or 0
  return plain(run, count), { exit = status }
end

return report
