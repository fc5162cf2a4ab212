-- Medians, spreads and tables (in Markdown, to be pasted into docs/benchmarks.md) for the benchmarks.

local statistics = {}

--- The middle of a list of numbers, and its ends.
---@param numbers number[]
---@return { median: number, low: number, high: number, count: integer }
function statistics.of(numbers)
  local sorted = table.move(numbers, 1, #numbers, 1, {})
  table.sort(sorted)
  local middle = (#sorted + 1) / 2
  return {
    median = (sorted[math.floor(middle)] + sorted[math.ceil(middle)]) / 2,
    low = sorted[1],
    high = sorted[#sorted],
    count = #sorted,
  }
end

--- "3.1 (2.9..4.0)"
---@param numbers number[]
---@param format? string         # of one number, default "%.1f"
function statistics.text(numbers, format)
  local one = format or "%.1f"
  local of = statistics.of(numbers)
  return (one .. " (" .. one .. ".." .. one .. ")"):format(of.median, of.low, of.high)
end

--- Prints rows (lists of text) as a Markdown table under these headings.
---@param headings string[]
---@param rows string[][]
function statistics.print(headings, rows)
  local widths = {}
  for column, heading in ipairs(headings) do
    widths[column] = utf8.len(heading)
    for _, row in ipairs(rows) do widths[column] = math.max(widths[column], utf8.len(row[column] or "")) end
  end
  local function line(cells)
    local padded = {}
    for column, width in ipairs(widths) do
      local cell = cells[column] or ""
      padded[column] = cell .. (" "):rep(width - utf8.len(cell))
    end
    print("| " .. table.concat(padded, " | ") .. " |")
  end
  line(headings)
  local rule = {}
  for column, width in ipairs(widths) do rule[column] = ("-"):rep(width) end
  line(rule)
  for _, row in ipairs(rows) do line(row) end
end

return statistics
