"""Cases written by hand: each option and each error of crudini's manual."""

from programs import Case

ALL = []
# The rule by which a case must differ, by its place: each rule has one.
RULES = {}


def case(words, content=None, stdin=b"", **others):
    """`words` as one text stands for words without spaces."""
    words = words.split(" ") if isinstance(words, str) else words
    ALL.append(Case(words, content, stdin, **others))


def by_rule(rule, *words, **others):
    RULES[len(ALL)] = rule
    case(*words, **others)


TEXT = b"[a]\nk = v\n#c\nl=2\n\n[b]\nm: 3\n"
GLOBAL = b"g=1\n[b]\n[c]\nk=2\n"
DEFAULTS = b"[DEFAULT]\nd = 1\n\n[a]\nk = v\nd = 1\n"

# Values that are there, new ones, new sections, no value, no file, an empty one.
for content in (TEXT, GLOBAL, DEFAULTS, None, b"", b"[a]\nk=v", b"[a]\r\nk=v\r\n", b"\xef\xbb\xbf[a]\nk=v\n"):
    for section in ("a", "new", "DEFAULT", ""):
        case(["--set", "F", section, "k", "NEW"], content)
        case(["--set", "F", section, "n", "NEW"], content)
        case(["--set", "F", section, "n"], content)
        case(["--set", "F", section], content)
        case(["--del", "F", section, "k"], content)
        case(["--del", "F", section], content)
        for form in ("", "--format=ini", "--format=sh", "--format=lines", "--format=json"):
            form = [form] if form else []
            case(["--get", *form, "F", section], content)
            case(["--get", *form, "F", section, "k"], content)
    for form in ("ini", "sh", "lines", "json"):
        case(f"--get --format={form} F", content)
    case("--get F", content)
    case("--merge F", content, b"[a]\nk=y\nl=2\n[b]\nm=3\n")
    case("--merge F a", content, b"[a]\nk=y\nl=2\n")
    case("--merge F", content, b"g=1\n[a]\nl=1\n[empty]\n")
    case("--merge F", content, b"[DEFAULT]\ng=1\n[a]\nl=1\n")

# What must be there already.
for what in ("--existing", "--existing=file", "--existing=section", "--existing=param", "--existing=file,param"):
    for words in ("--set F a k w", "--set F a new w", "--set F new k w", "--set F new", "--del F a k", "--del F a new",
                  "--del F new", "--del F new k", "--merge F"):
        case(f"{what} {words}", TEXT, b"[a]\nk=y\nn=2\n[z]\nm=3\n")
        case(f"{what} {words}", None, b"[a]\nk=y\n")

# Where it goes to.
for file in (TEXT, None):
    for where in ("--inplace", "--output=O", "--output=-", "--output=F", "--output O", "--output="):
        case(f"{where} --set F a k w", file)
        case(f"{where} --verbose --set F a k w", file)
        case(f"{where} --del F a k", file)
        case(f"{where} --set F a k w", file, files={"O": b"old\n"})
        case(f"{where} --set F a k w", file, files={"O/": None})
case("--set - a k w", None, TEXT)
case("--set --output=O - a k w", None, TEXT)
case("--get - a k", None, TEXT)
case("--del --inplace - a k", None, TEXT)
case("--merge -", None, TEXT)

# Lists.
for value in ("", "x", "x, y", "x,y", "x y", "x;y", "\n  x\n  y", "x,\n  y"):
    for separator in ([], ["--list-sep=;"], ["--list-sep="], ["--list-sep", ", "]):
        for item in ("x", "z", ""):
            for operation in ("--set", "--del"):
                case([operation, "--list", *separator, "F", "a", "k", item], f"[a]\nk={value}\n".encode())
case("--set --list F a k", b"[a]\nk=x\n")
case("--set --list F a new x", b"[a]\nk=x\n")
case("--del --list F a new x", b"[a]\nk=x\n")

# Several at once.
case("--set F a k 1 --set F b n 2 --del F a l", TEXT)
case("--del F a --set F a n 1", TEXT)
case("--set F d x 1 --set F e y 1 --set F d z 2", b"[a]\nk=1\n[c]")
case("--set F a k 1 --existing --del F zz", TEXT)
case("--set F a k 1 --set G b k 1", TEXT)
case(["--set", "F", "", "k", "1", "--set", "F", "DEFAULT", "l", "2"], TEXT)
case("--get F a k --get F a l --get F b", TEXT)
case("--get F a k --get F a missing", TEXT)

# Form.
for content in (TEXT, b"  [a]\n  k = x\n\tl=2\n   [b]\nm=3\n", b"[a]\nk = x ;c\nl\nm =\nn = \n p\n\n\n[b]\n\n\n\n"):
    for form in ("space", "nospace", "sectionspace", "ignoreindent", "space,sectionspace", "ignoreindent,nospace"):
        for words in (["--set", "F", "a", "n", "w"], ["--set", "F", "z", "n", "w"], ["--del", "F", "a", "k"], ["--get", "F", "a"],
                      ["--get", "--format=ini", "F", "a"], ["--set", "F", ""]):
            case([f"--ini-options={form}", *words], content)

# Wrong command lines.
for words in ("", "--set", "--set F", "--get", "--del F", "--merge", "--merge F a b", "--set F a k v more", "--get F a k v",
              "--del F a k v", "--wrong", "--format=xml --get F", "--format", "--existing=x --set F a k v", "--list-sep",
              "--ini-options=x --get F", "--ini-options=space,nospace --get F", "--help", "--version", "--set --get F a k",
              "--get F a k --set F a k v", "--merge F --set F a k v", "--set --merge F", "F a k", "--inplace=1 --set F a k v",
              "--e --set F a k v", "--l --set F a k v", "--in --set F a k v", "--form=sh --get F a k", "-x", "--get -x", "-- --get F",
              "--get F -- a k", "--verbose --set F a k v", "--verbose --set F a k w", "--verbose --del F a zz"):
    case(words, TEXT)

# Files that cannot be read, written or parsed.
for words in ("--get F a k", "--set F a k w", "--del F a k"):
    case(words, TEXT, barred=True)
    case(words, files={"F/": None})
    case(words.replace("F", "F/x"), TEXT)
    case(words.replace("F", "none/x"), TEXT)
    for broken in (b"[a\nk=v\n", b"[]\nk=v\n", b"=v\n", b" k=v\n", b"[a]x\nk=v\n", b"[a]\n = v\n", b"[a]\nk=\xff\n", b"[a]\nk=\x00\n"):
        case(words, broken)

# What a service reads otherwise.
for content, words in (
    (b"[a]\nk=v ;c\n", ["--set", "F", "a", "k", "NEW"]),
    (b"[a]\nk=v\n", ["--set", "F", "a", "K", "w"]),
    (b"[a]\nk=v\n", ["--set", "F", "a", "k", " w"]),
    (b"[a]\nk=v\n", ["--set", "F", "a", "k", "x\n\ny"]),
    (b"[a]\nk=v\n", ["--set", "F", "A", "n", "w"]),
    (b"[ a ]\nk=v\n", ["--set", "F", " a ", "n", "w"]),
    (b"[a]\nk=v\n w\n# c\n", ["--set", "F", "a", "k", "x"]),
    (b"[a]\nk=1\nk=2\n", ["--set", "F", "a", "k", "x"]),
    (b"[a]\nk=1\nk=2\n", ["--del", "F", "a", "k"]),
    (b"[a]\nk='q'\n", ["--set", "F", "a", "k", "'r'"]),
    (b"[a]\nrem x=1\n%x=1\n", ["--set", "F", "a", "rem x", "2"]),
):
    case(words, content)
    case(["--get", "F", "a", "k"], content)

# Several operations on one option, and on sections with special names.
case("--set F a n --set F a n w --set F a k --set F a k w", b"[a]\nk = v\n")
case(["--set", "F", "a", "n", "", "--set", "F", "a", "n", "w"], b"[a]\n")
case(["--set", "F", "b", "k", "x\n", "--set", "F", "b", "n", "w"], b"g=1\n")
case(["--set", "F", "b", "k", "x\n\n"], b"g=1")
case(["--set", "F", "", "k", "1", "--set", "F", "b", "k", "2"])
case("--set F DEFAULT l 1 --del F DEFAULT l", b"[s p]\n")
case("--ini-options=nospace --set F DEFAULT k", b"[DEFAULT]\nk : x,y  ; d\n% x\n")
case("--del F default", b"[default]\nk=v\n[a]\nl=1\n")
case("--existing --merge F", b"[b]\n", b"[DEFAULT]\nkk=1\n")
case("--get F a k --get F a", b"[DEFAULT]\nk=2\n[a]\nK=1\n")
case("-- F a", b"[a]\n")

# One of each rule.
by_rule("service", "--set F a k w", b"[a]\nk = v ;c\n")
by_rule("refused", ["--set", "F", "a", "k", "x\n\ny"], b"[a]\nk=v\n")
for name in ("", " k", "k:y", "#c", ";d"):
    by_rule("unreadable", ["--set", "F", "a", name, "v"], b"[a]\nk=v\n")
by_rule("marker", "--get F a k", b"[a]\nk\n more\n")
by_rule("marker", "--merge F", b"[a]\nl=1\n", b"[a]\nk\n")
by_rule("crash", "--get F a k", b"[a]\nk=\xff\n")
by_rule("output", "--output=O --set F a k w", TEXT)
by_rule("left", "--output=O --set F a k w", None, files={"O/": None})
by_rule("left", "--ini-options=sectionspace --inplace --del F a")
by_rule("json", "--get --format=json F", TEXT)
by_rule("json", "--set --format=json F a k w", TEXT)
by_rule("words", "--existing=x --wrong --get F", TEXT)
by_rule("more", "--set F a k v more", TEXT)
by_rule("case", "--get F a --get F a K", b"[a]\nK=1\n")
by_rule("indented", "--ini-options=ignoreindent --set F A k x", b"[c]\nx = 1\n #y")
by_rule("blank", "--del F a", b"rem = 1\r\n[a]\r\n% x\r\n[b]\r\n\r\n\r\n")
by_rule("default", "--set F default k w --del F default", b"[a]\nk=1\n")
by_rule("list", "--merge --list F", b"[a]\nk=1\n", b"[a]\nk=2\n")
