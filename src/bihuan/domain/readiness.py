"""Before a team is authorised, and before it is announced: what each of its people still lacks, all of it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.ties import Exclusion


class Ask(StrEnum):
    """What can be asked of somebody who was adopted; which of it is, a pack says."""

    NOT_RECUSED = "not_recused"
    DECLARED = "declared"
    VOUCHED = "vouched"
    RELEASED = "released"
    TRAINED = "trained"


@dataclass(frozen=True)
class Asks:
    """What is asked before the authorisation, and before the announcement."""

    authorise: frozenset[Ask]
    announce: frozenset[Ask]


@dataclass(frozen=True)
class Standing:
    """How somebody who was adopted stands: what keeps him out of what, what he and others have put on paper."""

    excluded: tuple[tuple[str, Exclusion], ...]  # the organization, and why
    has_declared: bool
    is_vouched: bool
    released_until: date | None
    is_trained: bool
    until_on: date


@dataclass(frozen=True)
class Lack:
    """One thing that is lacking: its code (glossary READINESS), what is known of it, and of a recusal why."""

    code: str
    subject: str = ""
    why: Exclusion | None = None


def lacks_of(one: Standing, asked: Collection[Ask]) -> tuple[Lack, ...]:
    """Return everything that somebody lacks of what is asked."""
    return tuple(lack for ask in Ask if ask in asked for lack in lacks_by(ask, one))


def lacks_by(ask: Ask, one: Standing) -> Iterator[Lack]:
    if ask is Ask.NOT_RECUSED:
        yield from (Lack("recused", place, why) for place, why in one.excluded)
    elif ask is Ask.DECLARED and not one.has_declared:
        yield Lack("not_declared")
    elif ask is Ask.VOUCHED and not one.is_vouched:
        yield Lack("not_vouched")
    elif ask is Ask.RELEASED and one.released_until is None:
        yield Lack("not_released")
    elif ask is Ask.RELEASED and one.released_until is not None and one.released_until < one.until_on:
        yield Lack("released_too_short", one.released_until.isoformat())
    elif ask is Ask.TRAINED and not one.is_trained:
        yield Lack("not_trained")


class Struck(StrEnum):
    """What it comes to for somebody who was at a training that is struck out."""

    WAITS_AGAIN = "waits_again"  # the authorisation, or the announcement, waits for a training once more
    STAYS_ANNOUNCED = "stays_announced"  # nothing that was given is taken back; only another announcement waits
    STILL_TRAINED = "still_trained"
    RECORD_ONLY = "record_only"


@dataclass(frozen=True)
class Trained:
    """Somebody who was at a training before a round, and how far he is on his way into it."""

    name: str
    is_elsewhere: bool  # at another training before the round, too
    is_adopted: bool = False
    is_announced: bool = False


def struck_for(people: Iterable[Trained], asks: Asks) -> Mapping[Struck, tuple[str, ...]]:
    """Return what it comes to when a training is struck out, with the names of those for whom it does."""
    is_asked = Ask.TRAINED in asks.authorise | asks.announce
    told = [(one.name, struck_of(one, is_asked=is_asked)) for one in people]
    return {what: names for what in Struck if (names := tuple(name for name, found in told if found is what))}


def struck_of(one: Trained, *, is_asked: bool) -> Struck:
    if one.is_elsewhere:
        return Struck.STILL_TRAINED
    if not one.is_adopted or not is_asked:
        return Struck.RECORD_ONLY
    return Struck.STAYS_ANNOUNCED if one.is_announced else Struck.WAITS_AGAIN
