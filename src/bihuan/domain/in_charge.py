"""Who is in charge of a dossier on each day of its life: always exactly one body, from its opening to its end.

The stay and the early phase belong to the team, the middle one to the office, the long one to whoever accepted what was
handed over. A hand-over that is not accepted changes nothing; where nobody took over the office answers, and the day
is marked as one that nobody had taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bihuan.domain.roles import Role

DAY = timedelta(days=1)


class Stretch(StrEnum):
    """The parts of a dossier's life: the stay before its feedback, and the three phases after it."""

    STAY = "stay"
    EARLY = "early"
    MIDDLE = "middle"
    LONG = "long"


@dataclass(frozen=True)
class Body:
    """A body in charge, in the quality of a role; its name where it has one of its own."""

    role: Role
    name: str = ""


@dataclass(frozen=True)
class Span:
    """From one day to another, both included, one body is in charge (`until` None: still); `is_gap`: nobody took it."""

    stretch: Stretch
    body: Body
    since: date
    until: date | None
    is_gap: bool = False

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Life:
    """The days of a dossier: opened, fed back, its concentrated rectification ended, closed; who accepted what when."""

    opened_on: date
    feedback_on: date | None = None
    concentrated_end: date | None = None
    closed_on: date | None = None
    goes_on: bool = False  # something was handed over, or has to be, after the close
    accepted: tuple[tuple[date, Body], ...] = ()


OFFICE = Body(Role.OFFICE)


def line_of(life: Life, *, team: str, early: Role | None, middle: Role | None) -> tuple[Span, ...]:
    """Return the spans of a dossier in their order, without a gap and without an overlap.

    `early` and `middle` are who leads these phases under the packs; where none says so, the office answers.
    """
    spans = [Span(stretch, body, since, None, gap) for since, stretch, body, gap in starts(life, team, early, middle)]
    ends = [*(one.since - DAY for one in spans[1:]), last_day(life)]
    whole = (Span(o.stretch, o.body, o.since, until, o.is_gap) for o, until in zip(spans, ends, strict=True))
    return tuple(one for one in whole if one.until is None or one.since <= one.until)


def starts(
    life: Life, team: str, early: Role | None, middle: Role | None
) -> Iterator[tuple[date, Stretch, Body, bool]]:
    """Yield from which day each body is in charge."""
    yield life.opened_on, Stretch.STAY, Body(Role.TEAM_LEADER, team), False
    if life.feedback_on is None:
        return
    first = max(life.feedback_on, life.opened_on)
    yield first, Stretch.EARLY, led_by(early, team), False
    closed = max(life.closed_on, first) if life.closed_on is not None else None
    if life.concentrated_end is not None:
        after = max(life.concentrated_end + DAY, first)
        if closed is None or after < closed:
            yield after, Stretch.MIDDLE, led_by(middle, team), False
    if closed is not None and life.goes_on:
        yield from long_phase(closed, life.accepted)


def long_phase(closed: date, accepted: Iterable[tuple[date, Body]]) -> Iterator[tuple[date, Stretch, Body, bool]]:
    """Yield who follows what goes on after the close: the first who accepted; before anybody did, the office."""
    first = min(accepted, key=lambda one: one[0], default=None)
    if first is None or first[0] > closed:
        yield closed, Stretch.LONG, OFFICE, True
    if first is not None:
        yield max(first[0], closed), Stretch.LONG, first[1], False


def led_by(role: Role | None, team: str) -> Body:
    if role is None or role is Role.OFFICE:
        return OFFICE
    return Body(role, team if role is Role.TEAM_LEADER else "")


def last_day(life: Life) -> date | None:
    """Return the last day on which anybody has to be in charge; None while there is no end."""
    return life.closed_on - DAY if life.closed_on is not None and not life.goes_on else None


def in_charge_on(line: Sequence[Span], day: date) -> Span | None:
    """Return who is in charge on a day; None only before the dossier was opened and after its end."""
    return next((one for one in line if one.covers(day)), None)
