-- What web servers give, from a real one on loopback.
local check = require "check"
local web = require "web"

local tests = {}

local function with_server(body)
  check.in_folder(function(folder)
    fs.make_directory(folder .. "/served")
    fs.write(folder .. "/served/file", ("0123456789"):rep(100))
    local server <close> = web.serve(folder .. "/served")
    body(server.url, folder)
  end)
end

function tests.gets_heads_and_parts()
  with_server(function(url)
    local answer = http.get(url .. "/file")
    check.equal(answer.status, 200)
    check.equal(#answer.body, 1000)
    check.equal(http.head(url .. "/file").headers["content-length"], "1000")
    check.equal(http.get(url .. "/file", { headers = { Range = "bytes=5-9" } }).body, "56789")
    check.equal(#http.get(url .. "/moved/file").body, 1000)
  end)
end

function tests.downloads_a_file_or_leaves_none()
  with_server(function(url, folder)
    check.equal(http.download(url .. "/file", folder .. "/copy"), 1000)
    check.equal(#fs.read(folder .. "/copy"), 1000)
    check.raises("HTTP_404", function() http.download(url .. "/none", folder .. "/none") end)
    local ok = pcall(http.download, url .. "/short/file", folder .. "/short")
    check.equal(ok, false)
    check.equal(#fs.list(folder), 2)
  end)
end

function tests.refuses_what_is_no_web_address()
  check.raises("EINVAL", function() http.get "ftp://example.org/" end)
  check.raises("USAGE", function() http.get("http://127.0.0.1/", { timout = 3 }) end) -- check: ignore
end

return tests
