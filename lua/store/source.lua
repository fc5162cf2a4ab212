--- A file as raw data: as it is if it is raw, else through qemu-img, in a folder that goes when it is closed.
local errors = require "errors"
local fs = require "fs"
local json = require "json"
local process = require "process"

local Source = {}
Source.__index = Source

function Source:__close()
  if self.folder then fs.remove(self.folder, { recursive = true }) end
end

-- qemu-img would read what such a file points to, anywhere on this machine, into an image that others may download.
local function refuse_pointers(path, info)
  local inner = info["format-specific"] and info["format-specific"].data or {}
  local pointer = info["backing-filename"] or info["full-backing-filename"] or inner["data-file"]
    or inner.extents and inner.extents[1] and inner.extents[2]
  if not pointer then return end
  errors.raise {
    code = "EINVAL", operation = "read image", target = path,
    message = type(pointer) == "string" and ("it depends on another file, %s"):format(pointer)
      or "it is spread over several files",
    hint = "Make it whole first: qemu-img convert -O qcow2 FILE WHOLE",
  }
end

local function describe(path)
  if not process.find_command "qemu-img" then return { format = "raw", unsure = true } end
  local result = process.run({ "qemu-img", "info", "--output=json", "-U", "--", path }, { timeout = 60 })
  local info = json.decode(result.stdout)
  refuse_pointers(path, info)
  return info
end

-- The first bytes tell the formats that are in use, without qemu-img.
local MAGIC = {
  ["QFI\xfb"] = "qcow2", ["KDMV"] = "vmdk", ["conectix"] = "vpc", ["vhdxfile"] = "vhdx", ["<<< "] = "vdi",
}

local function format_by_magic(path)
  local file <close> = io.open(path, "rb")
  local head = file and file:read(8) or ""
  for magic, format in pairs(MAGIC) do
    if head:sub(1, #magic) == magic then return format end
  end
end

local function convert(path, format, options)
  local folder = fs.temporary_directory "cephlua-image"
  local source = setmetatable({ path = folder .. "/raw", folder = folder, format = format }, Source)
  local ok, problem = pcall(process.run, {
    "qemu-img", "convert", "-f", format, "-O", "raw", "--", path, source.path,
  }, { timeout = options.timeout or 3600 })
  if ok then return source end
  source:__close()
  error(problem, 0)
end

--- Opens a file. `options.format` is what it is, if that is known better than by looking; `options.timeout` seconds for
--- converting. Gives a `<close>` value with the `path` of raw data.
local function open(path, options)
  options = options or {}
  if not fs.exists(path) then
    errors.raise { code = "ENOENT", operation = "read image", target = path, message = "there is no such file" }
  end
  local info = describe(path)
  local format = options.format or (info.unsure and format_by_magic(path) or info.format)
  if format == "raw" then return setmetatable({ path = path, format = "raw" }, Source) end
  if info.unsure then
    errors.raise {
      code = "ENOENT", operation = "convert image", target = path,
      message = ("it is %s, and there is no qemu-img"):format(format),
      hint = "Install it (Debian: qemu-utils), or convert the image elsewhere.",
    }
  end
  return convert(path, format, options)
end

return { open = open }
