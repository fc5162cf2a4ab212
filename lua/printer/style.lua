-- How single words look: quoting, colours, and how wide they are on a screen.
local style = {}

local COLOURS = {
  string = "32", number = "36", boolean = "33", ["nil"] = "2", ["function"] = "35", userdata = "35", thread = "35",
  key = "1", heading = "1", dim = "2", mark = "7", warning = "33", bad = "31;1", good = "32",
}

-- `paint(kind, text)` in colours, and the one that leaves the text as it is.
function style.colours(kind, text)
  local code = COLOURS[kind]
  return code and ("\27[%sm%s\27[0m"):format(code, text) or text
end

function style.plain(_, text) return text end

local ESCAPES = { ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r", ['"'] = '\\"', ["\\"] = "\\\\" }

local function escape(c) return ESCAPES[c] or ("\\x%02x"):format(c:byte()) end

-- A string as Lua would write it.
function style.quoted(text) return '"' .. text:gsub('[%c"\\]', escape) .. '"' end

-- A string with what would move the cursor, or worse, made visible; `kept` are control characters that stay.
function style.visible(text, kept)
  return (text:gsub("%c", function(c) return kept and kept:find(c, 1, true) and c or escape(c) end))
end

-- Columns on the screen: continuation bytes of UTF-8 take none.
function style.width(text) return utf8.len(text) or #text end

function style.pad(text, columns) return text .. (" "):rep(columns - style.width(text)) end

-- The text in at most so many columns; an ellipsis stands for what is missing.
function style.cut(text, columns)
  if style.width(text) <= columns then return text end
  local stop = utf8.len(text) and utf8.offset(text, columns) or columns
  return text:sub(1, stop - 1) .. "…"
end

-- Without the spaces at its end. A pattern would try at each of the spaces inside, which padding has many of.
function style.trimmed(text)
  local stop = #text
  while text:byte(stop) == 32 do stop = stop - 1 end
  return text:sub(1, stop)
end

return style
