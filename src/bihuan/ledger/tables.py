"""Which tables an answer that is being reckoned was read from: the statements are looked at, nobody lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?')

_reading: ContextVar[set[str] | None] = ContextVar("reading", default=None)


@contextmanager
def noting(found: set[str]) -> Iterator[None]:
    """Collect in `found` what is read in this block."""
    token = _reading.set(found)
    try:
        yield
    finally:
        _reading.reset(token)


def is_noting() -> bool:
    """True within a block whose tables are collected."""
    return _reading.get() is not None


def note_read(tables: frozenset[str] | set[str]) -> None:
    """Say that an answer under way rests on these tables, too: it uses one that was read from them before."""
    found = _reading.get()
    if found is not None:
        found |= tables


@lru_cache(maxsize=4096)
def tables_of(sql: str) -> frozenset[str]:
    """Return the tables that a statement reads."""
    return frozenset(READ.findall(sql))
