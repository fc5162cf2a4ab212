-- The guest's disk, as far as it can be judged without a machine; the live tests and verify.lua boot it.
local check = require "check"
local guest = require "guest"

-- A temporary folder that goes with its holder.
local function folder()
  local path = fs.temporary_directory()
  return setmetatable({ path = path }, { __close = function() fs.remove(path, { recursive = true }) end })
end

local tests = {}

function tests.the_boot_sector_is_one_sector_and_bears_the_bioss_mark()
  local sector = guest.boot_sector()
  check.equal(#sector, 512)
  check.equal(sector:sub(-2), "\x55\xaa")
  check.equal(sector:sub(0x1be + 1, 510), ("\0"):rep(64))
end

function tests.what_the_code_points_at_is_there()
  local sector = guest.boot_sector()
  for _, place in ipairs { { 0x0f, guest.boot_line }, { 0x1e, guest.written_line }, { 0x23, guest.failed_line } } do
    local opcode, address = string.unpack("<BI2", sector, place[1] + 1)
    check.equal(opcode, 0xbe)
    check.equal(string.unpack("z", sector, address - 0x7c00 + 1), place[2] .. "\r\n")
  end
  local _, packet = string.unpack("<BI2", sector, 0x19 + 1)
  local size, sectors, offset, segment, first = string.unpack("<I2I2I2I2I8", sector, packet - 0x7c00 + 1)
  check.equal({ size, sectors, offset, segment, first }, { 16, 1, 0x7c00, 0, 1 })
end

function tests.a_disk_is_a_hole_but_for_its_first_sector()
  local place <close> = folder()
  local path = place.path .. "/disk"
  guest.write(path)
  check.equal(fs.stat(path).size, guest.size)
  check.equal(fs.read(path):sub(1, 512), guest.boot_sector())
  local blocks = tonumber(process.run({ "stat", "--format", "%b", path }).stdout)
  assert(blocks <= 64, "it takes " .. blocks .. " blocks")
end

function tests.data_does_not_compress_and_the_disk_still_boots()
  local place <close> = folder()
  local path = place.path .. "/disk"
  guest.write(path, { size = 6 * MiB, data = 4 * MiB })
  local content = fs.read(path)
  check.equal(#content, 6 * MiB)
  check.equal(content:sub(1, 512), guest.boot_sector())
  check.equal(content:sub(4 * MiB + 1), ("\0"):rep(2 * MiB))
  local packed = #process.run({ "gzip", "-1", "--stdout", path }).stdout
  assert(packed > 1 * MiB, "gzip makes it " .. packed .. " bytes")
  check.equal(content:sub(513, 520) == content:sub(MiB + 513, MiB + 520), false)
end

return tests
