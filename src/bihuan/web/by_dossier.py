"""What is told of single dossiers, kept until a deed writes the dossier: after it that one alone is asked for anew.

A deed writes the rows of a dossier in the dossier's own stream (tests/database/test_every_deed_once.py); what any other
stream writes, in a table that was read, lets all be asked for anew. So does, as in `remembered.py`, each minute.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar
from uuid import UUID

from bihuan.ledger.custody import DOSSIER
from bihuan.ledger.models import only_shown
from bihuan.ledger.tables import note_read
from bihuan.ledger.touched import kept_tables, streams_written, tables_read
from bihuan.web.moment import one_moment
from bihuan.web.remembered import keep, minute, newest_entry

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
MOST = 16  # questions whose answers are kept: of readers who reach a whole city


@dataclass(frozen=True)
class Answers(Generic[T]):
    """What was told of dossiers (None: nothing), in which minute, as of which entry, from which tables."""

    minute: int
    newest: UUID | None
    tables: frozenset[str] = frozenset()
    told: Mapping[UUID, T | None] = field(default_factory=dict)

    def standing(self, authority_id: UUID, now: Answers[T]) -> Answers[T]:
        """Return the answers that still hold now."""
        if self.minute != now.minute or not self.tables <= kept_tables():
            return now
        if self.newest == now.newest:
            return self
        if self.newest is None or now.newest is None:
            return now
        streams = streams_written(authority_id, self.newest, now.newest)
        if streams is None or any(self.rests_on(stream, tables) for stream, tables in streams.items()):
            return now
        written = {UUID(stream.removeprefix(DOSSIER)) for stream in streams if stream.startswith(DOSSIER)}
        return replace(self, newest=now.newest, told={k: v for k, v in self.told.items() if k not in written})

    def with_more(self, told: Mapping[UUID, T | None], tables: set[str]) -> Answers[T]:
        """Return these answers and more, which were read from some tables."""
        return replace(self, tables=self.tables | tables, told={**self.told, **told})

    def rests_on(self, stream: str, tables: frozenset[str] | None) -> bool:
        """True where a stream that is no dossier's wrote what the answers were read from."""
        return not stream.startswith(DOSSIER) and (tables is None or not tables.isdisjoint(self.tables))


class ByDossier(Generic[K, T]):
    """A question about an authority's dossiers: `ask` tells of those it is given, by id, and leaves others out.

    The key holds all that the answer rests on besides the ledger: whose reach, which day.
    """

    def __init__(self, ask: Callable[[UUID, K, Sequence[UUID]], Mapping[UUID, T]]) -> None:
        self.ask = ask
        self.kept: OrderedDict[tuple[UUID, K], Answers[T]] = OrderedDict()

    def of(self, authority_id: UUID, key: K, dossiers: Collection[UUID]) -> dict[UUID, T]:
        """Return what is told of dossiers, in their order; those of which nothing is told are left out."""
        with one_moment() as moment:
            now: Answers[T] = Answers(minute(), moment.newest(newest_entry))
            known = self.kept.get((authority_id, key), now).standing(authority_id, now)
            if lacking := [one for one in dossiers if one not in known.told]:
                with tables_read() as tables, only_shown():
                    answers = self.ask(authority_id, key, lacking)
                known = known.with_more({one: answers.get(one) for one in lacking}, tables)
            keep(self.kept, (authority_id, key), known, MOST)
            note_read(known.tables)
        return {one: told for one in dossiers if (told := known.told[one]) is not None}
