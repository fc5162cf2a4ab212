"""Whether two results are the same, or differ as they may: by a rule that has a name, in docs/design/crudini.md."""

import dataclasses
import json
import re

import programs
import service
from programs import CRASHED, Case

USAGE = "openstack-config reads and edits"
WARNING = "openstack-config: warning: "
# How the complaints of parsers begin.
PARSER = ("Error parsing ", "Source contains parsing errors", "File contains")
# What a message of ours never holds: it would be a fault of the program.
FAULTS = ("attempt to ", "stack traceback", ".lua:", "Fatal error")


def meaning(stderr, usage):
    """The messages, without how the command is used, and without a parser's own words for what it cannot parse."""
    # crudini has a space too few there.
    text = stderr.split(usage)[0].replace("mixedwith", "mixed with")
    kept = [line for line in text.splitlines() if line.strip() and not line.startswith(WARNING)]
    if usage in stderr:
        # Of several messages the first.
        return ["<usage>", *kept[:1]]
    if kept and kept[0].startswith(PARSER):
        return ["<parser>"]
    # A file's error without the file: it is a temporary one, or a number, there.
    return [re.sub(r"^(\[Errno \d+\] [^:]*):.*", r"\1", line) for line in kept]


def operations(words):
    """(name, section, key, value) of a command line of --set and --del without --list; None for others."""
    found = []
    for word in words:
        if word in ("--set", "--del"):
            found.append([word])
        elif word.startswith("--"):
            if word.startswith(("--list", "--me", "--existing")) or "=" not in word and word not in ("--inplace", "--verbose"):
                return None
        elif found:
            found[-1].append(word)
    if not found or any(not 3 <= len(each) <= 5 for each in found):
        return None
    return [(*each[:1], *each[2:], *[None] * (5 - len(each))) for each in found]


def written(case, result):
    """The text that the case makes: in F, in O, or printed."""
    for word in case.words:
        if word in ("--output=-",) or word == "-":
            return result.stdout
    if "--output=O" in case.words and result.files.get("O") != "folder":
        return result.files.get("O")
    return result.files.get("F")


def before(case):
    return case.stdin if "-" in case.words and "--merge" not in case.words else case.content


def judge(case, ours, theirs):
    """The name of the rule by which the results differ, "same", or what is wrong as a text that begins with `!`."""
    if any(fault in ours.stderr for fault in FAULTS) or ours.status not in (0, 1):
        return "!a fault of the program"
    helps = [word for word in case.words if word.startswith(("--h", "--vers"))]
    if helps:
        return "same" if ours.status == theirs.status and ours.stdout else "!help"
    if "--format=json" in case.words and "--format not recognized: json" in theirs.stderr:
        return judge_json(case, ours)
    if "[Errno 2]" in theirs.stderr and any(word.startswith("--output") for word in case.words) and "O" not in case.files:
        return judge_output(case, ours)
    warned = WARNING in ours.stderr
    if theirs.status == CRASHED:
        done = operations(without(case.words, "--existing"))
        values = service.read(before(case))
        if ours.status == 0 and done and (values is None or service.read(written(case, ours)) == service.asked(values, done)):
            return "crash"
        clean = ours.status == 1 and ours.stderr and not ours.stdout and ours.files == untouched(case)
        return "crash" if clean else "!crudini crashed, and we did not fail cleanly"
    usual = meaning(ours.stderr, USAGE), ours.status, ours.stdout, ours.files
    if usual == (meaning(theirs.stderr, "A utility for"), theirs.status, theirs.stdout, theirs.files):
        return "same" if not warned else "!a warning, and nothing differs"
    return differing(case, ours, theirs, warned)


def untouched(case):
    found = {name.rstrip("/"): "folder" if name.endswith("/") else content for name, content in case.files.items()}
    if case.content is not None:
        found["F"] = case.content
    return found


def differing(case, ours, theirs, warned):
    if case.content is None and ours.status == theirs.status == 1 and theirs.files == {**ours.files, "F": b""}:
        # What it could not do has left an empty file.
        return "left"
    if b"\r" in (case.content or b"") + (case.stdin or b"") or "--del" in case.words:
        if ours.status == theirs.status == 0 and squeezed(case, ours) == squeezed(case, theirs):
            return "blank"
    both = "<usage>" in meaning(ours.stderr, USAGE) and "A utility for" in theirs.stderr
    if both or "<usage>" in meaning(ours.stderr, USAGE) and too_many(case.words):
        return "words" if ours.files == untouched(case) else "!refused, but not cleanly"
    if "--merge" in case.words and ours.status == theirs.status == 1 and ours.files == theirs.files:
        # Two things are wrong: the other text, and where it goes to.
        return "order"
    if any("ignoreindent" in word for word in case.words) and re.search(rb"^[ \t]+[#;%]", case.content or case.stdin, re.M):
        return "indented"
    if case.words.count("--get") > 1 and ours.status == theirs.status:
        lines = [set(each.stdout.lower().split(b"\n")) for each in (ours, theirs)]
        if lines[0] == lines[1]:
            return "case"
    if "--get" in case.words and b"crudini_no_arg" in theirs.stdout:
        return "marker"
    if b"crudini_no_arg" in (written(case, theirs) or b""):
        return "marker" if warned else "!crudini wrote its own mark, and we did not warn"
    if ours.status == 1 and theirs.status == 0 and not readable(case, theirs):
        clean = ours.files == untouched(case) and not ours.stdout and ours.stderr
        return "unreadable" if clean else "!refused, but not cleanly"
    values = service.read(before(case))
    if values is None or theirs.status != 0:
        return "!different"
    read = service.read(written(case, theirs))
    wanted = operations(case.words)
    if wanted is not None and read == service.asked(values, wanted):
        return "!different, and a service reads what crudini wrote as it was asked"
    if ours.status == 1:
        clean = ours.files == untouched(case) and not ours.stdout and ours.stderr
        return "refused" if clean else "!refused, but not cleanly"
    if not warned:
        return "!different without a warning"
    mine = service.read(written(case, ours))
    if mine is None:
        return "!no service can read it"
    if wanted is not None and mine != service.asked(values, wanted):
        return "!a service reads something else than was asked"
    if mine == read:
        return "!a service reads the same of both"
    return "service"


def too_many(words):
    """Whether an operation has more words than any takes."""
    run = 0
    for word in words:
        run = 0 if word.startswith("--") else run + 1
        if run > 4:
            return True
    return False


def squeezed(case, result):
    """The text that was made, without blank lines."""
    return [line for line in (written(case, result) or b"").splitlines() if line]


def without(words, start):
    return [word for word in words if not word.startswith(start)]


def judge_json(case, ours):
    """crudini has no such format: what is in it is what the others print."""
    plain = dataclasses.replace(case, words=without(case.words, "--format"))
    theirs = programs.by_crudini(plain)
    if "--get" not in case.words or theirs.status != 0 or case.words.count("--get") > 1:
        same = ours.status == theirs.status and (ours.files == theirs.files or "--get" not in case.words)
        return "json" if same else "!json: another status"
    read = json.loads(ours.stdout)
    words = [word for word in plain.words if not word.startswith("--")][1:]
    if len(words) == 2:
        text = read + "\n"
    else:
        text = "".join(name + "\n" for name in read)
    same = sorted(text.encode().split(b"\n")) == sorted(theirs.stdout.split(b"\n"))
    return "json" if same else "!json: something else is in it"


def judge_output(case, ours):
    """crudini writes only into files that are there: what it makes of one that is."""
    case = dataclasses.replace(case, files={"O": b""})
    if ours.status == 1:
        ours = dataclasses.replace(ours, files={**ours.files, "O": b""})
    rule = judge(case, ours, programs.by_crudini(case))
    return "output" if rule == "same" else rule


def readable(case, result):
    """Whether crudini can read what it has written, and finds there what it has set."""
    for name, section, key, _ in operations(case.words) or []:
        content = written(case, result)
        read = programs.by_crudini(Case(["--get", "F", section, *([key] if key is not None else [])], content))
        if name == "--set" and read.status != 0:
            return False
    return True
