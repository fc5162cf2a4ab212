"""Compares openstack-config with crudini: the cases of cases.py, and random ones.

CEPHLUA_CRUDINI_CASES says how many random ones, CEPHLUA_CRUDINI_SEED which (a number, or `random`); CEPHLUA_CRUDINI_RULES names
rules, as `words,order`: the cases that pass by them are shown. `run.py NUMBER…` shows those alone.
"""

import collections
import multiprocessing
import os
import random
import sys

import cases
import judge
import programs
import random_cases

# Always the same ones: a change is judged by what it changes.
seed = os.environ.get("CEPHLUA_CRUDINI_SEED", "4242")
seed = random.randrange(10**9) if seed == "random" else int(seed)
count = int(os.environ.get("CEPHLUA_CRUDINI_CASES", 2000))
limit = int(os.environ.get("CEPHLUA_CRUDINI_SHOWN", 20))
shown_rules = os.environ.get("CEPHLUA_CRUDINI_RULES", "").split(",")


def shown(case, result):
    return f"{result.status} {result.stdout!r} {result.stderr[:300]!r} {result.files}"


def compare(number):
    """Number 0 and more: a random case; less: one of the written ones."""
    case = random_cases.case(seed, number) if number >= 0 else cases.ALL[-number - 1]
    ours, theirs = programs.by_ours(case), programs.by_crudini(case)
    rule = judge.judge(case, ours, theirs)
    expected = cases.RULES.get(-number - 1) if number < 0 else None
    if expected and rule != expected and not rule.startswith("!"):
        rule = f"!this is by the rule {rule}, not {expected}"
    text = f"{case}\n  crudini: {shown(case, theirs)}\n  ours:    {shown(case, ours)}"
    return number, rule, text


def main():
    chosen = [int(word) for word in sys.argv[1:]]
    numbers = chosen or [*range(-len(cases.ALL), 0), *range(count)]
    print(f"{len(cases.ALL)} written cases, {count} random ones: CEPHLUA_CRUDINI_SEED={seed}")
    rules = collections.Counter()
    failed = 0
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for number, rule, text in pool.imap_unordered(compare, numbers, chunksize=8):
            rules[rule] += 1
            if rule.startswith("!"):
                failed += 1
            if chosen or rule in shown_rules or rule.startswith("!") and failed <= limit:
                print(f"{number}: {rule.lstrip('!')}\n  {text}")
    for rule, times in sorted(rules.items()):
        print(f"  {times:7} {rule}")
    print(f"{len(numbers) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
