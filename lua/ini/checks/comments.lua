--- Checks of comments that are none: behind a value, where oslo.config reads them as a part of it.
local ini = require "ini.native"

-- Whether something else was said of this line's value: that it is no number, because of the comment.
local function is_reported(context, file, entry)
  for _, finding in ipairs(context.findings) do
    if finding.number == file.number and finding.line == entry.line and finding.code == "value" then return true end
  end
end

return function(context)
  for _, file in ipairs(context.files) do
    for _, entry in ipairs(file.document and file.document:entries() or {}) do
      -- A password may have one, and is not to be shown.
      local comment = not ini.is_secret(entry.key) and entry.value:match "%s(#.*)$"
      if comment and not is_reported(context, file, entry) then
        context.report("warning", "comment-in-value", file, entry,
          ("%q belongs to the value: a comment needs a line of its own"):format(comment))
      end
    end
  end
end
