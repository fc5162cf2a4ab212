"""What is read of each project: files, and the section that the options of a file stand in."""

# "backend": the section of a backend of Cinder, whose name the site chooses; "store": the same of Glance.
PROJECTS = {
    "nova": {
        "nova": {
            "nova/conf/libvirt.py": "libvirt", "nova/conf/workarounds.py": "workarounds", "nova/conf/glance.py": "glance",
            "nova/conf/cinder.py": "cinder",
        },
    },
    "cinder": {
        "cinder": {
            "cinder/common/config.py": "DEFAULT", "cinder/volume/drivers/rbd.py": "backend",
            "cinder/backup/drivers/ceph.py": "DEFAULT",
        },
    },
    "glance": {
        "glance": {"glance/common/config.py": "DEFAULT", "glance/common/wsgi.py": "DEFAULT"},
        "glance_store": {
            "glance_store/_drivers/rbd.py": "store", "glance_store/_drivers/filesystem.py": "store",
            "glance_store/backend.py": "glance_store", "glance_store/multi_backend.py": "glance_store",
        },
    },
}
