# The hosts of Benchmarks/hosts.lua for pyinfra.
import os

folder, count = os.environ["FOLDER"], int(os.environ["COUNT"])
hosts = (
    [f"host{number}" for number in range(1, count + 1)],
    {"ssh_config_file": f"{folder}/ssh_config", "ssh_strict_host_key_checking": "off", "folder": folder},
)
