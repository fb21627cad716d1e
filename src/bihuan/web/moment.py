"""As of when a page tells what it tells: which entry of the ledger was the newest when that was first asked.

No table is reached from here, as in `reader.py`: whoever wants to know brings the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID


class Moment:
    """One moment: asked for its newest entry a second time, it tells the same."""

    def __init__(self) -> None:
        self.told: list[UUID | None] = []

    def newest(self, ask: Callable[[], UUID | None]) -> UUID | None:
        """Return the newest entry as of this moment, None where nothing had been entered; `ask` looks it up."""
        if not self.told:
            self.told.append(ask())
        return self.told[0]


@contextmanager
def one_moment(moment: Moment | None = None) -> Iterator[Moment]:
    """Let all answers of this block be as of one moment, also those that an answer is made of.

    A page that is only read is one moment; what is drawn of it later takes the moment along.
    """
    moment = moment or this_moment() or Moment()
    before = _moment.set(moment)
    try:
        yield moment
    finally:
        _moment.reset(before)


def this_moment() -> Moment | None:
    """Return the moment that answers are as of; None outside of one."""
    return _moment.get()


_moment: ContextVar[Moment | None] = ContextVar("moment", default=None)
