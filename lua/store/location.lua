--- Where the content of an image is, as Glance writes it down: "rbd://FSID/POOL/IMAGE/SNAPSHOT", "file:///PATH",
--- "https://…".
local errors = require "errors"

local location = {}

-- Everything but letters, digits and _.-~ is escaped, slashes too.
local function quote(text)
  return (text:gsub("[^%w_.~-]", function(byte) return ("%%%02X"):format(byte:byte()) end))
end

local function unquote(text)
  return (text:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

local function refuse(url, message, hint)
  errors.raise { code = "EINVAL", operation = "read location", target = url, message = message, hint = hint }
end

--- Of an RBD image's snapshot.
function location.rbd(fsid, pool, image, snapshot)
  return ("rbd://%s/%s/%s/%s"):format(quote(fsid), quote(pool), quote(image), quote(snapshot))
end

--- Of a file.
function location.file(path) return "file://" .. path:gsub("[^%w_.~/-]", quote) end

--- The scheme of a URL, in lower case.
function location.scheme(url)
  local scheme = type(url) == "string" and url:match "^(%a[%w+.-]*)://"
  if not scheme then refuse(tostring(url), "it is not a URL") end
  return scheme:lower()
end

--- What an rbd:// URL names. Very old ones name the image only.
function location.parse_rbd(url)
  local parts = {}
  for part in (url:match "^rbd://(.*)$" or refuse(url, "it does not begin with rbd://")):gmatch "[^/]*" do
    parts[#parts + 1] = unquote(part)
  end
  for _, part in ipairs(parts) do
    if part == "" then refuse(url, "a part of it is empty") end
  end
  if #parts == 1 then return { image = parts[1] } end
  if #parts ~= 4 then refuse(url, "it has neither one part nor four", "rbd://FSID/POOL/IMAGE/SNAPSHOT is expected.") end
  return { fsid = parts[1], pool = parts[2], image = parts[3], snapshot = parts[4] }
end

--- The path in a file:// URL.
function location.parse_file(url)
  local path = url:match "^file://[^/]*(/.+)$"
  return path and unquote(path) or refuse(url, "it names no file", "file:///PATH is expected.")
end

return location
