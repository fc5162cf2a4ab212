-- What completion asks the cluster: kept for a while, waited for only a moment, and silent when there is no answer.
local background = require "background"
local clock = require("tasks.native").monotonic

local lookup = {}

-- Seconds: a Tab waits so long; an answer is good for so long; after a failure nothing is asked for so long.
local PATIENCE, FRESH, QUIET = 0.3, 30, 5

local answers = {}

local function ask(key, fetch)
  local answer = answers[key] or {}
  answers[key] = answer
  answer.asked = clock()
  answer.task = background.start(function()
    local ok, list = pcall(fetch)
    if ok then answer.list, answer.at = list, clock() end
    answer.task = nil
  end)
  return answer
end

-- The list that `fetch` gives, or gave lately; an empty one if it takes longer than a moment.
function lookup.get(key, fetch)
  local answer = answers[key]
  if answer and answer.list and clock() - answer.at < FRESH then return answer.list end
  local may_ask = not answer or not answer.task and (answer.list or clock() - answer.asked > QUIET)
  if may_ask then answer = ask(key, fetch) end
  if answer.task then pcall(answer.task.wait, answer.task, { timeout = PATIENCE }) end
  return answer.list or {}
end

return lookup
