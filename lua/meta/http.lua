---@meta http
error "a meta file is read by editors, not by Lua"

--- What web servers give, over http and https. Up to five redirections are followed. For services of OpenStack use
--- `session:request`, which has the token.
---@class http
local http = {}

---@class http.Options
---@field headers? table<string, string> # by name
---@field timeout? number|string     # seconds for the whole; default 60, for a download one hour
---@field ca? string                 # file of CA certificates to trust
---@field insecure? boolean          # do not verify TLS certificates

---@class http.Answer
---@field status integer             # 200 to 299
---@field headers table<string, string> # names in lower case
---@field body string

--- Ask what a `get` would give, without its body.
---
--- Raises: HTTP_<status> (other than 2xx), EHOSTUNREACH, ECONNREFUSED, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- CLI:    curl --head
---@param url string               # http:// or https://
---@param options? http.Options
---@return http.Answer answer
function http.head(url, options) end

--- Get what is there, into memory.
---
--- Raises: HTTP_<status> (other than 2xx), EBADMSG (more than 64 MiB), EHOSTUNREACH, ECONNREFUSED, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- CLI:    curl
---@param url string               # http:// or https://
---@param options? http.Options
---@return http.Answer answer
function http.get(url, options) end

--- Get what is there into a file, which appears under its name only when it is whole.
---
--- Raises: HTTP_<status> (other than 2xx), ENOSPC, EACCES, EHOSTUNREACH, ECONNREFUSED, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   writes
--- CLI:    curl -o
---@param url string               # http:// or https://
---@param path string              # on this machine
---@param options? http.Options
---@return integer bytes           # how many
function http.download(url, path, options) end

return http
