# Clones a snapshot many times with threads, the quickest that python3-rbd can: rbd_clone.py CONF KEYRING POOL COUNT THREADS
# Prints the seconds it took, without the start of Python and the connecting.
import sys
import threading
import time

import rados
import rbd

conf, keyring, pool, count, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
cluster = rados.Rados(conffile=conf, conf={"keyring": keyring, "rbd_default_clone_format": "2"})
cluster.connect()
io = cluster.open_ioctx(pool)
names = iter([f"clone-{number}" for number in range(1, count + 1)])
lock = threading.Lock()
failures = []


def work():
    while True:
        with lock:
            name = next(names, None)
        if name is None:
            return
        try:
            rbd.RBD().clone(io, "base", "snap", io, name)
        except Exception as error:
            failures.append(error)
            return


workers = [threading.Thread(target=work) for _ in range(threads)]
start = time.monotonic()
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
took = time.monotonic() - start
if failures:
    sys.exit(str(failures[0]))
print(took)
