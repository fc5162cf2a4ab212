--- Contenders that take turns at one piece of work, so that what else the machine does meets all of them.
local statistics = require "statistics"

local contest = {}

---@class contest.Work
---@field what string
---@field prepare? fun(contender: table, round: integer)
---@field unit? string                            # of `value`, a column more
---@field value? fun(seconds: number): string

--- Lets each do the work as often as there are rounds, one more time before that is not counted, and prints how long it
--- took. What `prepare` does is not timed. `run` may return its own time; `argv` is run as a process.
---@param work contest.Work
---@param rounds integer
---@param contenders { who: string, argv?: string[], run?: fun(round: integer): number?, needs?: string }[]
function contest.hold(work, rounds, contenders)
  local rows, own = {}, nil
  for _, each in ipairs(contenders) do
    each.missing, each.times = each.needs and not process.find_command(each.needs), {}
  end
  for round = 0, rounds do
    for _, each in ipairs(contenders) do
      if not each.missing then
        if work.prepare then work.prepare(each, round) end
        local began = clock.monotonic()
        local seconds = each.run and each.run(round)
        if each.argv then seconds = process.run(each.argv, { timeout = 10 * minutes }).seconds end
        each.times[round] = seconds or clock.monotonic() - began
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
        each.who, statistics.text(each.times, "%.2f"), ("%.2f"):format(median / own), work.value and work.value(median),
      }
    end
  end
  print(("\n%s, %d rounds\n"):format(work.what, rounds))
  statistics.print({ "who", "seconds, median (lowest..highest)", "of cephlua's", work.unit }, rows)
end

return contest
