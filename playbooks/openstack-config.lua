-- openstack-config: INI files by crudini's command line. `cephlua playbooks/openstack-config.lua --help`
require "crudini.command" (arg)
