"""What each kind of host is to have: the values of profile `current` of playbooks/integrate.lua."""

POOLS = {"node1": {"images": 16, "vms": 16, "volumes": 16}, "remote": {"backups": ""}}

USERS = {
    "node1": {
        "client.glance": {
            "mon": "profile rbd",
            "osd": "profile rbd pool=images, profile rbd-read-only pool=volumes, profile rbd-read-only pool=vms",
        },
        "client.cinder": {
            "mon": "profile rbd",
            "osd": "profile rbd pool=volumes, profile rbd pool=vms, profile rbd pool=images",
            "mgr": "profile rbd pool=volumes, profile rbd pool=vms",
        },
    },
    "remote": {
        "client.cinder-backup": {
            "mon": "profile rbd", "osd": "profile rbd pool=backups", "mgr": "profile rbd pool=backups",
        },
    },
}

PACKAGES = ["ceph-common", "python3-rados", "python3-rbd"]

# Entity, owner, group, mode.
KEYRINGS = {
    "controllers": ("client.glance", "glance", "glance", "600"),
    "computes": ("client.cinder", "root", "nova", "640"),
    "storages": ("client.cinder", "cinder", "cinder", "600"),
}

BACKUP_KEYRING = "/etc/ceph/backup.client.cinder-backup.keyring"

CREDENTIALS = [
    "auth_url", "auth_type", "username", "password", "project_name", "user_domain_name", "project_domain_name",
]

GLANCE = {
    "DEFAULT": {"show_image_direct_url": "true", "enabled_backends": "rbd:rbd, file:file, http:http"},
    "glance_store": {"default_backend": "rbd"},
    "rbd": {
        "rbd_store_user": "glance", "rbd_store_pool": "images", "rbd_store_ceph_conf": "/etc/ceph/ceph.conf",
    },
    "file": {"filesystem_store_datadir": "/var/lib/glance/images"},
    "paste_deploy": {"flavor": "keystone"},
}

TOKENS = {"keystone_authtoken": {"service_token_roles": "service", "service_token_roles_required": "true"}}


def cinder_volume(fsid):
    return {
        "DEFAULT": {
            "enabled_backends": "ceph",
            "backup_driver": "cinder.backup.drivers.ceph.CephBackupDriver",
            "backup_ceph_conf": "/etc/ceph/backup.conf",
            "backup_ceph_user": "cinder-backup",
            "backup_ceph_pool": "backups",
            "backup_ceph_chunk_size": "134217728",
            "backup_ceph_stripe_unit": "0",
            "backup_ceph_stripe_count": "0",
            "restore_discard_excess_bytes": "true",
        },
        "ceph": {
            "volume_driver": "cinder.volume.drivers.rbd.RBDDriver",
            "volume_backend_name": "ceph",
            "rbd_pool": "volumes",
            "rbd_ceph_conf": "/etc/ceph/ceph.conf",
            "rbd_user": "cinder",
            "rbd_secret_uuid": fsid,
            "rbd_flatten_volume_from_snapshot": "false",
            "rbd_max_clone_depth": "5",
            "rados_connect_timeout": "5",
            "report_dynamic_total_capacity": "true",
            "rbd_exclusive_cinder_pool": "true",
        },
    } | TOKENS


def libvirt(fsid):
    return {
        "libvirt": {
            "images_type": "rbd",
            "images_rbd_pool": "vms",
            "images_rbd_ceph_conf": "/etc/ceph/ceph.conf",
            "rbd_user": "cinder",
            "rbd_secret_uuid": fsid,
            "disk_cachemodes": "network=writeback",
            "hw_disk_discard": "unmap",
        },
    }
