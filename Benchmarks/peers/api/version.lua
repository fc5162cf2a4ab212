-- Nanoseconds a call of a library's function takes, which gives a few values.
local version = ceph.version
version() -- loads the library
local count, began = 200000, clock.monotonic()
for _ = 1, count do version() end
print((clock.monotonic() - began) * 1e9 / count)
