"""Reads the definitions of options in a wheel, without running anything of it."""

import ast
import warnings
import zipfile

KINDS = {
    "StrOpt": "string", "BoolOpt": "boolean", "IntOpt": "integer", "FloatOpt": "float", "ListOpt": "list",
    "DictOpt": "dict", "MultiStrOpt": "string", "MultiOpt": "string", "IPOpt": "ip", "PortOpt": "port",
    "HostnameOpt": "string", "HostAddressOpt": "string", "URIOpt": "string", "HostDomainOpt": "string", "Opt": "string",
}
MULTI = {"MultiStrOpt", "MultiOpt"}


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
        "default": constant(words["default"]) if "default" in words else None,
        "min": constant(words["min"]) if "min" in words else None,
        "max": constant(words["max"]) if "max" in words else None,
        "deprecated": constant(words["deprecated_for_removal"]) is True if "deprecated_for_removal" in words else False,
        "old": [each for each in old if each[1]],
    }


def options_of(path, wanted):
    """The options in the files of a wheel that `wanted` names, as (file, option); and the names in all of its files."""
    found, names = [], set()
    with zipfile.ZipFile(path) as wheel, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for file in sorted(wheel.namelist()):
            if not file.endswith(".py") or "/tests/" in file:
                continue
            text = wheel.read(file)
            if b"Opt(" not in text:
                continue
            try:
                tree = ast.parse(text)
            except SyntaxError:
                continue
            for node in ast.walk(tree):
                each = option(node) if isinstance(node, ast.Call) else None
                if each:
                    names.add(each["name"])
                    names.update(name.replace("-", "_") for _, name in each["old"])
                    if file in wanted:
                        found.append((file, each))
    return found, names
