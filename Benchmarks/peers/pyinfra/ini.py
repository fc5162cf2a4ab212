"""INI files: options get values, every other line stays. pyinfra has no operation for this."""

from io import StringIO
from re import match

from pyinfra import host
from pyinfra.api import operation
from pyinfra.facts.files import FileContents
from pyinfra.operations import files


def _places(lines):
    """Where sections begin, and where options stand: {section: line}, {(section, option): line}."""
    sections, options, section = {}, {}, "DEFAULT"
    for number, line in enumerate(lines):
        if header := match(r"\[([^]]+)\]", line):
            section = header[1]
            sections.setdefault(section, number)
        elif option := match(r"([^\s#;=][^=]*?)\s*=", line):
            options[section, option[1]] = number
    return sections, options


def value(line):
    return line.partition("=")[2].strip()


def section_of(lines, wanted):
    """The options of a section, by name."""
    _, options = _places(lines)
    return {name: value(lines[number]) for (section, name), number in options.items() if section == wanted}


def edited(lines, settings):
    """The lines with the settings in them; the same lines if they are there already."""
    lines, new = list(lines), {}
    sections, options = _places(lines)
    for section, wanted in settings.items():
        for name, text in wanted.items():
            number = options.get((section, name))
            if number is None:
                new.setdefault(section, []).append(f"{name} = {text}")
            elif value(lines[number]) != text:
                lines[number] = f"{name} = {text}"
    # From the end, so that the numbers of lines before it stay right.
    for section in sorted(new, key=lambda section: sections.get(section, len(lines)), reverse=True):
        if section in sections:
            lines[sections[section] + 1:sections[section] + 1] = new[section]
        else:
            lines += ["", f"[{section}]", *new[section]]
    return lines


@operation()
def options(path, settings):
    """Set options of an INI file: {section: {option: value}}."""
    present = host.get_fact(FileContents, path=path)
    wanted = edited(present, settings)
    if wanted == present:
        host.noop(f"{path} has its settings")
        return
    # As it exists, owner and mode stay.
    yield from files.put._inner(src=StringIO("\n".join(wanted) + "\n"), dest=path, create_remote_dir=False, force=True)
