-- Random numbers that are the same for the same seed, whatever the code under test does with math.random.
local Random = {}
Random.__index = Random

-- splitmix64: any seed is a good one.
local function new(seed) return setmetatable({ state = seed }, Random) end

function Random:bits()
  self.state = self.state + 0x9E3779B97F4A7C15
  local z = self.state
  z = (z ~ z >> 30) * 0xBF58476D1CE4E5B9
  z = (z ~ z >> 27) * 0x94D049BB133111EB
  return z ~ z >> 31
end

-- A whole number from 1 to `high`.
function Random:below(high) return (self:bits() >> 1) % high + 1 end

-- True so many times out of a hundred.
function Random:percent(share) return self:below(100) <= share end

function Random:pick(list) return list[self:below(#list)] end

return new
