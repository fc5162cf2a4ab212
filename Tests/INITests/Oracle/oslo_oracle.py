"""What oslo.config reads: one text a line in (base64), one answer a line out.

An answer is a list of words: "section NAME", "key NAME", "value VALUE" in base64, with names as oslo.config compares
them; or "refused LINE" (0 where the reader names none).
"""

import base64
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
    except UnicodeDecodeError:
        return "refused 0"
    except cfg.ParseError as error:
        missing = "Section must be started" in error.msg
        return f"refused {parser.key_line if missing else error.lineno}"
    return " ".join(words(normalised))


def words(sections):
    for section, keys in sections.items():
        yield "section " + encoded(section)
        for key, values in keys.items():
            yield "key " + encoded(key)
            yield from ("value " + encoded(value) for value in values)


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def main():
    # In memory: a file that is written anew 200,000 times costs a disk more time than all the rest.
    handle, path = tempfile.mkstemp(dir="/dev/shm")
    os.close(handle)
    try:
        for line in sys.stdin:
            with open(path, "wb") as file:
                file.write(base64.b64decode(line))
            print(read(path))
    finally:
        os.unlink(path)


main()
