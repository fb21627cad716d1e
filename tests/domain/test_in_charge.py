"""Who is in charge of a dossier: on every day of its life exactly one body, whatever its days are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.in_charge import OFFICE, Body, Life, Span, Stretch, in_charge_on, line_of
from bihuan.domain.roles import Role

START = date(2026, 1, 1)
TEAM, RESIDENT = "县委第一巡察组", Body(Role.RESIDENT_DISCIPLINE, "派驻第一纪检监察组")
WHOLE = Life(
    opened_on=START,
    feedback_on=START + timedelta(days=60),
    concentrated_end=START + timedelta(days=150),
    closed_on=START + timedelta(days=300),
    goes_on=True,
    accepted=((START + timedelta(days=250), RESIDENT),),
)


def after(days: int) -> date:
    return START + timedelta(days=days)


def lines(life: Life, early: Role | None = Role.TEAM_LEADER, middle: Role | None = Role.OFFICE) -> tuple[Span, ...]:
    return line_of(life, team=TEAM, early=early, middle=middle)


def told(life: Life) -> list[tuple[str, Role, int, int | None]]:
    return [
        (one.stretch.value, one.body.role, (one.since - START).days, (one.until - START).days if one.until else None)
        for one in lines(life)
    ]


def test_the_team_then_the_office_then_whoever_accepted_is_in_charge() -> None:
    assert told(WHOLE) == [
        ("stay", Role.TEAM_LEADER, 0, 59),
        ("early", Role.TEAM_LEADER, 60, 150),
        ("middle", Role.OFFICE, 151, 299),
        ("long", Role.RESIDENT_DISCIPLINE, 300, None),
    ]


def test_until_somebody_accepts_the_office_answers_and_the_days_are_marked() -> None:
    late = replace(WHOLE, accepted=((after(310), RESIDENT),))
    gap, taken = lines(late)[-2:]
    assert (gap.body, gap.is_gap, gap.until) == (OFFICE, True, after(309))
    assert (taken.body, taken.is_gap) == (RESIDENT, False)
    nobody = lines(replace(WHOLE, accepted=()))[-1]
    assert (nobody.body, nobody.is_gap, nobody.until) == (OFFICE, True, None)


def test_a_dossier_that_is_closed_with_nothing_left_ends() -> None:
    line = lines(replace(WHOLE, goes_on=False))
    assert line[-1].until == after(299)
    assert in_charge_on(line, after(300)) is None


def test_where_no_pack_says_who_leads_the_office_answers() -> None:
    early = lines(WHOLE, early=None)[1]
    assert (early.stretch, early.body) == (Stretch.EARLY, OFFICE)


some_days = st.integers(0, 200)
bodies = st.sampled_from([RESIDENT, Body(Role.SUPERVISION_OFFICE, "第一执纪监督室")])


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Return a life whose days are in their order, as the tables hold them; everything else may be."""
    opened = draw(some_days)
    feedback = draw(st.none() | some_days.map(lambda one: opened + one))
    closed = None if feedback is None else draw(st.none() | some_days.map(lambda one: feedback + 1 + one))
    return Life(
        opened_on=after(opened),
        feedback_on=None if feedback is None else after(feedback),
        concentrated_end=draw(st.none() | st.integers(0, 600).map(after)),
        closed_on=None if closed is None else after(closed),
        goes_on=draw(st.booleans()),
        accepted=tuple(draw(st.lists(st.tuples(st.integers(0, 700).map(after), bodies), max_size=3))),
    )


@given(lives(), st.sampled_from([None, Role.TEAM_LEADER, Role.OFFICE]), st.integers(0, 800).map(after))
def test_on_every_day_exactly_one_body_is_in_charge(life: Life, early: Role | None, day: date) -> None:
    line = lines(life, early=early)
    is_over = life.closed_on is not None and not life.goes_on and day >= life.closed_on
    lives_on = life.opened_on <= day and not is_over
    assert sum(one.covers(day) for one in line) == (1 if lives_on else 0)
    for one, following in pairwise(line):
        assert one.until is not None
        assert following.since == one.until + timedelta(days=1), "no day between two bodies, and none with both"
