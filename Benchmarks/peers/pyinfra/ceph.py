"""Pools, users and keys of a Ceph cluster, with the ceph command on one of its monitors' hosts."""

import json
import os
import re
import shlex
import struct
import time
from base64 import b64encode

from pyinfra import host, inventory
from pyinfra.api import FactBase, StringCommand, operation


class Pools(FactBase):
    """Pools that are initialised for RBD."""

    def command(self):
        return "ceph osd pool ls detail --format json"

    def process(self, output):
        pools = json.loads("".join(output))
        return [pool["pool_name"] for pool in pools if "rbd" in pool["application_metadata"]]


class Users(FactBase):
    def command(self):
        return "ceph auth ls --format json"

    def process(self, output):
        return {user["entity"]: user for user in json.loads("".join(output))["auth_dump"]}


class MinimalConf(FactBase):
    """A ceph.conf for clients, without the tabs that strict readers of INI files refuse."""

    def command(self):
        return "ceph config generate-minimal-conf"

    def process(self, output):
        return "\n".join(line.strip() for line in output) + "\n"


def fsid():
    return re.search(r"fsid = (\S+)", inventory.get_host("node1").get_fact(MinimalConf))[1]


_made = {}


def _new_key():
    return b64encode(struct.pack("<hiih", 1, int(time.time()), 0, 16) + os.urandom(16)).decode()


def key(cluster, entity):
    """A user's key. That of a user yet to be made is made here, so that all is known before anything is done."""
    user = inventory.get_host(cluster).get_fact(Users).get(entity)
    return user["key"] if user else _made.setdefault(entity, _new_key())


def keyring(cluster, entity):
    return f"[{entity}]\n\tkey = {key(cluster, entity)}\n"


@operation()
def pools(wanted):
    """Pools exist and are initialised for RBD; as initialising one takes seconds, all of them at a time."""
    present = host.get_fact(Pools)
    jobs = [
        f"(ceph osd pool create {name} {pg_num} && rbd pool init {name}) & jobs=\"$jobs $!\""
        for name, pg_num in wanted.items() if name not in present
    ]
    if jobs:
        yield "jobs=; " + "; ".join(jobs) + "; for job in $jobs; do wait $job || exit 1; done"


@operation()
def users(wanted):
    """Users exist and have these caps: {entity: {daemon: caps}}."""
    present = host.get_fact(Users)
    for entity, caps in wanted.items():
        if entity not in present:
            lines = "".join(f'\tcaps {daemon} = "{cap}"\n' for daemon, cap in caps.items())
            # By standard input: an argument list can be read by everybody on the host.
            yield StringCommand("ceph", "auth", "import", "-i", "-", _stdin=keyring(host.name, entity) + lines)
        elif present[entity]["caps"] != caps:
            words = [word for pair in caps.items() for word in pair]
            yield shlex.join(["ceph", "auth", "caps", entity, *words])
