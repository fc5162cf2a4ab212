"""Reads the definitions of options in a wheel, without running anything of it."""

import ast
import re
import warnings
import zipfile

import registered
from projects import REGISTERED, place_of, section_of

KINDS = {
    "StrOpt": "string", "BoolOpt": "boolean", "IntOpt": "integer", "FloatOpt": "float", "ListOpt": "list",
    "DictOpt": "dict", "MultiStrOpt": "string", "MultiOpt": "string", "IPOpt": "ip", "PortOpt": "port",
    "HostnameOpt": "string", "HostAddressOpt": "string", "URIOpt": "string", "HostDomainOpt": "string", "Opt": "string",
    "_ConfigFileOpt": "string", "_ConfigDirOpt": "string",
}
MULTI = {"MultiStrOpt", "MultiOpt"}
CONSTANT = re.compile(rb"""^([A-Z][A-Z0-9_]*) *=[ (]*\\?\s*['"]([a-z][\w-]*)['"][ )]*$""", re.MULTILINE)


def constant(node):
    """The value of an expression that is written out; None if it has to be computed."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError):
        return None


def called(node):
    """The name of the function that a call calls, without what it is in."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


def old_name(node):
    """`section.key` of a DeprecatedOpt; the section is None where it is the option's own."""
    arguments = {word.arg: constant(word.value) for word in node.keywords}
    name = constant(node.args[0]) if node.args else arguments.get("name")
    return arguments.get("group"), name


def option(node):
    """What a call that makes an option says about it; None if it is no such call."""
    kind = called(node)
    if kind not in KINDS:
        return None
    words = {word.arg: word.value for word in node.keywords}
    name = constant(node.args[0]) if node.args else constant(words["name"]) if "name" in words else None
    if not isinstance(name, str):
        return None
    old = []
    if "deprecated_name" in words or "deprecated_group" in words:
        old.append((constant(words["deprecated_group"]) if "deprecated_group" in words else None,
                    constant(words["deprecated_name"]) if "deprecated_name" in words else name))
    if isinstance(words.get("deprecated_opts"), ast.List):
        old += [old_name(each) for each in words["deprecated_opts"].elts if isinstance(each, ast.Call)]
    choices = constant(words["choices"]) if "choices" in words else None
    if choices:
        choices = [each[0] if isinstance(each, tuple) else each for each in choices]
        choices = [each for each in choices if isinstance(each, str)]
    return {
        "name": name.replace("-", "_"), "type": KINDS[kind], "multi": kind in MULTI, "choices": choices or None,
        "ignore_case": bool(choices) and "ignore_case" in words and constant(words["ignore_case"]) is True,
        "default": constant(words["default"]) if "default" in words else None,
        "min": constant(words["min"]) if "min" in words else None,
        "max": constant(words["max"]) if "max" in words else None,
        "deprecated": constant(words["deprecated_for_removal"]) is True if "deprecated_for_removal" in words else False,
        "old": [each for each in old if each[1]],
    }


def constants_in(wheel, files):
    """What the names that are written in capitals stand for, in any file."""
    texts = {}
    for file in files:
        for name, text in CONSTANT.findall(wheel.read(file)):
            texts.setdefault(name.decode(), set()).add(text.decode())
    return texts


def named_by_constant(node, constants):
    """The names that an option may have whose name is a constant of some file."""
    first = node.args[0] if called(node) in KINDS and node.args else None
    name = first.attr if isinstance(first, ast.Attribute) else getattr(first, "id", None)
    return {text.replace("-", "_") for text in constants.get(name, ())}


def texts_of(tree):
    """What the names of a file stand for that are given a text."""
    return {target.id: node.value.value for node in tree.body if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            for target in node.targets if isinstance(target, ast.Name)}


def sections_in(node, texts):
    """The sections that a call names: a group that it makes, or registers something in."""
    kind = called(node) or ""
    named = [word.value for word in node.keywords if word.arg == "group"]
    if kind == "OptGroup":
        named += node.args[:1] + [word.value for word in node.keywords if word.arg == "name"]
    elif kind.startswith("register_"):
        named += node.args[1:2]
    values = [texts.get(each.id) if isinstance(each, ast.Name) else constant(each) for each in named]
    return [each for each in values if isinstance(each, str)]


def options_of(path, wanted):
    """The options in the files of a wheel that `wanted` names, as (file, section, option); the names, and the sections, in
    all of its files."""
    found, names, sections = [], set(), set()
    with zipfile.ZipFile(path) as wheel, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        files = [file for file in sorted(wheel.namelist()) if file.endswith(".py") and "/tests/" not in file]
        constants = constants_in(wheel, files)
        for file in files:
            text = wheel.read(file)
            if b"Opt(" not in text and b"register_" not in text:
                continue
            try:
                tree = ast.parse(text)
            except SyntaxError:
                continue
            texts = texts_of(tree)
            place = place_of(file, wanted)
            if place is REGISTERED:
                found += [(file, *each) for each in registered.of_file(tree, option, called, constant)]
            for node in ast.walk(tree):
                if not isinstance(node, ast.Call):
                    continue
                sections.update(sections_in(node, texts))
                names.update(named_by_constant(node, constants))
                each = option(node)
                if each:
                    names.add(each["name"])
                    names.update(name.replace("-", "_") for _, name in each["old"])
                    if place not in (None, REGISTERED):
                        found.append((file, section_of(place, each["name"]), each))
    return found, names, sections
