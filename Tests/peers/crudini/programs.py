"""Runs a case by crudini and by openstack-config, each on files of its own, and tells what came of it."""

import dataclasses
import glob
import io
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PROJECT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../../.."))
VENV = "/var/cache/cephlua-peers/crudini"
sys.path[:0] = glob.glob(VENV + "/lib/python3*/site-packages")
import crudini  # noqa: E402

CRASHED = 99
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def binary():
    """The release build if it is here, as it starts faster; CEPHLUA names another."""
    if os.environ.get("CEPHLUA"):
        return os.environ["CEPHLUA"]
    for build in ("release", "debug"):
        path = f"{PROJECT}/.build/{build}/cephlua"
        if os.path.exists(path):
            return path
    sys.exit("cephlua is not built: swift build --product cephlua")


@dataclasses.dataclass
class Case:
    """A command line, the file F that it is about (None: there is none), and its standard input."""

    words: list
    content: bytes | None = None
    stdin: bytes = b""
    # Other files, by name; a name that ends in / is a folder.
    files: dict = dataclasses.field(default_factory=dict)
    # Whether it is run by somebody who may not read F.
    barred: bool = False


@dataclasses.dataclass
class Result:
    status: int
    stdout: bytes
    stderr: str
    # Every file that is there afterwards.
    files: dict


def prepare(folder, case):
    if case.content is not None:
        write(f"{folder}/F", case.content)
    for name, content in case.files.items():
        if name.endswith("/"):
            os.mkdir(f"{folder}/{name}")
        else:
            write(f"{folder}/{name}", content)
    if case.barred:
        os.chmod(f"{folder}/F", 0)
        os.chmod(folder, 0o755)


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def contents(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        path = f"{folder}/{name}"
        found[name] = "folder" if os.path.isdir(path) else read(path)
    return found


def in_folder(case, body):
    folder = tempfile.mkdtemp(dir=SCRATCH)
    try:
        prepare(folder, case)
        status, stdout, stderr = body(folder)
        return Result(status, stdout, stderr.decode(errors="replace"), contents(folder))
    finally:
        shutil.rmtree(folder)


def by_ours(case):
    """By our command, as it is run at a shell."""
    argv = [binary(), f"{PROJECT}/playbooks/openstack-config.lua", *case.words]
    user = 65534 if case.barred and os.geteuid() == 0 else None

    def body(folder):
        done = subprocess.run(argv, input=case.stdin, cwd=folder, capture_output=True, user=user, timeout=60)
        return done.returncode, done.stdout, done.stderr

    return in_folder(case, body)


def by_crudini(case):
    """By crudini's own main, in a copy of this process: its start takes most of crudini's time."""

    def body(folder):
        streams = [tempfile.TemporaryFile(dir=SCRATCH) for _ in range(3)]
        streams[0].write(case.stdin)
        streams[0].seek(0)
        child = os.fork()
        if child == 0:
            for number, stream in enumerate(streams):
                os.dup2(stream.fileno(), number)
            os.chdir(folder)
            if case.barred and os.geteuid() == 0:
                os.setuid(65534)
            os._exit(main(case.words))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        results = []
        for stream in streams[1:]:
            stream.seek(0)
            results.append(stream.read())
        return status, *results

    return in_folder(case, body)


def main(words):
    sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb"), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb"), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb"), encoding="utf-8", errors="backslashreplace")
    sys.argv = ["crudini", *words]
    try:
        status = crudini.main() or 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        traceback.print_exc()
        status = CRASHED
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return status
