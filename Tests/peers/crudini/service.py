"""What a service reads: the real oslo.config is asked."""

import io

from oslo_config import cfg, iniparser


def read(content):
    """The lists of values by section and option, or None where a service does not start."""
    try:
        text = io.TextIOWrapper(io.BytesIO(content or b""), encoding="utf-8").read()
        parser = cfg.ConfigParser("F", {})
        groups = {}
        parser._add_normalized(groups)
        iniparser.BaseParser.parse(parser, io.StringIO(text))
    except (UnicodeError, iniparser.ParseError, cfg.ParseError):
        return None
    # A section with nothing in it is none to a service.
    return {name: options for name, options in groups.items() if options}


def group(section):
    return "DEFAULT" if section in ("", "DEFAULT") else section.lower()


def asked(values, operations):
    """What `--set` and `--del` ask for, done to what a service read; operations are (name, section, key, value)."""
    values = {name: {key: list(each) for key, each in options.items()} for name, options in values.items()}
    for name, section, key, value in operations:
        options = values.setdefault(group(section), {})
        if name == "--set" and key is not None:
            former = options.get(key, [])
            options[key] = former[: max(len(former) - 1, 0)] + [value or ""]
        elif name == "--del":
            if key is None:
                options.clear()
            else:
                options.pop(key, None)
    return {name: options for name, options in values.items() if options}
