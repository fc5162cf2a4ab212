"""Puts OpenStack on Ceph, as playbooks/integrate.lua does with profile `current`: what cephlua is compared with."""

from io import StringIO

from pyinfra import host, inventory
from pyinfra.api import operation
from pyinfra.facts.files import FileContents
from pyinfra.operations import apt, files, python, server, systemd

import ceph
import ini
import keystone
import libvirt
import settings

groups = set(host.groups)


@operation()
def prepare():
    """One operation for all hosts, so that packages are installed while pools are made."""
    if "clusters" in groups:
        yield from ceph.pools._inner(settings.POOLS[host.name])
        yield from ceph.users._inner(settings.USERS[host.name])
    else:
        names = settings.PACKAGES + (["qemu-block-extra"] if "computes" in groups else [])
        yield from apt.packages._inner(packages=names, update=True, cache_time=86400, no_recommends=True)


prepared = prepare(name="Pools and users, packages")

changes = {"ceph": [prepared], "backup": [], "glance": [], "cinder": [], "nova": []}

if "clients" in groups:
    changes["ceph"].append(files.put(
        name="ceph.conf",
        src=StringIO(inventory.get_host("node1").get_fact(ceph.MinimalConf)),
        dest="/etc/ceph/ceph.conf", user="root", group="root", mode="644",
    ))
    entity, user, group, mode = next(settings.KEYRINGS[each] for each in settings.KEYRINGS if each in groups)
    changes["ceph"].append(files.put(
        name="Keyring",
        src=StringIO(ceph.keyring("node1", entity)),
        dest=f"/etc/ceph/ceph.{entity}.keyring", user=user, group=group, mode=mode,
    ))

if "storages" in groups:
    conf = inventory.get_host("remote").get_fact(ceph.MinimalConf)
    changes["backup"].append(files.put(
        name="The remote cluster's configuration",
        src=StringIO(f"{conf}[client.cinder-backup]\nkeyring = {settings.BACKUP_KEYRING}\n"),
        dest="/etc/ceph/backup.conf", user="root", group="root", mode="644",
    ))
    changes["backup"].append(files.put(
        name="The remote cluster's keyring",
        src=StringIO(ceph.keyring("remote", "client.cinder-backup")),
        dest=settings.BACKUP_KEYRING, user="cinder", group="cinder", mode="600",
    ))

if "computes" in groups:
    fsid = ceph.fsid()
    libvirt.secret(
        name="libvirt's secret", uuid=fsid, usage=f"client.cinder secret of {fsid}",
        value=ceph.key("node1", "client.cinder"),
    )

if "controllers" in groups:
    changes["glance"].append(ini.options(
        name="glance-api.conf", path="/etc/glance/glance-api.conf", settings=settings.GLANCE,
    ))
    if not keystone.has_role("nova", "service", "service"):
        python.call(name="Role service of user nova", function=keystone.give_role, user="nova", project="service",
                    role="service")

if groups & {"controllers", "storages"}:
    changes["cinder"].append(ini.options(
        name="cinder.conf", path="/etc/cinder/cinder.conf",
        settings=settings.cinder_volume(ceph.fsid()) if "storages" in groups else settings.TOKENS,
    ))

if groups & {"controllers", "computes"}:
    path = "/etc/nova/nova.conf"
    # Nova's token of its own has the credentials that Nova uses already.
    own = ini.section_of(host.get_fact(FileContents, path=path), "keystone_authtoken")
    user = {name: own[name] for name in settings.CREDENTIALS if name in own}
    wanted = {"service_user": {"send_service_user_token": "true"} | user}
    if "computes" in groups:
        wanted |= settings.libvirt(ceph.fsid())
    changes["nova"].append(ini.options(name="nova.conf", path=path, settings=wanted))

# Each service, what it reads, and the port at which it answers.
SERVICES = {
    "controllers": [
        ("glance-api", ["glance", "ceph"], 9292), ("cinder-api", ["cinder"], 8776),
        ("cinder-scheduler", ["cinder"], None), ("nova-api", ["nova"], 8774),
    ],
    "computes": [("nova-compute", ["nova", "ceph"], None)],
    "storages": [
        ("cinder-volume", ["cinder", "ceph"], None), ("cinder-backup", ["cinder", "ceph", "backup"], None),
    ],
}


def changed(kinds):
    return lambda: any(change.did_change() for kind in kinds for change in changes[kind])


services = [service for group in SERVICES if group in groups for service in SERVICES[group]]
for name, reads, _ in services:
    systemd.service(name="Restart services", service=name, restarted=True, _if=changed(reads))
for name, reads, port in services:
    if port:
        server.shell(
            name="Wait for the APIs", _if=changed(reads), _timeout=60,
            commands=[f"until python3 -c 'import socket; socket.create_connection((\"192.168.0.121\", {port}))' "
                      "2>/dev/null; do sleep 0.2; done"],
        )
