"""The releases of OpenStack, and where their wheels are found."""

import subprocess
from pathlib import Path

# Name, other name, day of the release, and its major versions of nova, cinder and glance. (releases.openstack.org)
RELEASES = [
    ("ocata", None, "2017-02-22", 15, 10, 14),
    ("pike", None, "2017-08-30", 16, 11, 15),
    ("queens", None, "2018-02-28", 17, 12, 16),
    ("rocky", None, "2018-08-30", 18, 13, 17),
    ("stein", None, "2019-04-10", 19, 14, 18),
    ("train", None, "2019-10-16", 20, 15, 19),
    ("ussuri", None, "2020-05-13", 21, 16, 20),
    ("victoria", None, "2020-10-14", 22, 17, 21),
    ("wallaby", None, "2021-04-14", 23, 18, 22),
    ("xena", None, "2021-10-06", 24, 19, 23),
    ("yoga", None, "2022-03-30", 25, 20, 24),
    ("zed", None, "2022-10-05", 26, 21, 25),
    ("antelope", "2023.1", "2023-03-22", 27, 22, 26),
    ("bobcat", "2023.2", "2023-10-04", 28, 23, 27),
    ("caracal", "2024.1", "2024-04-03", 29, 24, 28),
    ("dalmatian", "2024.2", "2024-10-02", 30, 25, 29),
    ("epoxy", "2025.1", "2025-04-02", 31, 26, 30),
    ("flamingo", "2025.2", "2025-10-01", 32, 27, 31),
    ("gazpacho", "2026.1", "2026-04-01", 33, 28, 32),
    ("hibiscus", "2026.2", "2026-09-30", 34, 29, 33),
]

SERVICES = {"nova": 3, "cinder": 4, "glance": 5}


def wheel(package, release, folder):
    """The path of the wheel that has a package as it was in a release; None if there is none.

    A service: its newest fix of that release. A library: the newest that was there on the day of the release, as
    libraries are frozen some weeks before.
    """
    target = Path(folder) / release[0] / package
    if not target.exists():
        target.mkdir(parents=True)
        if package in SERVICES:
            wanted = [f"{package}=={release[SERVICES[package]]}.*"]
        else:
            wanted = ["--uploaded-prior-to", release[2], package]
        # A wheel is unpacked only: nothing of it is run. Yanked and ancient ones are read as well.
        subprocess.run(
            ["pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--ignore-requires-python",
             "--dest", str(target), *wanted],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return next(iter(sorted(target.glob("*.whl"))), None)


def version(wheel_path):
    """The version in a wheel's file name."""
    return wheel_path.name.split("-")[1]
