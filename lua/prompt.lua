-- What the prompt does with an input that has been compiled: runs it and shows its results. `_` keeps the first one.
return function(chunk)
  local results = table.pack(chunk())
  if results.n == 0 then return end
  local seq = package.loaded.seq
  if seq and seq.is_sequence(results[1]) then results = { results[1]:to_list(), n = 1 } end
  rawset(_G, "_", results[1])
  for position = 1, results.n do show(results[position]) end
end
