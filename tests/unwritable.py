"""A ledger that takes no entry, as where its table or its disk can be read only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from bihuan.ledger.models import Entry


@contextmanager
def unwritable_ledger() -> Iterator[None]:
    """Let no entry be written inside."""

    def refused(*_: object, **__: object) -> None:
        raise OperationalError("attempt to write a readonly database")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Entry, "save", refused)
        yield
