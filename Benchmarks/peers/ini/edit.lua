-- The edits of Benchmarks/ini.lua in one process: edit.lua FILE EDITS each|once
-- EDITS is a file of lines "section key value". Last it prints its peak memory, in KiB, and whether anything changed.
local path, edits, how = table.unpack(arg)

local document = ini.open(path)
local changed = false
for section, key, value in fs.read(edits):gmatch "(%S+) (%S+) ([^\n]*)\n" do
  changed = document:set(section, key, value) or changed
  if how == "each" then document:save() end
end
if how == "once" then document:save() end
print(fs.read "/proc/self/status":match "VmHWM:%s*(%d+)", changed)
