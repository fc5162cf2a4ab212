"""What oslo.config reads: one JSON object a line in (text in base64), one a line out.

{"sections": [[name, [[key, [value, ...]], ...]], ...]} with names as oslo.config compares them, or
{"line": n, "error": reason}. Lists and not objects: Swift's dictionaries take two spellings of é for one key.
"""

import base64
import json
import os
import sys
import tempfile

from oslo_config import cfg


class Parser(cfg.ConfigParser):
    """Remembers the line of the open key: oslo.config notices a missing section only when the value ends."""

    key_line = 0

    def _split_key_value(self, line):
        self.key_line = self.lineno
        return super()._split_key_value(line)


def read(path):
    raw, normalised = {}, {}
    parser = Parser(path, raw)
    parser._add_normalized(normalised)
    try:
        parser.parse()
    except UnicodeDecodeError as error:
        return {"line": None, "error": str(error)}
    except cfg.ParseError as error:
        missing = "Section must be started" in error.msg
        return {"line": parser.key_line if missing else error.lineno, "error": error.msg}
    return {"sections": [[name, list(keys.items())] for name, keys in normalised.items()]}


def main():
    handle, path = tempfile.mkstemp()
    os.close(handle)
    try:
        for line in sys.stdin:
            with open(path, "wb") as file:
                file.write(base64.b64decode(json.loads(line)))
            print(json.dumps(read(path)))
    finally:
        os.unlink(path)


main()
