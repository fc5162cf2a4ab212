"""What oslo.config makes of several files: one JSON object a line in, one out.

In: {"files": [path, ...], "options": [{"section", "key", "multi", "default", "old": ["section.key", ...]}, ...]}.
Out: for each option the value as text, a list of them, null (not set), or {"unreadable": reason}.
"""

import json
import sys

from oslo_config import cfg


def register(conf, option):
    kind = cfg.MultiStrOpt if option.get("multi") else cfg.StrOpt
    old = [cfg.DeprecatedOpt(key, group=section)
           for section, key in (name.split(".", 1) for name in option.get("old", []))]
    default = option.get("default")
    if option.get("multi") and default is not None:
        default = [default]
    opt = kind(option["key"], default=default, deprecated_opts=old)
    conf.register_opt(opt, group=None if option["section"] == "DEFAULT" else option["section"])


def value(conf, option):
    try:
        owner = conf if option["section"] == "DEFAULT" else conf[option["section"]]
        return owner[option["key"]]
    except Exception as error:  # whatever it is, the service cannot read the option
        return {"unreadable": str(error)}


def main():
    for line in sys.stdin:
        case = json.loads(line)
        conf = cfg.ConfigOpts()
        for option in case["options"]:
            register(conf, option)
        arguments = [word for path in case["files"] for word in ("--config-file", path)]
        conf(arguments, project="cephlua-test", prog="cephlua-test", default_config_files=[])
        print(json.dumps([value(conf, option) for option in case["options"]]))


main()
