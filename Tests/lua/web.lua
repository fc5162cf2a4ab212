-- A web server on loopback that serves a folder, for a test: `local server <close> = web.serve(folder)`.
local web = {}

-- Python's own has no parts of files; this one answers Range, redirects /moved/X to /X, and cuts /short/X off.
local PROGRAM = [[
import http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/moved/"):
            self.send_response(302); self.send_header("Location", self.path[6:]); self.end_headers(); return
        short = self.path.startswith("/short/")
        try: data = open(os.getcwd() + (self.path[6:] if short else self.path), "rb").read()
        except OSError: self.send_error(404); return
        asked, total = self.headers.get("Range"), len(data)
        if asked:
            first, last = asked.split("=")[1].split("-")
            data = data[int(first):int(last) + 1]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(data))); self.end_headers()
        if self.command == "GET": self.wfile.write(data[:len(data) // 2] if short else data)
    do_HEAD = do_GET
    def log_message(self, *words): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
]]

function web.serve(folder)
  local log = fs.temporary_directory "cephlua-web"
  local pid = process.spawn({ "python3", "-c", PROGRAM }, { stdout = log .. "/port", cwd = folder })
  local port
  tasks.wait_until(function()
    port = fs.exists(log .. "/port") and fs.read(log .. "/port"):match "^(%d+)\n"
    return port
  end, { every = 0.02, timeout = 20 })
  return setmetatable({ url = "http://127.0.0.1:" .. port }, {
    __close = function()
      process.kill(pid)
      process.wait(pid, { timeout = 10 })
      fs.remove(log, { recursive = true })
    end,
  })
end

return web
