"""Feedback binds a dossier: to a day that can be, to packs that rule it, to findings."""

from __future__ import annotations

from datetime import date

import pytest

from bihuan.domain.rulebook import PackSilent, PacksMissing
from bihuan.domain.sequence import FutureDay, OutOfOrder
from bihuan.dossiers.actions import NoFindings
from tests.county import PACKS, County

pytestmark = pytest.mark.django_db
FINDINGS = [{"number": "1", "title": "学习流于形式"}]
PAPER = {"name": "feedback.txt", "content": "5Y+N6aaI"}


def reporting(packs: list[str], today: date = date(2018, 1, 8)) -> County:
    county = County(today=today).found(packs).reporting()
    county.do(county.office, "import_findings", document=PAPER, findings=FINDINGS)
    county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today)
    return county


def test_a_dossier_is_bound_to_the_packs_of_its_day() -> None:
    county = reporting(PACKS)
    county.do(county.office, "give_feedback", on=county.today)
    assert [pack for pack, _ in county.inspection.packs] == PACKS


def test_without_any_pack_no_feedback_is_given() -> None:
    county = reporting([])
    with pytest.raises(PacksMissing):
        county.do(county.office, "give_feedback", on=county.today)
    assert county.inspection.stage == "reporting"


def test_a_pack_that_is_silent_on_the_day_is_a_hole() -> None:
    county = reporting(PACKS, date(2017, 6, 1))
    with pytest.raises(PackSilent):
        county.do(county.office, "give_feedback", on=county.today)
    county.today = date(2017, 7, 1)
    county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today)
    county.do(county.office, "give_feedback", on=county.today)


def test_a_later_pack_may_begin_later_beside_one_that_rules_the_day() -> None:
    county = reporting(["national-2017", "national-2024"])
    county.do(county.office, "give_feedback", on=county.today)
    assert len(county.inspection.packs) == 2


def test_work_is_taken_over_under_packs_that_rule_its_feedback() -> None:
    for packs, day, error in (([], date(2018, 1, 2), PacksMissing), (PACKS, date(2016, 1, 2), PackSilent)):
        county = County().found(packs)
        with pytest.raises(error):
            county.do(
                county.office, "take_over", feedback_on=day, paper=PAPER, findings=FINDINGS, reason="此前在纸上办理"
            )


def test_a_dossier_without_findings_is_not_fed_back() -> None:
    county = County().found().reporting()
    county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today)
    with pytest.raises(NoFindings):
        county.do(county.office, "give_feedback", on=county.today)


def test_feedback_and_notices_lie_between_the_stay_and_today() -> None:
    county = reporting(PACKS)
    with pytest.raises(OutOfOrder):
        county.do(county.office, "give_feedback", on=date(2018, 1, 7))
    with pytest.raises(OutOfOrder):
        county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="县长", on=date(2018, 1, 7))
    with pytest.raises(FutureDay):
        county.do(county.office, "give_feedback", on=date(2018, 1, 9))
