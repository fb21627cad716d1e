"""What the people hold in a turn: of each audience the latest count, all together weighed by ballots."""

from __future__ import annotations

from datetime import date

from bihuan.domain.people_counts import Count, mean_over, that_count

FIRST, LATER = date(2018, 6, 20), date(2018, 6, 28)


def count(audience: str, number: int, on: date, ballots: int, mean: int) -> Count:
    return Count("questionnaire", audience, number, on, ballots, mean)


def test_all_audiences_count_by_their_ballots() -> None:
    both = that_count([count("users", 1, FIRST, 30, 9000), count("cadres", 2, LATER, 10, 7000)])
    assert [one.audience for one in both] == ["users", "cadres"]
    assert mean_over(both) == 8500
    assert mean_over([count("users", 1, FIRST, 1, 1), count("cadres", 1, FIRST, 1, 2)]) == 2


def test_a_later_count_of_the_same_audience_replaces_the_earlier_and_of_one_day_the_one_entered_after() -> None:
    told = [count("users", 3, LATER, 10, 6000), count("users", 2, LATER, 10, 5000), count("users", 1, FIRST, 99, 9000)]
    assert mean_over(that_count(told)) == 6000


def test_a_count_on_paper_stands_beside_a_questionnaire() -> None:
    paper = Count("paper_count", "paper", 1, FIRST, 40, 9000)
    found = that_count([count("users", 1, FIRST, 10, 4000), paper])
    assert len(found) == 2
    assert mean_over(found) == 8000
