-- Proves that OpenStack works on Ceph: as the services themselves see it, and in what they do with it.
-- Everything it makes is named cephlua-verify-…, and removed at the end, also after a failure or ^C. With --check only
-- what changes nothing is proven.
local access = require "verify.access"
local image = require "verify.image"
local leftovers = require "verify.leftovers"
local report = require "verify.report"
local Run = require "verify.run"
local server = require "verify.server"
local takeover = require "verify.takeover"
local volume = require "verify.volume"

-- The cluster as the services see it. Nothing is changed.
local function prove_access(run)
  run:prove_on("controller", "glance opens the images' pool", access.glance)
  run:prove_on("blockstorage", "cinder opens the volumes' pool", access.cinder)
  run:prove_on("blockstorage", "cinder-backup opens the remote pool", access.backup)
  run:prove_on("compute", "nova opens the servers' pool", access.nova)
end

-- What the services do. A proof that is given to another one is what that one builds on; all others run at the same
-- time.
local function prove_work(run)
  local uploaded = run:prove("an uploaded image is in RBD, with a protected snapshot", image.upload)
  local blank = run:prove("a blank volume is in RBD", volume.blank)
  local cloned = run:prove("a volume from the image is its copy-on-write child", volume.from_image, uploaded)
  local backup = run:prove("a backup is in the remote cluster", volume.backup, uploaded)

  local booted = run:prove_on("compute", "a server boots from the image, on its child", server.from_image, uploaded)
  local from_volume = run:prove("a server boots from the volume", server.from_volume, cloned, uploaded)
  run:prove("a volume is attached to a running server", server.attach, booted[1] or from_volume, blank)
  table.insert(booted, from_volume)
  local looked_at = {}
  for _, each in ipairs(booted) do
    table.insert(looked_at, run:prove("… its domain has the disk by RBD, with the secret", server.domain, each))
    table.insert(looked_at, run:prove("… its guest runs, and writes to the disk", server.guest, each))
  end

  local kept = run:prove("an image with children is not deleted", image.refuse_removal, uploaded, cloned,
    run.after(backup, table.unpack(booted)))
  run:prove("a volume is free when its server is gone", server.release, from_volume, cloned,
    run.after(kept, table.unpack(looked_at)))
  run:prove("a dead client's lock is taken over", takeover.prove)
end

return playbook {
  name = "verify",
  summary = "Prove that Glance, Cinder and Nova work on RBD, and clean up again",
  risk = "writes",
  args = {
    site = { "string", "site file; else $CEPHLUA_SITE, ./site.lua, /etc/cephlua/site.lua" },
    profile = { "string", "what was written; else what the site file says", choices = { "current", "classic" } },
    clean = { "boolean", "only remove what earlier runs left over" },
  },
  run = function(args)
    local mode = require "run"
    local site <close> = require("site").load(args.site)
    if args.profile then site:use_profile(args.profile) end
    if args.clean then return leftovers.clean(site, mode) end
    local run <close> = Run.begin(site, mode)
    prove_access(run)
    if not mode.check then prove_work(run) end
    return report.finish(run:finish(), mode)
  end,
}
