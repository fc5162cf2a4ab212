# The lab's hosts, by the names that its ssh configuration has.
clusters = ["node1", "remote"]
controllers = ["controller"]
computes = ["compute"]
storages = ["blockstorage"]
clients = controllers + computes + storages

# Paramiko knows no HostKeyAlias, by which the lab's known_hosts names its hosts: their keys are not looked at here.
all = (
    clusters + clients,
    {
        "ssh_config_file": "/var/lib/cephlua-lab/ssh/config",
        "ssh_strict_host_key_checking": "off",
        "ssh_allow_agent": False,
        "ssh_look_for_keys": False,
    },
)
