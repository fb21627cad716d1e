"""Why so few may sit in a group: for each seat, whom each rule excludes. Counts overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.domain.eligibility import Seat, SeatRule, exclusions, seat_exclusions
from bihuan.domain.pool import Group, Round


@dataclass(frozen=True)
class Excluded:
    """Whom one rule keeps out of a seat."""

    rule: str
    inspectors: tuple[str, ...]


@dataclass(frozen=True)
class Waterfall:
    """Who may have a seat of a group, and whom which rule excludes.

    Of those who are not authorised for a seat only that is told: the other rules count among the authorised.
    """

    group: str
    seat: Seat
    pool: int
    authorised: int
    eligible: tuple[str, ...]
    excluded: tuple[Excluded, ...]


def waterfalls(given: Round, group: Group) -> Iterator[Waterfall]:
    """Yield what is told of each seat of a group, leader first."""
    everywhere = {person.id: exclusions(person, group, given) for person in given.inspectors}
    for seat in Seat:
        own = {person.id: seat_exclusions(person, group, seat, given) for person in given.inspectors}
        authorised = [name for name, rules in own.items() if SeatRule.NOT_AUTHORISED not in rules]
        whom: dict[str, list[str]] = {}
        for name in (name for name in own if name not in set(authorised)):
            whom.setdefault(SeatRule.NOT_AUTHORISED.value, []).append(name)
        for name in authorised:
            for rule in (*everywhere[name], *own[name]):
                whom.setdefault(rule.value, []).append(name)
        eligible = tuple(name for name in authorised if not everywhere[name] and not own[name])
        excluded = sorted((Excluded(rule, tuple(names)) for rule, names in whom.items()), key=by_count)
        yield Waterfall(group.id, seat, len(own), len(authorised), eligible, tuple(excluded))


def by_count(excluded: Excluded) -> tuple[int, str]:
    return -len(excluded.inspectors), excluded.rule
