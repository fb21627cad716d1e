"""Before a team is authorised, and before it is announced: what each of its people still lacks, all of it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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
