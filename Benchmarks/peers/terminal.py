"""Runs a program on a terminal of its own and times what it shows, as whoever sits there would see it.

terminal.py STEPS PROGRAM [ARGUMENTS]: STEPS is a JSON list of [text to type, text to wait for]. Prints a JSON list: the
seconds that each step took. One with nothing to type begins with the step before it, the first with the program.
"""

import json
import os
import pty
import select
import sys
import time

LIMIT = 30


def main():
    steps, argv = json.loads(sys.argv[1]), sys.argv[2:]
    begun = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(argv[0], argv)
    seconds, shown = [], b""
    for typed, expected in steps:
        if typed:
            # What else was shown belongs to the step before.
            while select.select([terminal], [], [], 0.05)[0]:
                os.read(terminal, 65536)
            begun, shown = time.monotonic(), b""
            os.write(terminal, typed.encode())
        while expected.encode() not in shown:
            ready, _, _ = select.select([terminal], [], [], LIMIT)
            if not ready:
                sys.exit(f"{argv[0]}: no {expected!r} in {shown!r}")
            shown += os.read(terminal, 65536)
        seconds.append(time.monotonic() - begun)
    os.close(terminal)
    os.waitpid(pid, 0)
    print(json.dumps(seconds))


main()
