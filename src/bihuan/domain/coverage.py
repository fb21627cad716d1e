"""Full coverage, counted: who was inspected in a term and who was not, and what became of what was found.

In quantity: an organization is covered by a routine inspection of its own, a village also by riding with its town
(the town's look takes its villages along). Special, mobile and look-back inspections look at a part; they are shown,
done or ahead, and do not count as covered. In quality: findings for each inspection fed back, and how far their
follow-up is done: signed off, or handed over as long-term and accepted, which is counted apart, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.jurisdiction import levels
from bihuan.domain.planning import Form


class Coverage(StrEnum):
    """How an organization stands in a term."""

    INSPECTED = "inspected"  # routine, the team came out
    RIDING = "riding"  # a village, with its town
    ON_SITE = "on_site"
    PLANNED = "planned"
    PARTLY = "partly"  # special, mobile or look-back only
    PARTLY_AHEAD = "partly_ahead"  # the same, planned or under way
    OPEN = "open"  # in no round of the term
    LEFT_OUT = "left_out"  # need not be covered


COVERED = frozenset({Coverage.INSPECTED, Coverage.RIDING})
NOT_ROUTINE = frozenset({Coverage.PARTLY, Coverage.PARTLY_AHEAD, Coverage.OPEN})  # no routine look is planned


@dataclass(frozen=True)
class Body:
    """An organization as coverage counts it; `must` is false where it need not be covered."""

    key: str
    path: str
    name: str
    category: str
    from_on: date
    must: bool = True


@dataclass(frozen=True)
class Look:
    """One time in a round, planned or done, with what was found."""

    path: str
    form: Form
    term: str
    on: date
    is_begun: bool = False
    is_over: bool = False  # the team came out
    with_villages: bool = False
    is_fed_back: bool = False
    is_closed: bool = False
    findings: int = 0
    settled: int = 0
    handed_over: int = 0  # of those settled: long-term, accepted by who follows them
    answered_at: str = ""  # path of who answers for it today, where that is a successor


class Carry(StrEnum):
    """How an inspection of one organization counts for another one that came after it."""

    RENAMED = "renamed"  # the same unit under another name
    MERGED = "merged"  # one of several parts
    SPLIT = "split"  # inspected as part of what it was


@dataclass(frozen=True)
class Carried:
    """An earlier organization by which one counts: which, when it was looked at (None: never), and how."""

    name: str
    on: date | None
    how: Carry


@dataclass(frozen=True)
class Line:
    """One organization: how it stands, when it was looked at last, and what came of it in the term."""

    body: Body
    state: Coverage
    last_on: date | None
    is_long_ago: bool
    fed_back: int = 0
    closed: int = 0
    findings: int = 0
    settled: int = 0
    handed_over: int = 0
    carried: tuple[Carried, ...] = ()

    @property
    def settled_percent(self) -> int | None:
        """Return the share of its findings that are signed off or handed over for good; None where it has none."""
        return round(100 * self.settled / self.findings) if self.findings else None


@dataclass(frozen=True)
class Sums:
    """Lines added up."""

    must: int = 0
    covered: int = 0
    riding: int = 0
    on_site: int = 0
    planned: int = 0
    partly: int = 0
    partly_ahead: int = 0
    open: int = 0
    left_out: int = 0
    long_ago: int = 0
    fed_back: int = 0
    closed: int = 0
    findings: int = 0
    settled: int = 0
    handed_over: int = 0

    @property
    def percent(self) -> float | None:
        """Return the share of those that must be covered and are."""
        return round(100 * self.covered / self.must, 1) if self.must else None

    @property
    def part(self) -> int:
        """Return those that are in special, mobile or look-back rounds only, done or ahead."""
        return self.partly + self.partly_ahead

    @property
    def findings_each(self) -> float | None:
        """Return how many findings an inspection fed back brought."""
        return round(self.findings / self.fed_back, 1) if self.fed_back else None

    @property
    def settled_percent(self) -> float | None:
        """Return the share of findings that are signed off or handed over for good."""
        return round(100 * self.settled / self.findings, 1) if self.findings else None


def state_of(body: Body, own: Sequence[Look], taken_along: Sequence[Look]) -> Coverage:
    """Return how an organization stands, by its looks of one term and those that take it along; the best counts."""
    if not body.must:
        return Coverage.LEFT_OUT
    whole = [look for look in own if look.form is Form.ROUTINE]
    along = [look for look in taken_along if look.form is Form.ROUTINE]
    if any(look.is_over for look in whole):
        return Coverage.INSPECTED
    if any(look.is_over for look in along):
        return Coverage.RIDING
    if any(look.is_begun for look in (*whole, *along)):
        return Coverage.ON_SITE
    if whole or along:
        return Coverage.PLANNED
    if any(look.is_over for look in own):
        return Coverage.PARTLY
    return Coverage.PARTLY_AHEAD if own else Coverage.OPEN


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; from 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=day.day - 1)


def sums_of(lines: Iterable[Line]) -> Sums:
    """Add lines up."""
    states: Counter[Coverage] = Counter()
    counted: Counter[str] = Counter()
    for line in lines:
        states[line.state] += 1
        counted["long_ago"] += line.is_long_ago
        for name in ("fed_back", "closed", "findings", "settled", "handed_over"):
            counted[name] += getattr(line, name)
    return Sums(
        must=sum(count for state, count in states.items() if state is not Coverage.LEFT_OUT),
        covered=sum(states[state] for state in COVERED),
        riding=states[Coverage.RIDING],
        on_site=states[Coverage.ON_SITE],
        planned=states[Coverage.PLANNED],
        partly=states[Coverage.PARTLY],
        partly_ahead=states[Coverage.PARTLY_AHEAD],
        open=states[Coverage.OPEN],
        left_out=states[Coverage.LEFT_OUT],
        **counted,
    )


def rolled_up(lines: Sequence[Line]) -> Mapping[str, Sums]:
    """Return the sums of everything at and below each place of the tree that has somebody below it."""
    below: dict[str, list[Line]] = {}
    for line in lines:
        for path in levels(line.body.path):
            below.setdefault(path, []).append(line)
    return {path: sums_of(some) for path, some in below.items() if len(some) > 1}


def by_category(lines: Iterable[Line]) -> Mapping[str, Sums]:
    """Return the sums of each category that occurs."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.body.category, []).append(line)
    return {category: sums_of(some) for category, some in found.items()}
