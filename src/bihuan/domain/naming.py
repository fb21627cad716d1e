"""A person's name in free text: noticed by its form alone, whoever it is.

It looks a name up nowhere. A check that knew whose names matter would betray them by its silence, so this one knows
surnames and the words that stand beside names, and nothing else. It misses names and takes words for names: advice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NameWords:
    """Surnames, what stands right behind a name or right before it, and words that only look like names."""

    surnames: Sequence[str]
    behind: Sequence[str]
    before: Sequence[str]
    no_names: Sequence[str]
    given: str  # the class of characters that a given name is written in


def names_in(text: str, words: NameWords) -> tuple[str, ...]:
    """Return what looks like a person's name, once each, in the order of the text."""
    surname = "|".join(map(re.escape, sorted(words.surnames, key=len, reverse=True)))
    behind, before = ("|".join(map(re.escape, some)) for some in (words.behind, words.before))
    shortest = f"(?P<name>(?:{surname}){words.given}{{1,2}}?)(?={behind})"
    longest = f"(?:{before})(?P<after>(?:{surname}){words.given}{{1,2}})"
    found = re.finditer(f"{shortest}|{longest}", text)
    hits = (one["name"] or one["after"] for one in found)
    return tuple(dict.fromkeys(hit for hit in hits if not any(word in hit for word in words.no_names)))
