-- The text of a comment in a stub: summary, body, examples, and the lines that say one thing each
-- (`Raises: Units: Cost: Yields: Risk: C: CLI: Since:`).
local comment = {}

local labels = {
  Raises = "raises", Units = "units", Cost = "cost", Yields = "yields", Risk = "risk",
  C = "c", CLI = "cli", Since = "since",
}

-- Adds a labelled line or the continuation of one. `C: … CLI: …` on one line are two.
local function label(into, name, text)
  local first, cli = text:match "^(.-)%s*CLI:%s+(.*)$"
  if first then
    label(into, name, first)
    label(into, "cli", cli)
    return "cli"
  end
  if text ~= "" then into[name] = into[name] and into[name] .. " " .. text or text end
  return name
end

local function trimmed(lines)
  while lines[#lines] == "" do lines[#lines] = nil end
  while lines[1] == "" do table.remove(lines, 1) end
  return table.concat(lines, "\n")
end

-- The lines of a comment, without `---` and the blank behind it, as fields of an entry. The summary is the first
-- paragraph's first sentence; `text` is everything but examples and labelled lines.
function comment.read(lines)
  local entry, text, examples = {}, {}, {}
  local code, current
  for _, line in ipairs(lines) do
    local name, rest = line:match "^(%u%a*):%s+(.*)$"
    if code then
      if line:find "^```%s*$" then
        examples[#examples + 1] = table.concat(code, "\n")
        code = nil
      else
        code[#code + 1] = line
      end
    elseif line:find "^```" then
      code, current = {}, nil
    elseif labels[name] then
      current = label(entry, labels[name], rest)
    elseif current and line:find "^%s%s+%S" then
      current = label(entry, current, line:match "^%s+(.*)$")
    else
      current = nil
      if line ~= "" or text[#text] ~= "" then text[#text + 1] = line end
    end
  end
  entry.text = trimmed(text)
  entry.examples = examples
  local paragraph = entry.text:match "^(.-)\n\n" or entry.text
  paragraph = paragraph:gsub("\n", " ")
  entry.summary = paragraph:match "^(.-%.)%s+%u" or paragraph
  return entry
end

-- What a remark says of each option that it names in backquotes: "`a`: what it is; `b` default 3". What it says of none
-- is of the table as a whole, unless the table has one option only.
function comment.distribute(remark, fields)
  local known = {}
  for _, field in ipairs(fields) do known[field.name] = field end
  local start = remark:find "`[%w_]+`"
  if not start or not known[remark:match("^`([%w_]+)`", start)] then
    if #fields == 1 then
      fields[1].text = remark
      return ""
    end
    return remark
  end
  local field
  local at = start
  while at <= #remark do
    local name, stop = remark:match("^`([%w_]+)`()", at)
    if name and known[name] then
      field, at = known[name], stop
    else
      field.text = field.text .. remark:sub(at, at)
      at = at + 1
    end
  end
  for _, each in ipairs(fields) do each.text = each.text:gsub("^[%s:,]+", ""):gsub("[%s;,]+$", "") end
  return (remark:sub(1, start - 1):gsub("%s+$", ""))
end

return comment
