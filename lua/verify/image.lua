--- Glance: images are RBD images with a protected snapshot, and cannot be deleted while they have children.
local fs = require "fs"
local guest = require "guest"
local pools = require "verify.pools"

local image = {}

-- The store that Glance keeps an image in, proven: its content, and the snapshot that clones are made of.
local function check_stored(proof, id)
  local stored <close> = pools.image(proof, "images", id)
  local snapshot
  for _, candidate in ipairs(stored:snapshots()) do
    if candidate.name == "snap" then snapshot = candidate end
  end
  proof:check(snapshot, "%s has no snapshot snap", stored.spec)
  proof:check(snapshot.is_protected, "%s@snap is not protected", stored.spec)
  local sector = guest.boot_sector()
  proof:check(stored:read(0, #sector) == sector, "%s does not begin with what was uploaded", stored.spec)
  return stored.spec
end

-- The guest's disk in a file that goes when it is closed.
local function guest_file()
  local folder = fs.temporary_directory "cephlua-verify"
  local file = setmetatable({ path = folder .. "/guest.raw" }, {
    __close = function() fs.remove(folder, { recursive = true }) end,
  })
  guest.write(file.path)
  return file
end

--- A raw image, uploaded: it is in the pool.
function image.upload(proof)
  local run = proof.run
  local file <close> = guest_file()
  local made = run.cloud.images:create { name = run:name "image", file = file.path, timeout = 120 }
  run:expect_removed(pools.open(run.site, "images"), made.id)
  local spec = check_stored(proof, made.id)
  return ("%s@snap is protected, and has the bytes that were uploaded"):format(spec), made
end

--- An image with children is not deleted: the client is told so (409), and the image is as good as before.
--- What follows the image are the proofs that made children of it.
function image.refuse_removal(proof, made)
  local images = proof.run.cloud.images
  local ok, err = pcall(images.remove, images, made, { wait = false })
  proof:check(not ok, "Glance deleted the image although it has children")
  local status = images:get(made).status
  proof:check(status == "active", "the image is %s now", status)
  check_stored(proof, made.id)
  if err.code == "HTTP_500" then
    proof:weakness("classic", "refused, but with HTTP 500: client.%s may not look into the pools of the children",
      proof.run.site.users.glance)
  end
  proof:check(err.code == "HTTP_409", "%s", err)
  return "HTTP 409; the image is active and its snapshot protected, as before"
end

return image
