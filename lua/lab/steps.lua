-- Progress: what is being done, and how long it took.
local steps = {}

-- Does one step and says so; returns what it returns.
function steps.run(title, fn, ...)
  log.info(title .. " …")
  local started = clock.monotonic()
  local results = table.pack(fn(...))
  log.info(("%s: %.1f s"):format(title, clock.monotonic() - started))
  return table.unpack(results, 1, results.n)
end

return steps
