--- The types of options, as oslo.config checks them.
local types = {}

local BOOLEANS = { ["true"] = 1, ["1"] = 1, on = 1, yes = 1, ["false"] = 1, ["0"] = 1, off = 1, no = 1 }

--- Why a service refuses a value of this type: what is wrong with it; nil if nothing is. `limits` has `min`, `max` and
--- `choices`, as far as there are any.
function types.problem(kind, limits, value)
  if kind == "boolean" and not BOOLEANS[value:lower()] then return "is neither true nor false" end
  if kind == "integer" or kind == "port" or kind == "float" then
    local number = tonumber(value)
    if not number or kind ~= "float" and math.type(number) ~= "integer" then
      return kind == "float" and "is no number" or "is no whole number"
    end
    if limits.min and number < limits.min then return "is less than " .. limits.min end
    if limits.max and number > limits.max then return "is more than " .. limits.max end
  end
  if limits.choices and value ~= "" then
    for _, choice in ipairs(limits.choices) do
      if choice == value or limits.ignore_case and choice:lower() == value:lower() then return nil end
    end
    return "is none of " .. table.concat(limits.choices, ", ")
  end
end

return types
