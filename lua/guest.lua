--- A guest small enough to be written by hand: a raw disk whose boot sector says on the serial port that it runs,
--- copies itself to the disk's second sector, says how that went, and idles. It proves a boot, a console, and a disk
--- that can be written, without an operating system to download.
---
--- ```lua
--- local guest = require "guest"
--- guest.write "tiny.raw"                                   -- 8 MiB, a hole but for its first sector
--- guest.write("large.raw", { size = 2 * GiB, data = 2 * GiB }) -- as heavy as a real image
--- ```
local guest = {}

--- What its console shows when it runs.
guest.boot_line = "cephlua guest: booted"
--- … when it has written to its disk.
guest.written_line = "cephlua guest: disk written"
--- … and when it could not.
guest.failed_line = "cephlua guest: disk write failed"

--- The size of the disk, in bytes, unless another is asked for.
guest.size = 8 * 1024 * 1024

-- The BIOS loads the sector to 0x7c00 and jumps there in 16-bit mode. The parts have fixed places in it:
local ORIGIN <const> = 0x7c00
local PACKET <const> = 0x50      -- what to write where, for the BIOS
local TEXTS <const> = 0x60       -- three texts, each ended by a zero
local TABLE <const> = 0x1be      -- the partition table, empty
local SECTOR <const> = 512

-- Two little-endian bytes: an address in the sector.
local function at(offset)
  return string.pack("<I2", ORIGIN + offset)
end

-- `parts` end to end, each at its offset.
local function layout(parts)
  local sector, length = {}, 0
  for _, part in ipairs(parts) do
    local offset, bytes = part[1], part[2]
    assert(length <= offset, "the parts of the boot sector overlap")
    table.insert(sector, ("\0"):rep(offset - length) .. bytes)
    length = offset + #bytes
  end
  return table.concat(sector)
end

--- The boot sector: 512 bytes.
---@return string
function guest.boot_sector()
  local texts, offsets = {}, {}
  for i, line in ipairs { guest.boot_line, guest.written_line, guest.failed_line } do
    offsets[i] = TEXTS + #table.concat(texts)
    texts[i] = line .. "\r\n\0"
  end
  local booted, written, failed = at(offsets[1]), at(offsets[2]), at(offsets[3])

  local code = table.concat {
    "\xfa",                   -- 00  cli
    "\x31\xc0",               -- 01  xor  ax, ax
    "\x8e\xd8",               -- 03  mov  ds, ax
    "\x8e\xc0",               -- 05  mov  es, ax
    "\x8e\xd0",               -- 07  mov  ss, ax
    "\xbc\x00\x7c",           -- 09  mov  sp, 0x7c00      the stack grows down from here
    "\xfb",                   -- 0c  sti
    "\xfc",                   -- 0d  cld
    "\x52",                   -- 0e  push dx              dl is the drive that was booted from
    "\xbe" .. booted,         -- 0f  mov  si, booted
    "\xe8\x17\x00",           -- 12  call print
    "\x5a",                   -- 15  pop  dx
    "\xb8\x00\x43",           -- 16  mov  ax, 0x4300      BIOS: write by sector number, do not verify
    "\xbe" .. at(PACKET),     -- 19  mov  si, packet
    "\xcd\x13",               -- 1c  int  0x13            sets carry if it fails
    "\xbe" .. written,        -- 1e  mov  si, written
    "\x73\x03",               -- 21  jnc  26
    "\xbe" .. failed,         -- 23  mov  si, failed
    "\xe8\x03\x00",           -- 26  call print
    "\xf4",                   -- 29  hlt                  until the next interrupt, for ever
    "\xeb\xfd",               -- 2a  jmp  29
    -- print: the text at si to the first serial port
    "\xac",                   -- 2c  lodsb
    "\x84\xc0",               -- 2d  test al, al
    "\x74\x11",               -- 2f  jz   42
    "\x88\xc4",               -- 31  mov  ah, al
    "\xba\xfd\x03",           -- 33  mov  dx, 0x3fd       line status …
    "\xec",                   -- 36  in   al, dx
    "\xa8\x20",               -- 37  test al, 0x20        … bit 5: it takes another byte
    "\x74\xfb",               -- 39  jz   36
    "\xb2\xf8",               -- 3b  mov  dl, 0xf8        dx is 0x3f8, the data port
    "\x88\xe0",               -- 3d  mov  al, ah
    "\xee",                   -- 3f  out  dx, al
    "\xeb\xea",               -- 40  jmp  2c
    "\xc3",                   -- 42  ret
  }
  -- size of the packet, sectors, from where (offset, segment), to which sector: this sector to the one after it
  local packet = string.pack("<I2I2I2I2I8", 16, 1, ORIGIN, 0, 1)
  return layout { { 0, code }, { PACKET, packet }, { TEXTS, table.concat(texts) }, { TABLE, ("\0"):rep(64) },
                  { SECTOR - 2, "\x55\xaa" } }
end

--- Write a guest's disk to a file.
---
--- Units: `size`, `data` in bytes
--- Risk:  writes
---@param path string
---@param options? { size?: integer, data?: integer } # `data`: so much of it is no hole but bytes that do not compress
function guest.write(path, options)
  local size = options and options.size or guest.size
  local data = options and options.data or 0
  local file <close> = assert(io.open(path, "wb"))
  assert(file:write(guest.boot_sector()))
  if data > SECTOR then
    local random <close> = assert(io.open("/dev/urandom", "rb"))
    local block = random:read(1024 * 1024)
    local left = data - SECTOR
    while left > 0 do
      -- Each block begins with a number of its own, so that no two are alike.
      local bytes = (string.pack("<I8", left) .. block):sub(1, math.min(left, #block))
      assert(file:write(bytes))
      left = left - #bytes
    end
  end
  if size > math.max(data, SECTOR) then
    assert(file:seek("set", size - 1))
    assert(file:write("\0"))
  end
  assert(file:flush())
end

return guest
