-- Judges whether a line may hold a key or a password: then it is not kept.
local lexer = require "prompt.lexer"

local secrets = {}

local WORDS = { "secret", "password", "passwd", "passphrase", "token", "api_key", "apikey", "keyring", "private" }

local function names_a_secret(name)
  name = name:lower()
  if name == "key" or name:find "_key$" or name:find "^key_" then return true end
  for _, word in ipairs(WORDS) do
    if name:find(word, 1, true) then return true end
  end
  return false
end

-- Long, without spaces, of the letters of base64 or of hexadecimal digits mixed: as keys look, and names do not.
local function looks_like_a_key(text)
  for word in text:gmatch "[%w+/=_%-]+" do
    if word:find "^AQ[%w+/]+==$" and #word >= 24 then return true end
    local is_mixed = word:find "%u" and word:find "%l" and word:find "%d"
    if #word >= 32 and is_mixed and not word:find "^%x+%-" then return true end
  end
  return text:find("PRIVATE KEY", 1, true) ~= nil
end

-- A string that stands near a name that means a secret: `password = "…"`, `secret.new "…"`, `{ key = … }`.
function secrets.may_be_in(text)
  if text:sub(1, 1) == " " then return true end -- asked for, as in shells
  local tokens = lexer.tokens(text)
  for index, token in ipairs(tokens) do
    if token.kind == "string" then
      if looks_like_a_key(token.text) then return true end
      for back = math.max(1, index - 4), index - 1 do
        if tokens[back].kind == "name" and names_a_secret(tokens[back].text) then return true end
      end
    end
  end
  return text:find "^%s*:" ~= nil and looks_like_a_key(text)
end

return secrets
