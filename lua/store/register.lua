--- Tells Glance where the content of a queued image is.
local errors = require "errors"

-- Since 2023.2 there is a call for just this.
local function add_location(cloud, id, added)
  return cloud:request("image", ("/v2/images/%s/locations"):format(id), {
    method = "POST",
    body = {
      url = added.location,
      validation_data = { os_hash_algo = added.hash_algorithm, os_hash_value = added.hash },
    },
  })
end

-- Before, an image's locations were changed like its other properties, by those whom Glance lets see them.
local function change_locations(cloud, id, added)
  return cloud:request("image", "/v2/images/" .. id, {
    method = "PATCH",
    headers = { ["Content-Type"] = "application/openstack-images-v2.1-json-patch" },
    body = {
      {
        op = "add", path = "/locations/-",
        value = {
          url = added.location, metadata = added.metadata,
          validation_data = {
            checksum = added.checksum, os_hash_algo = added.hash_algorithm, os_hash_value = added.hash,
          },
        },
      },
    },
  })
end

local REFUSED = { HTTP_403 = true, HTTP_409 = true }
local UNKNOWN = { HTTP_404 = true, HTTP_405 = true, HTTP_501 = true }

--- `added` is what a store's `add` gave.
return function(cloud, id, added)
  local ok, problem = pcall(add_location, cloud, id, added)
  if not ok and UNKNOWN[problem.code] then ok, problem = pcall(change_locations, cloud, id, added) end
  if ok then return end
  if not REFUSED[problem.code] then error(problem, 0) end
  errors.raise {
    code = problem.code, operation = "register location", target = id, cause = problem,
    message = "Glance takes no location from this user: " .. tostring(problem.message),
    hint = "Before 2023.2 it needs show_multiple_locations = True in glance-api.conf, which should be set only on an "
      .. "API that just administrators reach (OSSN-0065). Later it needs the policy add_image_location.",
  }
end
