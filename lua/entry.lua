-- What the program runs: a script's chunk, and, if it turns out to be a playbook, its `run` with the arguments of the
-- command line.
local playbook = require "playbook"
local run = require "run"

-- A sequence that is a result is what stands in it.
local function plain(first, ...)
  local seq = package.loaded.seq -- whoever returns one has loaded it
  if seq and seq.is_sequence(first) then return first:to_list(), (...) end
  return first, ...
end

return function(chunk, words, name, ...)
  rawset(_G, "arg", { [0] = name, table.unpack(words) })
  local results = table.pack(chunk(...))
  local book = results[1]
  if not playbook.is_playbook(book) then return plain(table.unpack(results, 1, results.n)) end
  local command = require "cephlua.command"
  local args, modes = command.parse(book)
  if not args then return end -- it was asked for its help
  for mode, value in pairs(modes) do run[mode] = value end
  return plain(book.run(args))
end
