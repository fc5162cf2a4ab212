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
    # A file that is not written to says that nothing changed.
    if "--output=O" in case.words and result.files.get("O") not in ("folder", case.files.get("O")):
        return result.files["O"]
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
    if "--merge" in case.words and "--list" in case.words and WARNING in ours.stderr:
        return judge_list(case, ours)
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
    values = service.read(before(case))
    wanted = operations(case.words)
    clean = ours.status == 1 and ours.files == untouched(case) and not ours.stdout and ours.stderr
    if case.content is None and ours.status == theirs.status == 1 and theirs.files == {**ours.files, "F": b""}:
        # What it could not do has left an empty file.
        return "left"
    if case.content is None and clean and theirs.files == {**ours.files, "F": b"\n"} and "--inplace" in case.words:
        return "left"
    if ours.status == theirs.status == 0 and only_blank(case, ours, theirs):
        return "blank"
    if "<usage>" in meaning(ours.stderr, USAGE):
        if too_many(case.words):
            return "more" if clean else "!refused, but not cleanly"
        if "A utility for" in theirs.stderr:
            return "words" if clean and is_mistake(case, ours) else "!another mistake is named"
    if b"crudini_indent" in (written(case, theirs) or b"") and b"\r\n" in before(case):
        return judge_lines(case, ours)
    if any("ignoreindent" in word for word in case.words) and dedented(before(case)) != before(case):
        return judge_indented(case, ours)
    if adds_and_removes_default(wanted) and ours.status == theirs.status == 0 and not warned:
        right = values is None or service.read(written(case, ours)) == service.asked(values, wanted)
        return "default" if right else "!a service reads something else than was asked"
    if case.words.count("--get") > 1 and ours.status == theirs.status:
        lines = [set(each.stdout.lower().split(b"\n")) for each in (ours, theirs)]
        if lines[0] == lines[1]:
            return "case" if warned else "!names in another case, and we did not warn"
    if "--get" in case.words and b"crudini_no_arg" in theirs.stdout:
        if theirs.stdout.replace(b"crudini_no_arg", b"").lower() != ours.stdout.lower():
            return "!something else is printed"
        return "marker" if warned else "!crudini printed its own mark, and we did not warn"
    if b"crudini_no_arg" in (written(case, theirs) or b""):
        return "marker" if warned else "!crudini wrote its own mark, and we did not warn"
    if ours.status == 1 and theirs.status == 0 and (not readable(case, theirs) or is_lost(case, ours, theirs)):
        return "unreadable" if clean else "!refused, but not cleanly"
    if values is None or theirs.status != 0:
        return "!different"
    read = service.read(written(case, theirs))
    if wanted is not None and read == service.asked(values, wanted):
        return "!different, and a service reads what crudini wrote as it was asked"
    if ours.status == 1:
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


def only_blank(case, ours, theirs):
    """Whether nothing but blank lines beside what was removed, or in a file with CRLF, is different; a service reads the same."""
    texts = [written(case, each) or b"" for each in (ours, theirs)]
    lines = [[line for line in text.splitlines() if line.strip()] for text in texts]
    if b"\r" in (case.content or b"") + case.stdin:
        # There an empty DEFAULT may keep its header.
        lines = [[line for line in each if line != b"[DEFAULT]"] for each in lines]
    elif "--del" not in case.words and not ends_in_break(case):
        return False
    printed = written(case, ours) is ours.stdout or ours.stdout == theirs.stdout
    return lines[0] == lines[1] and printed and service.read(texts[0]) == service.read(texts[1])


def ends_in_break(case):
    """Whether a value is set that ends in a line break, in a file that no service can read."""
    return service.read(before(case)) is None and any(word.endswith("\n") for word in case.words)


def is_mistake(case, ours):
    """Whether crudini names the same mistake when it is the only one."""
    said = meaning(ours.stderr, USAGE)
    for word in case.words:
        if word.startswith("--"):
            alone = programs.by_crudini(dataclasses.replace(case, words=[word, "--get", "F"]))
            if meaning(alone.stderr, "A utility for") == said:
                return True
    return False


def adds_and_removes_default(wanted):
    """Whether a section named `default` is made and removed at once."""
    added = False
    for name, section, key, _ in wanted or []:
        if section.lower() == "default" and section != "DEFAULT":
            if name == "--del" and key is None and added:
                return True
            added = added or name == "--set"
    return False


def dedented(text):
    """The text with its comments at the start of their lines."""
    return text and re.sub(rb"^[ \t]+(?=[#;%])", b"", text, flags=re.M)


def judge_indented(case, ours):
    """crudini takes indented comments for options: what it makes of them where they are not indented."""
    case = dataclasses.replace(case, content=dedented(case.content), stdin=dedented(case.stdin))
    files = {name: content if content == "folder" else dedented(content) for name, content in ours.files.items()}
    ours = dataclasses.replace(ours, files=files, stdout=dedented(ours.stdout))
    rule = judge(case, ours, programs.by_crudini(case))
    return rule if rule.startswith("!") else "indented"


def judge_lines(case, ours):
    """crudini leaves marks of its own in a text with CRLF: what it makes of one without."""
    def plain(text):
        return text.replace(b"\r\n", b"\n") if isinstance(text, bytes) else text

    case = dataclasses.replace(case, content=plain(case.content), stdin=plain(case.stdin))
    files = {name: plain(content) for name, content in ours.files.items()}
    rule = judge(case, dataclasses.replace(ours, files=files, stdout=plain(ours.stdout)), programs.by_crudini(case))
    return rule if rule.startswith("!") else "marker"


def judge_list(case, ours):
    """crudini leaves out what is merged as a list: what it makes of it as a value."""
    case = dataclasses.replace(case, words=[word for word in case.words if word != "--list"])
    others = [line for line in ours.stderr.splitlines(True) if not (line.startswith(WARNING) and "because of --list" in line)]
    ours = dataclasses.replace(ours, stderr="".join(others))
    rule = judge(case, ours, programs.by_crudini(case))
    return "list" if rule == "same" else rule


def without(words, start):
    return [word for word in words if not word.startswith(start)]


def judge_json(case, ours):
    """crudini has no such format: what is in it is what the others print."""
    plain = dataclasses.replace(case, words=without(case.words, "--format"))
    theirs = programs.by_crudini(plain)
    if "--get" not in case.words or theirs.status != 0 or case.words.count("--get") > 1:
        if "--get" in case.words:
            # Of several, what stands before the one that is missing is printed in each format.
            return "json" if ours.status == min(theirs.status, 1) else "!json: another status"
        rule = judge(plain, ours, theirs)
        return "json" if rule == "same" else rule
    read = json.loads(ours.stdout)
    words = [word for word in plain.words if not word.startswith("--")][1:]
    if len(words) == 2:
        return "json" if (read + "\n").encode() == theirs.stdout else "!json: another value"
    same = sorted(read) == sorted(theirs.stdout.decode().splitlines())
    sections = {words[0]: read} if words else read
    values = all(value_by_crudini(plain, section, key) in ((value or "") + "\n", "crudini_no_arg\n")
                 for section, options in sections.items() for key, value in options.items()
                 # Of names that differ in case only, crudini knows the last.
                 if [name.lower() for name in options].count(key.lower()) == 1)
    return "json" if same and values else "!json: something else is in it"


def value_by_crudini(case, section, key):
    options = [word for word in case.words if word.startswith("--ini-options")]
    asked = dataclasses.replace(case, words=["--get", *options, "-" if "-" in case.words else "F", section, key])
    return programs.by_crudini(asked).stdout.decode()


def judge_output(case, ours):
    """crudini writes only into files that are there: what it makes of one that is."""
    case = dataclasses.replace(case, files={"O": b""})
    if ours.status == 1:
        ours = dataclasses.replace(ours, files={**ours.files, "O": b""})
    rule = judge(case, ours, programs.by_crudini(case))
    return "output" if rule == "same" else rule


def is_lost(case, ours, theirs):
    """Whether the name that we refuse is one that crudini does not find in what it has written."""
    refused = re.match(r"the param name '(.*)' ", ours.stderr)
    if not refused or refused[1] not in case.words:
        return False
    section = case.words[case.words.index(refused[1]) - 1]
    return programs.by_crudini(Case(["--get", "F", section, refused[1]], written(case, theirs))).status != 0


def readable(case, result):
    """Whether crudini can read what it has written, and finds there what it has set."""
    for name, section, key, _ in operations(case.words) or []:
        content = written(case, result)
        read = programs.by_crudini(Case(["--get", "F", section, *([key] if key is not None else [])], content))
        if name == "--set" and read.status != 0:
            return False
    return True
