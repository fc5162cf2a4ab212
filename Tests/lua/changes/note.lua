-- A kind of change of the tests' own: a file with a text.
return change.kind {
  name = "note",
  probe = function(_, about) return fs.read(about.path, { missing_ok = true, secret = about.secret }) end,
  undo = function(_, about, before)
    if before then fs.write(about.path, before) else fs.remove(about.path) end
  end,
}
