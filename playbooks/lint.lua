-- Says what is wrong with the configuration of a site's services, or with files that are named. It only reads.
-- docs/guide/lint.md describes the findings. Exit status: 0 no errors; 1 errors, or a host
-- that could not be looked at; 2 wrong usage.
local jobs = require "lint.jobs"
local report = require "lint.report"

-- The line at the bottom of a terminal that says which hosts are being read.
local function progress_line(mode)
  if not mode.interactive or mode.json then
    local function none() end
    return { on_begin = none, on_end = none }
  end
  local under_way = {}
  local function draw()
    local names = {}
    for name in pairs(under_way) do names[#names + 1] = name end
    table.sort(names)
    local text = #names > 0 and "reading " .. table.concat(names, ", ") or ""
    io.stderr:write("\r\27[K", text:sub(1, mode.width - 1))
  end
  return {
    on_begin = function(name)
      under_way[name] = true
      draw()
    end,
    on_end = function(name)
      under_way[name] = nil
      draw()
    end,
  }
end

local function wrong(text)
  io.stderr:write("lint: ", text, "\n")
  return nil, { exit = 2 }
end

return playbook {
  name = "lint",
  summary = "Say what is wrong with the configuration of Nova, Cinder and Glance",
  risk = "reads",
  args = {
    files = { "list", "files to look at instead of a site, in the order in which a service reads them", position = 1 },
    site = { "string", "site file; else $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua" },
    service = { "string", "only this service; or whose the files are: nova-compute, cinder-volume …" },
    release = { "string", "OpenStack's release: caracal, 2024.1 …; else what the installed packages tell" },
    strict = { "boolean", "warnings, too, make the exit status 1" },
  },
  run = function(args)
    local mode = require "run"
    local options = progress_line(mode)
    options.service = args.service
    if args.release then
      local release, problem = try(require("ini.releases").named, args.release)
      if not release then return wrong(require("report").error(problem)) end
      options.release = release
    end
    if args.files and #args.files > 0 then
      if args.site then return wrong("either a site or files can be looked at") end
      return report.finish(jobs.of_files(args.files, options), mode, args.strict)
    end
    local site <close> = require("site").load(args.site)
    local result = jobs.of_site(site, options)
    if result.hosts == 0 then return wrong(("no host of the site runs %s, by its roles"):format(args.service)) end
    return report.finish(result, mode, args.strict)
  end,
}
