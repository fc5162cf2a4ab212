"""What is read of each project: files, and the section that the options of a file stand in.

A file whose options stand in several sections says so by a mapping of names; the rest of them stand in that of None. A path
that ends in a slash is a folder. Of a package without files only the names of its options are known.
"""

# In the section that the file itself registers them in.
REGISTERED = object()

# "backend": the section of a backend of Cinder, whose name the site chooses; "store": the same of Glance.
PROJECTS = {
    "nova": {
        "nova": {
            "nova/conf/libvirt.py": "libvirt", "nova/conf/workarounds.py": "workarounds", "nova/conf/glance.py": "glance",
            "nova/conf/cinder.py": "cinder", "nova/conf/": REGISTERED,
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
    # What every service takes from libraries.
    "libraries": {
        "castellan": {
            "castellan/key_manager/__init__.py": "key_manager", "castellan/common/utils.py": "key_manager",
            "castellan/key_manager/barbican_key_manager.py": "barbican",
            "castellan/key_manager/vault_key_manager.py": "vault",
        },
        "keystoneauth1": {},
        "keystonemiddleware": {
            "keystonemiddleware/auth_token/_opts.py": "keystone_authtoken",
            "keystonemiddleware/auth_token/_auth.py": "keystone_authtoken",
            "keystonemiddleware/audit/__init__.py": "audit_middleware_notifications",
        },
        "os-brick": {"os_brick/opts.py": "os_brick"},
        "oslo.cache": {"oslo_cache/_opts.py": "cache"},
        "oslo.config": {},
        "oslo.concurrency": {"oslo_concurrency/lockutils.py": "oslo_concurrency"},
        "oslo.db": {"oslo_db/options.py": "database"},
        "oslo.limit": {"oslo_limit/opts.py": "oslo_limit"},
        "oslo.log": {"oslo_log/_options.py": "DEFAULT", "oslo_log/versionutils.py": "DEFAULT"},
        "oslo.messaging": {
            "oslo_messaging/transport.py": "DEFAULT", "oslo_messaging/rpc/client.py": "DEFAULT",
            "oslo_messaging/rpc/dispatcher.py": "DEFAULT", "oslo_messaging/_drivers/base.py": "DEFAULT",
            "oslo_messaging/_drivers/amqp.py": "oslo_messaging_rabbit",
            "oslo_messaging/_drivers/impl_rabbit.py": "oslo_messaging_rabbit",
            "oslo_messaging/_drivers/amqp1_driver/opts.py": "oslo_messaging_amqp",
            "oslo_messaging/_drivers/kafka_driver/kafka_options.py": "oslo_messaging_kafka",
            "oslo_messaging/_metrics/client.py": "oslo_messaging_metrics",
            "oslo_messaging/notify/notifier.py": "oslo_messaging_notifications",
        },
        "oslo.middleware": {
            "oslo_middleware/cors.py": "cors", "oslo_middleware/http_proxy_to_wsgi.py": "oslo_middleware",
            "oslo_middleware/sizelimit.py": "oslo_middleware", "oslo_middleware/ssl.py": "oslo_middleware",
            "oslo_middleware/healthcheck/opts.py": "healthcheck",
        },
        "oslo.policy": {"oslo_policy/opts.py": "oslo_policy"},
        "oslo.privsep": {},
        "oslo.reports": {"oslo_reports/opts.py": "oslo_reports"},
        "oslo.service": {
            "oslo_service/_options.py": {
                None: "DEFAULT", "ca_file": "ssl", "cert_file": "ssl", "key_file": "ssl", "version": "ssl", "ciphers": "ssl",
            },
        },
        "oslo.upgradecheck": {},
        "oslo.versionedobjects": {},
        "osprofiler": {"osprofiler/opts.py": "profiler"},
    },
}


def place_of(file, files):
    """What a project says of a file, or of the folder that it is in; None if neither is named."""
    return files.get(file) or files.get(file.rsplit("/", 1)[0] + "/")


def section_of(place, name):
    """The section of an option in a file that a project says this of."""
    return place if isinstance(place, str) else place.get(name, place[None])
