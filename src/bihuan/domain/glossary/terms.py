"""A term: the Chinese and the English of one thing."""

from __future__ import annotations

from typing import NamedTuple

ORDINAL = "第"  # before figures in Chinese: what follows it is a number, not a word


class Term(NamedTuple):
    """What a code is called."""

    zh: str
    en: str


class TermMissing(LookupError):
    """A code has no word yet."""

    def __init__(self, family: str, code: str) -> None:
        self.family, self.code = family, code
        super().__init__(f"glossary: no term for {family} {code!r}; add it to domain/glossary")
