--- What a run of changes shows: a line as each change happens, and a table of hosts and steps at the end.
local json = require "json"
local progress = require "progress"
local state = require "change.state"
local style = require "printer.style"

local report = {}

local WORDS = { unchanged = "ok", changed = "changed", pending = "would", failed = "failed" }
local COLOURS = { changed = "33", pending = "36", failed = "31;1" }

local function paint(mode, text, colour)
  if not mode.color or not colour then return text end
  return ("\27[%sm%s\27[0m"):format(colour, text)
end

--- The text in a colour, where there are colours.
report.paint = paint

local function say(text) io.stderr:write(text, "\n") end

local function indent(text) return "    " .. text:gsub("\n+$", ""):gsub("\n", "\n    ") end

--- An error with everything it knows, as lines.
function report.error(problem)
  if type(problem) ~= "table" then return tostring(problem) end
  local lines = { tostring(problem) }
  if problem.hint then lines[#lines + 1] = "  " .. problem.hint end
  if problem.details then lines[#lines + 1] = indent(problem.details) end
  local cause, seen = problem.cause, {}
  while cause and not seen[cause] do
    seen[cause] = true
    lines[#lines + 1] = "  because: " .. tostring(cause)
    cause = type(cause) == "table" and cause.cause
  end
  return table.concat(lines, "\n")
end

local function line_of(mode, record)
  local word = paint(mode, ("%-8s"):format(WORDS[record.status]), COLOURS[record.status])
  local detail = record.detail and (": " .. record.detail) or ""
  local text = ("%s %-13s %-14s %s%s%s"):format(word, record.host, record.step, record.subject, detail,
    record.seconds >= 1 and (" (%.1f s)"):format(record.seconds) or "")
  return mode.diff and record.diff and text .. "\n" .. indent(record.diff) or text
end

local function failure_line(mode, failure)
  return paint(mode, ("%-8s"):format "failed", COLOURS.failed)
    .. (" %-13s %-14s %s"):format(failure.host, failure.step, report.error(failure.error))
end

local function plain_record(record)
  return {
    host = record.host, step = record.step, subject = record.subject, status = record.status, detail = record.detail,
    diff = record.diff, seconds = record.seconds, before = state.encode(record.before),
    after = state.encode(record.after),
  }
end

local function plain_failure(failure)
  local problem = failure.error
  local known = type(problem) == "table" and problem or {}
  return {
    host = failure.host, step = failure.step, message = tostring(problem), code = known.code, hint = known.hint,
  }
end

-- One event as a line of JSON: what a machine follows a run by. The result of the playbook is the last line.
local function emit(name, fields)
  fields.event = name
  io.stdout:write(json.encode(fields), "\n")
  io.stdout:flush()
end

--- Shows changes as they are made. A plan, which looks at everything at once, is shown in order when it is whole.
function report.live(mode)
  local line, under_way = progress.line(), {}
  local planned, made = 0, 0
  local function show()
    local words = {}
    for _, record in ipairs(under_way) do words[#words + 1] = ("%s: %s"):format(record.host, record.subject) end
    line:set(#words == 0 and "" or ("%d of %d made  %s"):format(made, planned, table.concat(words, ", ")))
  end
  return function(event)
    local record = event.record
    if event.kind == "begin" then
      if mode.json then return emit("begin", { host = record.host, step = record.step, subject = record.subject }) end
      table.insert(under_way, record)
      return show()
    elseif event.kind == "failure" then
      if mode.json then return emit("failure", plain_failure(event)) end
      return progress.say(failure_line(mode, event))
    elseif event.kind == "change" then
      if record.status == "pending" then planned = planned + 1 end
      for index, each in ipairs(under_way) do
        if each == record then table.remove(under_way, index) end
      end
      if record.status == "changed" then made = made + 1 end
      show()
      if mode.json then
        local fields = plain_record(record)
        fields.mode = record.mode
        return emit("change", fields)
      end
      if record.mode == "plan" or record.status == "unchanged" and mode.verbose < 1 then return end
      if record.status ~= "failed" then progress.say(line_of(mode, record)) end
    end
  end
end

-- The records of a plan by step and host, whatever order they were found in.
local function in_order(run)
  local rank, position, records = {}, {}, {}
  for index, step in ipairs(run.steps) do rank[step] = index end
  for index, record in ipairs(run.records) do
    rank[record.step] = rank[record.step] or #run.steps + index
    position[record], records[index] = index, record
  end
  table.sort(records, function(a, b)
    if a.step ~= b.step then return rank[a.step] < rank[b.step] end
    if a.host ~= b.host then return a.host < b.host end
    return position[a] < position[b]
  end)
  return records
end

--- Shows a plan: what would change, and with -v what would not.
function report.plan(run, mode)
  for _, record in ipairs(in_order(run)) do
    local is_shown = record.status == "pending" or mode.verbose > 0 and record.status == "unchanged"
    if is_shown then say(line_of(mode, record)) end
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
    cells[host][step] = cells[host][step] or { unchanged = 0, changed = 0, pending = 0, failed = 0 }
    return cells[host][step]
  end
  for _, record in ipairs(in_order(run)) do
    local entry = cell(record.host, record.step)
    entry[record.status] = entry[record.status] + 1
    -- From the first one's begin to the last one's end: they may have been made at the same time.
    entry.from = math.min(entry.from or record.started, record.started)
    entry.to = math.max(entry.to or 0, record.started + record.seconds)
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
      local seconds = entry.from and entry.to - entry.from or 0
      local time = status ~= "pending" and seconds >= 0.1 and (", %.1f s"):format(seconds) or ""
      return ("%d %s%s"):format(entry[status], word, time), COLOURS[status]
    end
  end
  return "ok"
end

local function print_table(mode, hosts, steps, cells)
  local width, column = 13, 14
  for _, host in ipairs(hosts) do
    width = math.max(width, #host)
    for _, step in ipairs(steps) do column = math.max(column, #cell_text(cells[host][step])) end
  end
  local header = { ("%-" .. width .. "s"):format "host" }
  local form = "%-" .. column .. "s"
  for _, step in ipairs(steps) do header[#header + 1] = form:format(step) end
  print(style.trimmed(table.concat(header, "  ")))
  for _, host in ipairs(hosts) do
    local row = { ("%-" .. width .. "s"):format(host) }
    for _, step in ipairs(steps) do
      local text, colour = cell_text(cells[host][step])
      row[#row + 1] = paint(mode, form:format(text), colour)
    end
    print(style.trimmed(table.concat(row, "  ")))
  end
end

local function made(run)
  local count = 0
  for _, record in ipairs(run.records) do
    if record.status == "changed" then count = count + 1 end
  end
  return count
end

local function changes(count) return ("%d change%s"):format(count, count == 1 and "" or "s") end

local function conclusion(run, mode, count)
  local id = run.id and (" This run is %s."):format(run.id) or ""
  if #run.failures > 0 then
    if run.mode == "plan" then return ("%d failed. Nothing was written."):format(#run.failures) end
    return ("%d failed, %s made. Running it again goes on from here.%s"):format(#run.failures, changes(made(run)), id)
  end
  if run.mode == "plan" then
    if count == 0 then return "Nothing to do: all is as it should be." end
    return changes(count) .. (mode.check and " would be made." or " to be made.")
  end
  return ("%s made.%s"):format(changes(count), id)
end

local function list_of(items, convert)
  local list = {}
  for index, item in ipairs(items) do list[index] = convert(item) end
  return json.array(list)
end

local function plain(run, count)
  local function same(item) return item end
  return {
    event = "result", playbook = run.name, run = run.id, mode = run.mode, changes = count,
    records = list_of(run.records, plain_record), failures = list_of(run.failures, plain_failure),
    notes = list_of(run.notes, same), phases = list_of(run.phases, same),
  }
end

local function print_notes(run)
  for _, note in ipairs(run.notes) do print(("note: %s: %s"):format(note.host, note.text)) end
end

--- What to know about a run that ends before its time, by ^C.
function report.abandoned(run)
  for _, note in ipairs(run.notes) do say(("note: %s: %s"):format(note.host, note.text)) end
  say(("Ended before its time. Running it again goes on from here. This run is %s."):format(run.id))
end

--- A plan that was not agreed to.
function report.declined(run, mode)
  if not mode.json then print "Nothing was written." end
  return plain(run, run:count()), { exit = 1 }
end

--- Ends a run: the summary, what to know, what failed once more, and the exit status. 0: done or nothing to do;
--- 1: something failed; 2: with --check, changes are pending.
function report.finish(run, mode)
  local count = run:count()
  if not mode.json then
    if run.mode == "plan" then report.plan(run, mode) end
    local hosts, steps, cells = collect(run)
    print_table(mode, hosts, steps, cells)
    print_notes(run)
    for _, failure in ipairs(run.failures) do print(failure_line(mode, failure)) end
    print(conclusion(run, mode, count))
  end
  local status = #run.failures > 0 and 1 or (mode.check and count > 0) and 2 or 0
  return plain(run, count), { exit = status }
end

return report
