---@meta openstack
error "a meta file is read by editors, not by Lua"

--- OpenStack over its REST APIs: Keystone (v3), Glance, Cinder and Nova.
---
--- A session has one sub-handle a kind of thing, and all of them have the same verbs: `list find get create remove wait`.
--- Where a thing is asked for, its id (a string) and its record (a table with `id`) are both taken. Names are only taken
--- by `find`, which returns nil for none and raises CONFLICT when several things share the name.
---
--- `create` waits until the thing is usable, `remove` until it is gone, unless `wait = false`. A thing that ends in an
--- error state raises BAD_STATE with the service's own fault text; it stays there to be looked at.
---
--- Failures of the services have the domain "http" and the code `HTTP_<status>` (`HTTP_404`, `HTTP_409`); the operation is
--- the request ("DELETE /v2/images/…"), the target the service's address, the message what the service said.
---
--- ```lua
--- local cloud <close> = openstack.connect { rc = "/root/admin-openrc" }
--- local image  = cloud.images:create { name = "tiny", file = "tiny.raw", timeout = 5 * minutes }
--- local server = cloud.servers:create { name = "t1", flavor = cloud.flavors:find "m1.tiny", image = image, networks = "none" }
--- cloud.servers:wait_console(server, "booted", { timeout = "60s" })
--- cloud.servers:remove(server)
--- local ok, err = try(cloud.images.remove, cloud.images, image)
--- if err and err.code == "HTTP_409" then print(err.message) end
--- ```
---@class openstack
openstack = {}

---@class openstack.ConnectOptions
---@field rc? string                   # an rc file (`export OS_USERNAME=…`), as Horizon and kolla write it
---@field cloud? string                # a cloud of clouds.yaml
---@field clouds? string               # the clouds.yaml file; default: ./clouds.yaml, ~/.config/openstack, /etc/openstack
---@field auth_url? string             # Keystone's address; each value given here wins over file and environment
---@field username? string
---@field password? string|secret.Secret
---@field project? string              # name of the project to work in
---@field user_domain? string          # name; default "Default"
---@field project_domain? string       # name; default "Default"
---@field region? string               # default: the only one, or the first
---@field interface? "public"|"internal"|"admin"   # which endpoints to use; default "public"
---@field ca? string                   # file of CA certificates to trust
---@field insecure? boolean            # do not verify TLS certificates
---@field timeout? number|string       # seconds for one request (not for waiting, not for uploads); default 60

--- Sign in. Credentials come from `rc`, else from `cloud`, else from the environment (`OS_…`, `OS_CLOUD`).
---
--- Raises: HTTP_401 (wrong name or password), ENOENT (no such file, no such cloud), EINVAL (a value is missing),
---         EHOSTUNREACH, ECONNREFUSED, ETIMEDOUT
--- Units:  `timeout` in seconds
--- Risk:   reads      CLI: openstack token issue
---@param options? openstack.ConnectOptions
---@return openstack.Session session
function openstack.connect(options) end

--- A signed-in user in a project. The token is renewed when it expires.
---@class openstack.Session
---@field auth_url string
---@field user string
---@field project string
---@field project_id string
---@field region string|nil
---@field interface string
---@field images openstack.Images
---@field volumes openstack.Volumes
---@field snapshots openstack.Snapshots
---@field backups openstack.Backups
---@field servers openstack.Servers
---@field flavors openstack.Flavors
local Session = {}

--- The service catalogue.
---
--- Risk: reads      CLI: openstack catalog list
---@return { type: string, name: string, endpoints: { interface: string, region: string, url: string }[] }[] services
function Session:catalog() end

--- The endpoint of a service type ("image", "volumev3", "compute", "network", "identity"), nil when the catalogue has none.
---
--- Risk: reads      CLI: openstack endpoint list
---@param service string           # its type in the catalogue: "volumev3"
---@return string|nil url
function Session:find_endpoint(service) end

---@class openstack.RequestOptions
---@field method? string           # default "GET"
---@field body? table              # sent as JSON
---@field headers? table<string, string> # more of them, by name
---@field timeout? number|string   # seconds
---@field sure? string             # the path once more, where the method is DELETE

--- Send one request to a service, with the token: the way to what this module has no function for.
---
--- Raises: HTTP_<status>
--- Units:  `timeout` in seconds
--- Risk:   destroys
---@param service string                 # type in the catalogue: "network"
---@param path string                    # below the endpoint: "/v2.0/networks"
---@param options? openstack.RequestOptions
---@return { status: integer, body: any, headers: table<string, string> } answer
function Session:request(service, path, options) end

--- Forget the token and close the connections.
---
--- Risk: reads
function Session:close() end
