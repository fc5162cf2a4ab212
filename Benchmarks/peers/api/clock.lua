-- Nanoseconds a call of a native function takes.
local monotonic = clock.monotonic
local count, began = 1000000, monotonic()
for _ = 1, count do monotonic() end
print((monotonic() - began) * 1e9 / count)
