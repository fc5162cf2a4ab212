-- Keys and passwords of a lab, fresh for every site that is made.
local keys = {}

local function random(count)
  local file <close> = assert(io.open("/dev/urandom", "rb"))
  return file:read(count)
end

-- A password that needs no quoting anywhere.
function keys.password() return (random(16):gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end

function keys.uuid()
  local text = keys.password()
  -- Version 4, variant 1, as in RFC 4122.
  return ("%s-%s-4%s-a%s-%s"):format(text:sub(1, 8), text:sub(9, 12), text:sub(14, 16), text:sub(18, 20), text:sub(21))
end

local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64(bytes)
  local padded = bytes .. ("\0"):rep(-#bytes % 3)
  local out = padded:gsub("...", function(three)
    local number = string.unpack(">I3", three)
    local digits = {}
    for shift = 18, 0, -6 do
      local at = (number >> shift & 63) + 1
      digits[#digits + 1] = alphabet:sub(at, at)
    end
    return table.concat(digits)
  end)
  return out:sub(1, #out - -#bytes % 3) .. ("="):rep(-#bytes % 3)
end

-- A cephx key: type 1 (AES), when it was made, 16 bytes.
function keys.cephx() return base64(string.pack("<I2I4I4s2", 1, clock.now() // 1 | 0, 0, random(16))) end

return keys
