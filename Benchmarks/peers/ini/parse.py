"""Seconds to parse a text that is in memory, the mean of some times: parse.py configparser|oslo FILE TIMES"""
import configparser
import io
import sys
import time

from oslo_config import iniparser

who, path, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path) as file:
    text = file.read()


class Collector(iniparser.BaseParser):
    """Keeps what oslo.config's own parser finds, as its ConfigParser does."""

    def __init__(self):
        self.sections = {}
        self.section = None

    def new_section(self, section):
        self.section = self.sections.setdefault(section, {})

    def assignment(self, key, value):
        self.section.setdefault(key, []).append("\n".join(value))


def with_configparser():
    configparser.RawConfigParser(strict=False).read_string(text)


def with_oslo():
    Collector().parse(io.StringIO(text))


parse = {"configparser": with_configparser, "oslo": with_oslo}[who]
parse()
began = time.perf_counter()
for _ in range(times):
    parse()
print((time.perf_counter() - began) / times)
