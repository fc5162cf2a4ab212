-- Nanoseconds a call of the C function takes.
local monotonic = require "plain"
local count, began = 1000000, monotonic()
for _ = 1, count do monotonic() end
print((monotonic() - began) * 1e9 / count)
