"""Organizations become groups of one county, at most three, even in days, related ones rather together."""

from __future__ import annotations

import random

import pytest

from bihuan.domain.pool import Organization
from bihuan.teams.bundling import TooFewGroups, bundle, days_of
from tests.teams.small import WEIGHTS


def organization(name: str, county: str = "c1", sector: str = "health", days: int = 20) -> Organization:
    return Organization(name, county, sector, 1, days)


def test_everybody_is_visited_once_in_a_group_of_his_county() -> None:
    chance = random.Random(3)
    given = [
        organization(f"o{number}", chance.choice(["c1", "c2", "c3"]), chance.choice("abc"), chance.randint(10, 40))
        for number in range(40)
    ]
    made = bundle(given, groups=20, weights=WEIGHTS)
    assert sorted(one.id for group in made.bundles for one in group) == sorted(one.id for one in given)
    assert all(len({one.county for one in group}) == 1 and len(group) <= 3 for group in made.bundles)
    assert len(made.bundles) == 20
    assert made.quality.longest == max(map(days_of, made.bundles)) >= made.quality.longest_bound
    assert made.quality.related <= made.quality.related_bound


def test_days_are_shared_out_evenly() -> None:
    given = [organization(f"o{number}", sector=str(number), days=days) for number, days in enumerate((40, 30, 20, 10))]
    made = bundle(given, groups=2, weights=WEIGHTS)
    assert sorted(map(days_of, made.bundles)) == [50, 50]
    assert (made.quality.spread, made.quality.gap) == (0, 0.0)


def test_those_of_one_sector_are_rather_together_where_days_allow() -> None:
    given = [organization(f"o{number}", sector=sector, days=20) for number, sector in enumerate("abab")]
    made = bundle(given, groups=2, weights=WEIGHTS)
    assert [len({one.sector for one in group}) for group in made.bundles] == [1, 1]
    assert made.quality.related == made.quality.related_bound == 2


def test_too_few_groups_are_refused_with_how_many_it_takes() -> None:
    with pytest.raises(TooFewGroups, match="give at least 2"):
        bundle([organization(f"o{number}") for number in range(4)], groups=1, weights=WEIGHTS)


def test_more_groups_than_organizations_leave_nobody_without_work() -> None:
    assert len(bundle([organization("o1"), organization("o2", "c2")], groups=9, weights=WEIGHTS).bundles) == 2


def test_where_there_are_more_organizations_than_groups_two_have_to_share() -> None:
    made = bundle([organization(f"o{number}", days=42) for number in range(3)], groups=2, weights=WEIGHTS)
    assert (made.quality.longest, made.quality.longest_bound, made.quality.gap) == (84, 84, 0.0)
