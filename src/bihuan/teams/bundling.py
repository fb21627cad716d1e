"""Organizations into groups: near each other, related, days even, at most three; and how good that is.

A group works in one county, so nearness is the county. Longest visits are placed first, then pairs change places while
that helps. What comes out is judged beside bounds that no bundling goes below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bihuan.domain.pool import Organization, Weights

Bundle = tuple[Organization, ...]


@dataclass(frozen=True)
class Quality:
    """How good a bundling is: the longest group in days, pairs of one sector together, each beside its bound."""

    longest: int
    longest_bound: int
    spread: int  # days between the longest and the shortest group of a county, at most
    related: int
    related_bound: int

    @property
    def gap(self) -> float:
        """By how much the longest group is above its bound."""
        return (self.longest - self.longest_bound) / self.longest_bound if self.longest_bound else 0.0


@dataclass(frozen=True)
class Bundling:
    """Bundles in the order of the counties, and how good they are."""

    bundles: tuple[Bundle, ...]
    quality: Quality


class TooFewGroups(ValueError):
    """More organizations than the groups can visit."""

    def __init__(self, groups: int, least: int) -> None:
        self.groups, self.least = groups, least
        super().__init__(f"{groups} groups cannot visit them all; give at least {least}")


def bundle(organizations: Sequence[Organization], *, groups: int, weights: Weights) -> Bundling:
    """Return so many bundles, fewer where there are fewer organizations; raise TooFewGroups."""
    most, kinship = weights.organizations_most, weights.related_days
    counties: dict[str, list[Organization]] = {}
    for organization in organizations:
        counties.setdefault(organization.county, []).append(organization)
    counts = groups_of_counties(counties, groups, most)
    bundles: list[Bundle] = []
    for county, there in counties.items():
        bundles += improved(placed(there, counts[county], most, kinship), kinship)
    made = tuple(one for one in bundles if one)
    return Bundling(made, quality(made, counties, counts, most))


def groups_of_counties(counties: dict[str, list[Organization]], groups: int, most: int) -> dict[str, int]:
    """Share the groups out: as many as each county needs, then to whom the longest groups remain."""
    counts = {county: -(-len(there) // most) for county, there in counties.items()}
    if groups < sum(counts.values()):
        raise TooFewGroups(groups, sum(counts.values()))
    for _ in range(groups - sum(counts.values())):
        open_to = [county for county, there in counties.items() if counts[county] < len(there)]
        if not open_to:
            break
        load = {county: sum(one.days for one in counties[county]) / counts[county] for county in open_to}
        counts[max(open_to, key=lambda county: (load[county], county))] += 1
    return counts


def placed(there: Sequence[Organization], count: int, most: int, kinship: int) -> list[Bundle]:
    """Place the longest visits first, each where it weighs least."""
    bundles: list[Bundle] = [() for _ in range(count)]
    for organization in sorted(there, key=lambda one: (-one.days, one.id)):
        room = [number for number, one in enumerate(bundles) if len(one) < most]
        best = min(room, key=lambda number: (weight((*bundles[number], organization), kinship), number))
        bundles[best] = (*bundles[best], organization)
    return bundles


def improved(bundles: list[Bundle], kinship: int) -> list[Bundle]:
    """Let organizations of two bundles change places while the two weigh less for it."""
    changed = True
    while changed:
        changed = False
        for one, other in combinations(range(len(bundles)), 2):
            better = best_exchange(bundles[one], bundles[other], kinship)
            if better is not None:
                bundles[one], bundles[other] = better
                changed = True
    return bundles


def best_exchange(one: Bundle, other: Bundle, kinship: int) -> tuple[Bundle, Bundle] | None:
    """Return the two bundles after their best exchange, None where none helps."""
    best, least = None, squares(one, other, kinship)
    for leaving in one:
        for coming in other:
            first = (*(each for each in one if each is not leaving), coming)
            second = (*(each for each in other if each is not coming), leaving)
            if squares(first, second, kinship) < least:
                best, least = (first, second), squares(first, second, kinship)
    return best


def squares(one: Bundle, other: Bundle, kinship: int) -> int:
    """Return how uneven two bundles are, less what kinship is worth."""
    days = days_of(one), days_of(other)
    return days[0] * days[0] + days[1] * days[1] - kinship * kinship * (related_in(one) + related_in(other))


def weight(bundle: Bundle, kinship: int) -> int:
    return days_of(bundle) - kinship * related_in(bundle)


def days_of(bundle: Bundle) -> int:
    return sum(one.days for one in bundle)


def related_in(bundle: Bundle) -> int:
    """Return how many stand beside another one of their sector."""
    sectors = [one.sector for one in bundle]
    return len(sectors) - len(set(sectors))


def quality(
    bundles: Sequence[Bundle], counties: dict[str, list[Organization]], counts: dict[str, int], most: int
) -> Quality:
    """Judge bundles beside bounds: days cannot be more even than even, no more can be related than there are."""
    by_county: dict[str, list[int]] = {}
    for one in bundles:
        by_county.setdefault(one[0].county, []).append(days_of(one))
    even = [-(-days_of(tuple(there)) // counts[county]) for county, there in counties.items()]
    single = [one.days for there in counties.values() for one in there]
    shared = [two_share(there, counts[county]) for county, there in counties.items()]
    related = 0
    for there in counties.values():
        sectors = [one.sector for one in there]
        related += sum(sectors.count(sector) - -(-sectors.count(sector) // most) for sector in set(sectors))
    return Quality(
        longest=max(map(days_of, bundles), default=0),
        longest_bound=max([*even, *single, *shared], default=0),
        spread=max((max(days) - min(days) for days in by_county.values()), default=0),
        related=sum(map(related_in, bundles)),
        related_bound=related,
    )


def two_share(there: Sequence[Organization], groups: int) -> int:
    """Return the days of two that have to share: of one more than there are groups, the longest, two are together."""
    days = sorted((one.days for one in there), reverse=True)
    return days[groups - 1] + days[groups] if len(days) > groups else 0
