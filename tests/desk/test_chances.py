"""The verdict before the deed: what the desk says is open is what the deed will find open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bihuan.desk.chances import Chance, chances_on_inspection, cut
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import Blocker, Verdict
from bihuan.domain.roles import Role
from tests.closeout.spoiling import periodic_written
from tests.county import County

pytestmark = pytest.mark.django_db


def chance(county: County, actor: Actor, name: str) -> Chance:
    found = chances_on_inspection(replace(actor, today=county.today), county.inspection)
    return next(one for one in found if one.offer.name == name)


def test_the_head_in_office_finds_the_signature_open_and_another_head_does_not() -> None:
    county = County().found().fed_back()
    county.do(county.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
    assert chance(county, county.unit_head, "sign_report").is_open
    stranger = county.actor(Role.UNIT_HEAD, path=county.unit_path)
    refused = chance(county, stranger, "sign_report").verdict.blockers
    assert [b.code for b in refused] == ["signer.not_present_head"]


def test_a_scanned_signature_is_open_until_its_form_names_the_signer() -> None:
    county = County().found().fed_back()
    county.do(county.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
    assert chance(county, county.unit_liaison, "attest_signature").is_open


def test_a_scanned_signature_of_a_periodic_report_is_open_until_its_form_names_the_signer() -> None:
    county = County().found()
    periodic_written(county)
    assert chance(county, county.unit_liaison, "attest_periodic_report").is_open


def test_feedback_of_an_earlier_day_is_not_refused_before_its_day_is_told() -> None:
    county = County().found().reporting()
    county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today)
    county.today = date(2018, 3, 2)
    assert chance(county, county.office, "give_feedback").is_open


def test_a_unit_does_not_learn_from_its_gate_panel_that_an_untold_evaluation_failed() -> None:
    county = County().found().fed_back()
    county.evaluate(county.office, county.today)
    failed = Verdict("close", (Blocker("evaluation.below_pass", "inspection", Role.UNIT_HEAD, "a · b"),))
    assert cut(county.unit_head, county.inspection, failed).blockers == ()
    assert cut(county.unit_head, county.inspection, failed).hidden == 1
    assert len(cut(county.office, county.inspection, failed).blockers) == 1
