"""What Ceph reads as client.x: one file a line in (base64), one answer a line out.

An answer is the values of the options named as arguments, in base64, "-" for one that the file does not set; or "refused".
"""

import base64
import os
import sys
import tempfile

import rados

UNSET = "not set by the file"
options = sys.argv[1:]


def main():
    # One handle: making one costs more than reading. What the last file set is set back by reading another file.
    cluster = rados.Rados(name="client.x", conffile=None, conf={})
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        reset, path = os.path.join(folder, "reset"), os.path.join(folder, "ceph.conf")
        with open(reset, "w") as file:
            file.write("[client.x]\n" + "".join(f"{option} = {UNSET}\n" for option in options))
        for line in sys.stdin:
            with open(path, "wb") as file:
                file.write(base64.b64decode(line))
            cluster.conf_read_file(reset)
            try:
                cluster.conf_read_file(path)
            except rados.Error:
                print("refused")
                continue
            print(" ".join(word(cluster.conf_get(option)) for option in options))


def word(value):
    return "-" if value == UNSET else "=" + base64.b64encode(value.encode()).decode()


main()
