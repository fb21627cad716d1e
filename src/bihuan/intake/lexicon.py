"""The field's wording, read once from rulepacks/lexicon: words and patterns are data, never code.

`<<file.key>>` inside a pattern stands for that entry: a list becomes an alternation, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_REFERENCE = re.compile(r"<<(\w+)\.(\w+)>>")


@cache
def load(name: str) -> Mapping[str, Any]:
    """Read one file of the lexicon."""
    from ruamel.yaml import YAML

    path = files("bihuan") / "rulepacks" / "lexicon" / f"{name}.yaml"
    content: Mapping[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return content


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """Give a list of words in the order of the file."""
    return tuple(str(word) for word in load(name)[key])


@cache
def word(name: str, key: str) -> str:
    """Give a single word."""
    return str(load(name)[key])


@cache
def expression(name: str, key: str) -> str:
    """Give a pattern's source with its references filled in."""
    entry = load(name)[key]
    if isinstance(entry, list):
        return "|".join(re.escape(str(each)) for each in sorted(entry, key=lambda each: -len(str(each))))
    return _REFERENCE.sub(lambda found: f"(?:{expression(found[1], found[2])})", str(entry))


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Give a compiled pattern."""
    return re.compile(expression(name, key))
