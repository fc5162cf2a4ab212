--- Contenders that take turns at one piece of work, so that what else the machine does meets all of them.
local statistics = require "statistics"

local contest = {}

---@class contest.Work
---@field what string
---@field prepare? fun(contender: table, round: integer)
---@field unit? string                            # of `value`, a column more
---@field value? fun(seconds: number): string
---@field cpu? fun(): number                       # CPU seconds of what all contenders use, so far: two columns more

-- CPU seconds that this machine's processors have been busy.
local function busy()
  local user, nice, system, _, _, irq, softirq = fs.read "/proc/stat":match(
    "^cpu +(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)")
  return (user + nice + system + irq + softirq) / 100
end

local function middle(numbers) return ("%.2f"):format(statistics.of(numbers).median) end

--- Lets each do the work as often as there are rounds, one more time before that is not counted, and prints how long it
--- took. What `prepare` does is not timed. `run` may return its own time; `argv` is run as a process.
---@param work contest.Work
---@param rounds integer
---@param contenders { who: string, argv?: string[], run?: fun(round: integer): number?, needs?: string }[]
function contest.hold(work, rounds, contenders)
  local rows, own = {}, nil
  for _, each in ipairs(contenders) do
    each.missing, each.times = each.needs and not process.find_command(each.needs), {}
    each.cpu, each.busy = {}, {}
  end
  for round = 0, rounds do
    for _, each in ipairs(contenders) do
      if not each.missing then
        if work.prepare then work.prepare(each, round) end
        local cpu, used = work.cpu and work.cpu() or 0, busy()
        local began = clock.monotonic()
        local seconds = each.run and each.run(round)
        if each.argv then seconds = process.run(each.argv, { timeout = 10 * minutes }).seconds end
        local elapsed = clock.monotonic() - began
        each.times[round] = seconds or elapsed
        each.cpu[round] = work.cpu and work.cpu() - cpu
        each.busy[round] = (busy() - used) / elapsed
      end
    end
  end
  for _, each in ipairs(contenders) do
    if each.missing then
      rows[#rows + 1] = { each.who, "not installed" }
    else
      local median = statistics.of(each.times).median
      own = own or median
      rows[#rows + 1] = {
        each.who, statistics.text(each.times, "%.2f"), ("%.2f"):format(median / own),
        work.value and work.value(median) or "",
        work.cpu and middle(each.cpu), work.cpu and middle(each.busy),
      }
    end
  end
  print(("\n%s, %d rounds\n"):format(work.what, rounds))
  local headings = { "who", "seconds, median (lowest..highest)", "of cephlua's", work.unit or "" }
  if work.cpu then headings = table.move({ "CPU s of the OSD", "cores busy" }, 1, 2, 5, headings) end
  statistics.print(headings, rows)
end

return contest
