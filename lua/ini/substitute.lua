--- `$name`, `${name}` and `${group.name}` in values, found as oslo.config finds them.
local substitute = {}

-- A name goes as far as letters, digits, "_" and "." do: in "$my_ip.example" it is "my_ip.example".
local NAME = "^[%a_][%w_.]*"

-- Calls `on_text(text)` and `on_name(name, as_written)` for the parts of a value.
local function walk(text, on_text, on_name)
  -- "\$" is oslo.config's other way to write "$$".
  text = text:gsub("\\%$", "$$")
  local position = 1
  while true do
    local dollar = text:find("$", position, true)
    if not dollar then break end
    on_text(text:sub(position, dollar - 1))
    local rest = text:sub(dollar + 1)
    local braced = rest:match "^{([%a_][%w_.]*)}"
    local name = braced or rest:match(NAME)
    if rest:sub(1, 1) == "$" then
      on_text "$"
      position = dollar + 2
    elseif name then
      local written = braced and ("${%s}"):format(name) or "$" .. name
      on_name(name, written)
      position = dollar + #written
    else
      on_text "$" -- no name follows: it stays
      position = dollar + 1
    end
  end
  on_text(text:sub(position))
end

--- The names that a value refers to, in order.
function substitute.names(text)
  local names = {}
  walk(text, function() end, function(name) names[#names + 1] = name end)
  return names
end

--- The value with each name replaced by `resolve(name)`. What that returns as its second result makes the whole value
--- unreadable: nil and that problem.
function substitute.apply(text, resolve)
  local parts, problem = {}, nil
  walk(text, function(part) parts[#parts + 1] = part end, function(name)
    local value, trouble = resolve(name)
    problem = problem or trouble
    parts[#parts + 1] = value or ""
  end)
  if problem then return nil, problem end
  return table.concat(parts)
end

return substitute
