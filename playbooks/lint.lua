-- Says what is wrong with the configuration of a site's services, or with files that are named. It only reads.
-- docs/guide/lint.md describes the findings. Exit status: 0 no errors; 1 errors, or a host
-- that could not be looked at; 2 wrong usage.
local jobs = require "lint.jobs"
local report = require "lint.report"
local services = require "ini.services"

-- Says at the bottom of a terminal which hosts are being read.
local function reading(line)
  local under_way = {}
  local function note(name, is_under_way)
    under_way[name] = is_under_way
    local names = {}
    for each in pairs(under_way) do names[#names + 1] = each end
    table.sort(names)
    line:set(#names > 0 and "reading " .. table.concat(names, ", ") or "")
  end
  return { on_begin = function(name) note(name, true) end, on_end = function(name) note(name, nil) end }
end

local function wrong(text)
  io.stderr:write("lint: ", text, "\n")
  return nil, { exit = 2 }
end

-- What is wrong with the name of a service whose files are named; nil for one whose options are known.
local function unknown_service(name)
  local _, plain = services.project(name)
  for _, known in ipairs(services.KNOWN) do
    if plain == known then return nil end
  end
  local near = errors.nearest(plain, services.KNOWN)
  return ("%s is no service whose options are known%s; there are: %s"):format(
    name, near and (" (did you mean %s?)"):format(near) or "", table.concat(services.KNOWN, ", "))
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
    local line <close> = progress.line()
    local options = reading(line)
    options.service = args.service
    if args.release then
      local release, problem = try(require("ini.releases").named, args.release)
      if not release then return wrong(require("report").error(problem)) end
      options.release = release
    end
    if args.files and #args.files > 0 then
      if args.site then return wrong("either a site or files can be looked at") end
      local refusal = args.service and unknown_service(args.service)
      if refusal then return wrong(refusal) end
      for _, path in ipairs(jobs.strangers(args.files, options)) do
        log.warn(path .. ": its name does not tell whose it is, so its options are not looked at; say --service")
      end
      return report.finish(jobs.of_files(args.files, options), mode, args.strict)
    end
    local site <close> = require("site").load(args.site)
    local result = jobs.of_site(site, options)
    if result.hosts == 0 then return wrong(("no host of the site runs %s, by its roles"):format(args.service)) end
    return report.finish(result, mode, args.strict)
  end,
}
