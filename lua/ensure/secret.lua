--- libvirt of a host has a secret with this UUID, usage name and value (a secret, or pending).
local arguments = require "arguments"
local change = require "change"
local errors = require "errors"

local kind = change.kind {
  name = "secret",
  on = "hypervisor",
  probe = function(hypervisor, about)
    local secret = hypervisor:find_secret(about.uuid)
    if not secret then return nil end
    return {
      usage = secret.usage, ephemeral = secret.ephemeral, private = secret.private,
      value = hypervisor:secret_value(about.uuid),
    }
  end,
  undo = function(hypervisor, about, before)
    if not before then return hypervisor:remove_secret(about.uuid) end
    hypervisor:define_secret {
      uuid = about.uuid, usage = before.usage, ephemeral = before.ephemeral, private = before.private,
    }
    if before.value then hypervisor:set_secret_value(about.uuid, before.value) end
  end,
}

local function refuse_foreign_usage(hypervisor, spec, host)
  local other = hypervisor:find_secret { usage = spec.usage }
  if not other or other.uuid == spec.uuid then return end
  errors.raise {
    code = "EEXIST", operation = "libvirt secret", target = ("%s on %s"):format(spec.uuid, host),
    message = ("its usage name %q belongs to secret %s already"):format(spec.usage, other.uuid),
    hint = ("Put secret_uuid = %q into the site file to use that one, or remove it: virsh secret-undefine %s.")
      :format(other.uuid, other.uuid),
  }
end

return function(scope, hypervisor, spec)
  arguments.check("ensure.secret", "scope: change.Scope, hypervisor: any, spec: table", scope, hypervisor, spec)
  local definition = { usage = spec.usage, ephemeral = false, private = false }
  return scope:change {
    subject = "libvirt secret " .. spec.uuid,
    kind = kind,
    target = hypervisor,
    about = { uuid = spec.uuid },
    probe = function()
      refuse_foreign_usage(hypervisor, spec, scope.host)
      return kind.probe(hypervisor, { uuid = spec.uuid })
    end,
    desired = { usage = spec.usage, ephemeral = false, private = false, value = spec.value },
    detail = function(before)
      if not before then return "define, with its value" end
      return change.same(before.value, spec.value) and "define anew" or "set its value"
    end,
    apply = function()
      definition.uuid = spec.uuid
      hypervisor:define_secret(definition)
      hypervisor:set_secret_value(spec.uuid, spec.value)
    end,
  }
end
