--- What the playbooks of playbooks/rbd have in common.
local ceph = require "ceph"
local errors = require "errors"
local progress = require "progress"
local run = require "run"
local units = require "units"

local transfer = {}

local common = {
  conf = { "path", "ceph.conf of the cluster; default: where librados looks" },
  user = { "string", "who to be there", default = "admin" },
  keyring = { "path", "the user's keyring; default: what the conf says" },
  in_flight = { "integer", "objects under way at a time; default: as many as 48 MiB hold" },
  rate = { "size", "bytes to read a second, at most" },
  timeout = { "duration", "when it has to be done; default: it takes as long as it takes" },
  digests = { "list", "digests to compute", choices = { "objects", "sha256", "sha512", "md5" } },
  verify = { "boolean", "read what was written, and compare it", default = false },
}

--- The arguments of a playbook: its own, and those that all have.
function transfer.arguments(own)
  for name, argument in pairs(common) do own[name] = own[name] or argument end
  return own
end

--- The arguments of one that has neither digests nor `verify`, nor those in `without`.
function transfer.stream_arguments(own, without)
  transfer.arguments(own)
  own.digests, own.verify = nil, nil
  for _, name in ipairs(without or {}) do own[name] = nil end
  return own
end

--- The options that all have, with those of `more`.
function transfer.options(args, more)
  for _, name in ipairs { "in_flight", "rate", "timeout", "digests", "verify" } do more[name] = args[name] end
  return more
end

--- Connects to the cluster of `args`, or to the one that `prefix` ("to_") names there.
function transfer.connect(args, prefix)
  local function given(name) return args[(prefix or "") .. name] end
  return ceph.connect { conf = given "conf", user = given "user" or args.user, keyring = given "keyring" }
end

--- Pool, image and snapshot of "vms/vm-1@golden".
function transfer.split(spec, may_have_snapshot)
  local whole, snapshot = spec:match "^([^@]+)@?(.*)$"
  local pool, image = whole:match "^([^/]+)/([^/]+)$"
  if not pool or snapshot ~= "" and not may_have_snapshot then
    error(errors.new {
      code = "USAGE", operation = "read the name of an image", target = spec,
      message = may_have_snapshot and "pool/image or pool/image@snapshot expected" or "pool/image expected",
    })
  end
  return pool, image, snapshot ~= "" and snapshot or nil
end

--- Follows an operation to its end, says what it did, and gives its result.
function transfer.follow(operation)
  local name = operation.name
  local result = progress.follow(operation)
  if not run.json then
    require("log").info(("%s: %s, of these %s written, in %s%s"):format(name, units.bytes(result.bytes),
      units.bytes(result.written), units.seconds(result.seconds), result.verified and ", verified" or ""),
      result.digests)
  end
  return result
end

return transfer
