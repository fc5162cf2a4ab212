"""The value that a service gets: one file a line in (base64), what its [s] k is as a string option a line out (base64)."""

import base64
import sys
import tempfile

from oslo_config import cfg

for line in sys.stdin:
    with tempfile.NamedTemporaryFile(dir="/dev/shm") as file:
        file.write(base64.b64decode(line))
        file.flush()
        conf = cfg.ConfigOpts()
        conf.register_opt(cfg.StrOpt("k"), group="s")
        conf(["--config-file", file.name], default_config_files=[], default_config_dirs=[])
        print(base64.b64encode(conf.s.k.encode()).decode())
