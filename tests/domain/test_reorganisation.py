"""Who answers after units were reorganised: over random histories always exactly one, and never in a circle."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.reorganisation import (
    Class,
    Lack,
    Link,
    NotSettled,
    PassedOn,
    StepName,
    StepTooEarly,
    cycle_through,
    lacking,
    owner_on,
    refuse_class,
    refuse_step_day,
)

START = date(2026, 1, 1)
LATER = START + timedelta(days=100)


def after(days: int) -> date:
    return START + timedelta(days=days)


@st.composite
def histories(draw: st.DrawFn) -> tuple[dict[int, date], list[Link], dict[int, dict[int, int]]]:
    """Return random reorganisations in the order of their days: units end, others begin or go on."""
    living, fresh = list(range(4)), 4
    ended: dict[int, date] = {}
    links: list[Link] = []
    heirs: dict[int, dict[int, int]] = {unit: {} for unit in range(4)}
    for day in sorted(draw(st.lists(st.integers(1, 90), max_size=8, unique=True))):
        old = draw(st.sampled_from(living))
        living.remove(old)
        news = [fresh + one for one in range(draw(st.integers(0, 2)))]
        fresh += len(news)
        living += news
        if living and not (news and draw(st.booleans())):
            news.append(draw(st.sampled_from([one for one in living if one not in news] or living)))
        ended[old] = after(day - 1)
        for new in dict.fromkeys(news):
            assert cycle_through([(one.old, one.new) for one in links], old, new) == ()
            links.append(Link(old, new, after(day)))
        for start in range(4):
            if news:
                heirs[start][old] = draw(st.sampled_from(news))
        if not living:
            break
    return ended, links, heirs


@given(histories(), st.integers(0, 3), st.integers(0, 100))
def test_on_every_day_exactly_one_living_unit_answers(
    history: tuple[dict[int, date], list[Link], dict[int, dict[int, int]]], start: int, days: int
) -> None:
    ended, links, heirs = history
    day = after(days)
    owner = owner_on(day, start, ended, links, heirs[start])
    followed = {link.old for link in links if link.on <= day}
    assert owner not in ended or ended[owner] >= day or owner not in followed
    assert owner == owner_on(day, start, ended, list(reversed(links)), heirs[start])
    assert cycle_through([(one.old, one.new) for one in links], owner, owner) == (owner, owner)


def test_of_several_successors_the_first_answers_in_whatever_order_the_links_are_told() -> None:
    links = [Link(0, 1, after(9), 1), Link(0, 2, after(5), 3), Link(0, 3, after(5), 2)]
    ended = {0: after(4)}
    for told in permutations(links):
        assert owner_on(after(4), 0, ended, told) == 0
        assert owner_on(after(20), 0, ended, told) == 3
        assert owner_on(after(20), 0, ended, told, {0: 1}) == 1
        assert owner_on(after(8), 0, ended, told, {0: 1}) == 3, "that successor has not come yet"


@given(histories(), st.integers(0, 3))
def test_the_owner_changes_only_on_a_day_of_a_reorganisation(
    history: tuple[dict[int, date], list[Link], dict[int, dict[int, int]]], start: int
) -> None:
    ended, links, heirs = history
    days = {link.on for link in links}
    for one in range(1, 101):
        before, now = (owner_on(after(d), start, ended, links, heirs[start]) for d in (one - 1, one))
        assert before == now or after(one) in days


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_links_that_were_let_in_never_close_a_circle(asked: list[tuple[int, int]]) -> None:
    links: list[tuple[int, int]] = []
    for old, new in asked:
        way = cycle_through(links, old, new)
        if way:
            assert way[0] == way[-1] == old
            assert all(pair in [*links, (old, new)] for pair in pairwise(way))
        else:
            links.append((old, new))
    reached: dict[int, set[int]] = {}
    for start in range(7):
        seen, waiting = set(), [start]
        while waiting:
            for one, other in links:
                if one == waiting[0] and other not in seen:
                    seen.add(other)
                    waiting.append(other)
            waiting.pop(0)
        reached[start] = seen
    assert all(start not in reached[start] for start in reached)


def test_a_circle_is_told_with_its_way() -> None:
    assert cycle_through([("乙", "丙"), ("丙", "甲")], "甲", "乙") == ("甲", "乙", "丙", "甲")
    assert cycle_through([], "甲", "甲") == ("甲", "甲")
    assert cycle_through([("乙", "丙")], "甲", "乙") == ()


WHOLE = PassedOn("县水利局", "县水务局", START, is_closed=False, has_head=True)
DONE = (StepName.SURVEY, StepName.SUPERVISION)


def test_the_review_lacks_nothing_when_each_step_is_registered() -> None:
    assert lacking(DONE, [WHOLE]) == ()


@pytest.mark.parametrize(
    ("steps", "passed", "lack"),
    [
        ((StepName.SUPERVISION,), WHOLE, Lack("survey")),
        ((StepName.SURVEY,), WHOLE, Lack("supervision")),
        (DONE, PassedOn("县水利局", "县水务局", None, False, True), Lack("feedback", "县水利局")),
        (DONE, PassedOn("县水利局", "县水务局", START, False, False), Lack("head", "县水务局")),
    ],
)
def test_the_review_names_the_one_thing_that_was_spoiled(
    steps: tuple[StepName, ...], passed: PassedOn, lack: Lack
) -> None:
    assert lacking(steps, [passed]) == (lack,)


def test_only_the_survey_comes_before_the_first_day() -> None:
    for step in StepName:
        refuse_step_day(step, LATER, LATER)
    refuse_step_day(StepName.SURVEY, START, LATER)
    for step in (StepName.FEEDBACK, StepName.SUPERVISION):
        with pytest.raises(StepTooEarly):
            refuse_step_day(step, START, LATER)


def test_what_is_open_is_not_handed_over_as_settled() -> None:
    refuse_class(Class.SETTLED, "县水利局", 0)
    refuse_class(Class.WHOLE, "县水利局", 2)
    with pytest.raises(NotSettled):
        refuse_class(Class.SETTLED, "县水利局", 2)
