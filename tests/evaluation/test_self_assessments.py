"""The unit assesses itself once, before the panel; what was wrong is returned and handed in anew, and both stay."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.turns import AfterPanel, AssessedAlready, bar_to_self_assessment, turn_begins_after
from bihuan.evaluation.models import Evaluation, SelfAssessment
from bihuan.evaluation.self_assessment import NothingToReturn, ScoredUpon
from bihuan.evaluation.three_in_one import origins_of
from tests.evaluation.panels import acting, county_of_three_in_one, marks, settled
from tests.web.desks import Desks, at, words

FIRST, SCORED, SECOND, LATER = date(2018, 6, 10), date(2018, 6, 20), date(2018, 9, 3), date(2018, 9, 9)
ONE, TWO = UUID(int=1), UUID(int=2)
CHECKED = [(FIRST, ONE)]


def test_before_the_panel_the_unit_assesses_itself_once() -> None:
    assert bar_to_self_assessment(SCORED, CHECKED, {}, {}) is None
    bar = bar_to_self_assessment(SCORED, CHECKED, {}, {1: FIRST})
    assert isinstance(bar, AssessedAlready)
    assert (bar.number, bar.on) == (1, FIRST)


@pytest.mark.parametrize("day", [FIRST, SCORED, SCORED + timedelta(days=30)])
def test_after_the_panel_it_is_too_late_however_it_is_dated(day: date) -> None:
    bar = bar_to_self_assessment(day, CHECKED, {1: (SCORED, TWO)}, {})
    assert isinstance(bar, AfterPanel)
    assert (bar.number, bar.on) == (1, SCORED)


def test_the_next_check_opens_the_next_self_assessment() -> None:
    checked = [*CHECKED, (SECOND, UUID(int=3))]
    assert bar_to_self_assessment(LATER, checked, {1: (SCORED, TWO)}, {1: FIRST}) is None
    assert isinstance(bar_to_self_assessment(SCORED, checked, {1: (SCORED, TWO)}, {}), AfterPanel)


def test_two_bodies_that_evaluate_one_check_share_what_the_unit_held_of_itself() -> None:
    first, second, next_turn = (SCORED, TWO), (SCORED + timedelta(days=5), UUID(int=4)), (LATER, UUID(int=6))
    checked = [*CHECKED, (SECOND, UUID(int=5))]
    assert turn_begins_after(second, checked, [first, second]) is None
    assert turn_begins_after(next_turn, checked, [first, second, next_turn]) == second[0]


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county_of_three_in_one(), monkeypatch)


def assess(desks: Desks, **other: str) -> None:
    county = desks.county
    county.do(acting(desks, "unit_liaison"), "assess_self", on=county.today, marks=marks(county, **other))


def taken_back(desks: Desks) -> None:
    desks.county.do(desks.county.office, "return_self_assessment", reason="自评依据与台账不符")


@pytest.mark.django_db
def test_a_self_assessment_dated_back_before_the_panel_does_not_replace_the_first(desks: Desks) -> None:
    assess(desks)
    settled(desks)
    with pytest.raises(AfterPanel):
        assess(desks, execution__done="25")
    row = Evaluation.objects.get()
    assert origins_of(desks.county.inspection, row, desks.county.today)["self"].hundredths == 8000


@pytest.mark.django_db
def test_what_was_handed_in_is_returned_with_a_reason_and_handed_in_anew(desks: Desks) -> None:
    assess(desks)
    with pytest.raises(AssessedAlready):
        assess(desks, execution__done="25")
    with pytest.raises(MayNot):
        desks.county.do(acting(desks, "unit_liaison"), "return_self_assessment", reason="想改分")
    taken_back(desks)
    with pytest.raises(NothingToReturn):
        taken_back(desks)
    assess(desks, execution__done="10")
    rows = SelfAssessment.objects.order_by("number")
    assert [(row.number, row.total_hundredths, bool(row.returned_on)) for row in rows] == [
        (1, 8000, True),
        (2, 7000, False),
    ]
    for name in ("unit_liaison", "office"):
        page = words(desks(name).get(reverse("panel", args=[desks.county.inspection_id])))
        assert "自评依据与台账不符" in page
        assert "80 / 100" in page
        assert "70 / 100" in page


@pytest.mark.django_db
def test_once_the_panel_has_scored_upon_it_it_is_returned_no_more(desks: Desks) -> None:
    assess(desks)
    settled(desks)
    with pytest.raises(ScoredUpon):
        taken_back(desks)


@pytest.mark.django_db
def test_the_form_is_offered_to_the_unit_only_while_it_can_be_sent(desks: Desks) -> None:
    unit, url = desks("unit_liaison"), reverse("dossier_do", args=[desks.county.inspection_id, "assess_self"])
    panel = reverse("panel", args=[desks.county.inspection_id])
    assert url in unit.get(panel).content.decode()
    assert url in unit.get(reverse("todo")).content.decode()
    assess(desks)
    assert url not in unit.get(panel).content.decode()
    assert url not in unit.get(reverse("todo")).content.decode()
    told = words(unit.get(url))
    assert "请巡察办写明理由退回" in told
    taken_back(desks)
    assert url in unit.get(reverse("todo")).content.decode()
