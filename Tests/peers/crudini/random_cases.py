"""Random files, and random command lines for them."""

import random

from programs import Case

SECTIONS = ["a", "a", "a", "b", "b", "c", "A", "DEFAULT", "DEFAULT", "default", "", "s p", "a.b", "é", " a", "a#b"]
KEYS = ["k", "k", "l", "l", "m", "K", "kk", "k x", "é", "k-x", "rem", "x.y"]
ODD_KEYS = ["%x", "#c", ";d", "k:y", "k=y", "[k]", " k", "", "1x"]
VALUES = ["", "v", "w", "x, y", "x,y", "x y", "a b", "true", "it's", '"q"', "'", "$x", "a;c", "#h", "é", "a=b", "a:b", "%(x)s"]
ODD_VALUES = [" lead", "trail ", "a ;c", ";c", "x\ny", "x\n\ny", "x\n", "\nx", "x\n#y", "x\n  y", "'a' 'b'", "a\tb", "\t", "a # b"]
ITEMS = ["x", "y", "z", "x y", "", " x", "x,y"]


def line(dice):
    kind = dice.random()
    if kind < 0.22:
        section = dice.choice(SECTIONS) or "a"
        return f"[{section}]" + dice.choice([""] * 12 + [" ", " # c", " ;c", "x"])
    if kind < 0.68:
        key = dice.choice(KEYS if dice.random() < 0.96 else ODD_KEYS)
        delimiter = dice.choice(["=", "=", " = ", " = ", ":", ": ", "  =  ", " =", "= "])
        value = dice.choice(VALUES if dice.random() < 0.9 else ODD_VALUES).replace("\n", "\n ")
        return dice.choice([""] * 30 + [" ", "\t"]) + key + delimiter + value + dice.choice([""] * 12 + [" ", " ;c", " # c", "  ; d"])
    if kind < 0.82:
        return dice.choice(["", "", "", "", " "])
    if kind < 0.92:
        return dice.choice(["# c", "#k = v", "; c", "#", "% x", "#c é"])
    if kind < 0.97:
        return dice.choice([" ", "    ", "\t"]) + dice.choice(["more", "x,", "k = v", "# c", "[a]"])
    return dice.choice(KEYS + ["junk line", "=v", ": v", "[", "[]", "[[a]]", "[a]b]", "k"])


def content(dice):
    kind = dice.random()
    if kind < 0.03:
        return None
    if kind < 0.06:
        return dice.choice([b"", b"\n", b"# c\n", b"\n\n", b" \n"])
    lines = [] if dice.random() < 0.2 else ["[" + (dice.choice(SECTIONS) or "a") + "]"]
    lines += [line(dice) for _ in range(dice.randint(1, 12))]
    if dice.random() < 0.7:
        # What a service can read: without it most files would be ones that none does.
        lines = [each for each in lines if each.strip() == each and "]" not in each.rstrip("]") or each == ""]
    text = "\n".join(lines) + dice.choice(["\n"] * 12 + ["", "\n\n", "\n\n\n"])
    if dice.random() < 0.06:
        text = text.replace("\n", "\r\n")
    elif dice.random() < 0.01:
        text = text.replace("\n", "\r\n", 1)
    result = text.encode()
    if dice.random() < 0.015:
        result = b"\xef\xbb\xbf" + result
    if dice.random() < 0.015:
        result = result.replace(b"v", b"\xff", 1)
    return result


def options(dice, mode):
    words = []

    def sometimes(chance, *choices):
        if dice.random() < chance:
            words.append(dice.choice(choices))

    sometimes(0.6 if mode == "--get" else 0.02, "--format=ini", "--format=sh", "--format=lines", "--format=json")
    sometimes(0.15, "--existing", "--existing=file", "--existing=section", "--existing=param", "--existing=section,param")
    sometimes(0.12, "--ini-options=nospace", "--ini-options=space", "--ini-options=sectionspace",
              "--ini-options=ignoreindent", "--ini-options=nospace,sectionspace", "--ini-options=ignoreindent,space")
    sometimes(0.08, "--inplace")
    sometimes(0.08, "--output=O", "--output=-", "--output=F", "--output=")
    sometimes(0.08, "--verbose")
    sometimes(0.015, "--exist", "--form=sh", "--wrong", "--format=xml", "--existing=x", "--set=1", "--list-sep",
              "--ini-options=x", "--ini-options=space,nospace", "--he", "--in", "--l", "--", "--inplace=1")
    return words


def operation(dice, mode, lists, file):
    words = [mode, file]
    if mode == "--merge":
        return words + dice.choice([[], [], [], [dice.choice(SECTIONS)]])
    length = dice.choice([0, 1, 2, 2, 2] if mode == "--get" else [1, 2, 2, 2])
    if mode == "--set":
        length = dice.choice([1, 2, 3, 3, 3, 3, 3, 3])
    if lists:
        length = 3
    if dice.random() < 0.01:
        length = dice.randint(0, 4)
    parts = [
        dice.choice(SECTIONS), dice.choice(KEYS if dice.random() < 0.97 else ODD_KEYS),
        dice.choice(ITEMS) if lists else dice.choice(VALUES if dice.random() < 0.8 else ODD_VALUES), "more",
    ]
    return words + parts[:length]


def case(seed, number):
    """The case of that number; the same for the same seed."""
    dice = random.Random(f"{seed}:{number}")
    mode = dice.choice(["--get"] * 3 + ["--set"] * 6 + ["--del"] * 3 + ["--merge"] * 2)
    file = "-" if dice.random() < 0.05 else "F"
    lists = mode in ("--set", "--del") and dice.random() < 0.2
    words = []
    for position in range(dice.choice([1, 1, 1, 1, 2, 3])):
        if mode in ("--set", "--del") and dice.random() < 0.3:
            other = dice.choice(["--set", "--del"])
        else:
            other = mode
        words += operation(dice, other, lists, file if position == 0 or dice.random() < 0.99 else "G")
        if mode == "--merge":
            break
    given = options(dice, mode)
    if lists or dice.random() < 0.01:
        given.append("--list")
        given += dice.choice([[], [], ["--list-sep=;"], ["--list-sep="], ["--list-sep", ","], ["--list-sep=, "]])
    words = given + words if dice.random() < 0.8 else words + given
    stdin = content(dice) or b"" if mode == "--merge" or file == "-" else b""
    return Case(words, content(dice), stdin, {"O": b"old\n"} if dice.random() < 0.02 else {})
