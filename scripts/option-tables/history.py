"""Puts the options of all releases together: since when, deprecated, renamed, removed."""

from reader import options_of
from releases import RELEASES, version, wheel


def read(package, files, folder):
    """Per release that there is a wheel of: its version, its options by (section, name), and the names and sections in
    all of its files."""
    result = {}
    for release in RELEASES:
        path = wheel(package, release, folder)
        if not path:
            continue
        found, names, sections = options_of(path, files)
        options = {}
        for file, section, option in found:
            options.setdefault((section, option["name"]), {**option, "file": file})
        result[release[0]] = {"version": version(path), "options": options, "names": names, "sections": sections}
    return result


def rows(read_releases):
    """One row an option, and one for each name that it had before."""
    order = [release[0] for release in RELEASES]
    read_in_order = [name for name in order if name in read_releases]
    result = {}

    def after(release):
        """The release after one, whether it was read or not."""
        return order[order.index(release) + 1]

    for number, release in enumerate(read_in_order):
        for (section, name), option in read_releases[release]["options"].items():
            row = result.setdefault((section, name), {"section": section, "name": name})
            if "first" not in row:
                row["first"] = release
                # Moved from another file is not new: the name must be new in the whole project.
                is_new = number and name not in read_releases[read_in_order[number - 1]]["names"]
                row["since"] = after(read_in_order[number - 1]) if is_new else None
            # A choice of any release is accepted: better too many than a false alarm.
            choices = (row["choices"] or []) if "choices" in row else option["choices"]
            both = list(dict.fromkeys(choices + option["choices"])) if choices and option["choices"] else None
            own = ("type", "multi", "ignore_case", "default", "min", "max", "file")
            row.update({key: option[key] for key in own}, choices=both)
            row.update(last=release, replaced_by=None, deprecated=row.get("deprecated") if option["deprecated"] else None)
            if option["deprecated"]:
                row["deprecated"] = row["deprecated"] or release
            for group, old in option["old"]:
                key = (group or section, old.replace("-", "_"))
                if key == (section, name):
                    continue
                alias = result.setdefault(key, {"section": key[0], "name": key[1], "first": release, "since": None})
                for what in ("type", "multi", "ignore_case", "choices", "default", "min", "max", "file"):
                    alias[what] = option[what] if what != "default" else None
                alias.update(last=release, replaced_by=f"{section}.{name}",
                             deprecated=alias.get("deprecated") or release)
    for row in result.values():
        later = read_in_order[read_in_order.index(row["last"]) + 1:]
        # Moved to another file is not removed: the name must be gone from the whole project.
        if later and row["name"] not in read_releases[later[0]]["names"]:
            row["removed"] = later[0]
    return sorted(result.values(), key=lambda row: (row["section"] != "DEFAULT", row["section"], row["name"]))
