"""The language of the command line and of the doctor: Chinese where the machine's is, else English.

Both are spoken before Django is there, and by commands that never need it; their Chinese stands in chinese.txt.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("chinese.txt")
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides
BETWEEN = "\uff1b"  # the full-width semicolon
NAME = re.compile(r"\\\{(\w+)\\\}")


def speaks_chinese(environment: Mapping[str, str] = os.environ) -> bool:
    """True where the machine is set to Chinese; Windows says so by its locale, everything else by variables."""
    told = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return (told or locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))


def say(english: str) -> str:
    """Return a line in the machine's language; one without a translation stays as it is."""
    return in_chinese(english) if speaks_chinese() else english


def in_chinese(english: str) -> str:
    """Return a line in Chinese; of two parts, such as a fault and its remedy, each; itself where it has none."""
    if english in words()[0]:
        return words()[0][english]
    for between in re.finditer("; ", english):
        first, second = translated(english[: between.start()]), translated(english[between.end() :])
        if first and second:
            return BETWEEN.join((first, second))
    return translated(english) or english


def translated(english: str) -> str:
    """Return a line in Chinese, what it tells put into its place; empty where it has no translation."""
    plain, patterns = words()
    if english in plain:
        return plain[english]
    told = ((chinese, pattern.fullmatch(english)) for pattern, chinese in patterns)
    return next((chinese.format_map(found.groupdict()) for chinese, found in told if found), "")


@cache
def words() -> tuple[Mapping[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the lines that are said as they stand, and the patterns of those that tell something, in their order."""
    lines = [line for line in WORDS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    pairs = list(zip(lines[::2], lines[1::2], strict=True))
    plain = {english: chinese for english, chinese in pairs if "{" not in english}
    told = [(pattern_of(english), chinese) for english, chinese in pairs if "{" in english]
    return plain, tuple(told)


def pattern_of(english: str) -> re.Pattern[str]:
    return re.compile(NAME.sub(r"(?P<\1>.+?)", re.escape(english)), re.S)
