"""Whose page is being drawn: noted once a request, so that words need not be told of whose packs they speak.

No table is reached from here: the settings name what draws pages before there are any.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_reader: ContextVar[UUID | None] = ContextVar("reader", default=None)


@contextmanager
def reads_for(authority_id: UUID | None) -> Iterator[None]:
    """Draw for somebody of an authority within; for nobody's where nobody is signed in."""
    before = _reader.set(authority_id)
    try:
        yield
    finally:
        _reader.reset(before)


def reader() -> UUID | None:
    """Return the authority of whoever reads; a page whose rest is drawn later takes it along."""
    return _reader.get()
