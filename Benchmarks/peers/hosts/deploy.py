"""The job of Benchmarks/hosts.lua for pyinfra."""

from io import StringIO

import ini  # of ../pyinfra, which is on PYTHONPATH
from pyinfra import host
from pyinfra.facts.files import Directory
from pyinfra.operations import files

root = f"{host.data.folder}/{host.name}"

ini.options(
    name="Settings", path=f"{root}/app.conf",
    settings={
        "DEFAULT": {
            "debug": "false", "workers": "4", "transport_url": "rabbit://bus", "enabled_backends": "ceph",
        },
        "ceph": {"rbd_pool": "volumes", "rbd_user": "cinder", "rbd_ceph_conf": "/etc/ceph/ceph.conf"},
        "section_30": {"option_3": "changed", "option_5": "changed", "new_option": "new"},
    },
)
files.put(
    name="A small file", src=StringIO("[client.x]\n\tkey = none\n"), dest=f"{root}/keyring",
    user="root", group="daemon", mode="640",
)
if not host.get_fact(Directory, path=root):
    raise FileNotFoundError(root)
