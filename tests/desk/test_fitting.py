"""What is offered is a step: button, link, bulk edit, pencil and workbook ask one place, and the judge agrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bihuan.desk.chances import MayNot, NoSuchStep, chances_on_finding, chances_on_inspection, verdict_for
from bihuan.desk.fitting import OF_A_FINDING, finds_its_measure, is_offered
from bihuan.desk.many import many_for, many_on
from bihuan.desk.mending import ways_to_mend
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.rectification.models import Measure
from tests.county import County

pytestmark = pytest.mark.django_db
STATES: tuple[Callable[[], County], ...] = (
    lambda: County().found(),
    lambda: County().found().fed_back(),
    lambda: County().found().examined("1", "2", "3"),
    lambda: closed(),
)


def closed() -> County:
    county = County().found().closable()
    county.do(county.office, "close")
    return county


def everybody(county: County) -> list[Actor]:
    people = (county.office, county.team_leader, county.supervision_office, county.unit_head, county.unit_liaison)
    return [replace(one, today=county.today) for one in (*people, county.leading_group)]


def is_step(actor: Actor, offer: Offer, county: County, finding: Finding | None) -> bool:
    try:
        verdict_for(actor, offer, county.inspection, finding)
    except (MayNot, NoSuchStep):
        return False
    return True


@pytest.mark.parametrize("made", STATES, ids=("planned", "fed back", "examined", "closed"))
def test_a_deed_is_offered_exactly_where_the_judge_knows_it_as_a_step(made: Callable[[], County]) -> None:
    county = made()
    finding = Finding.objects.filter(inspection_id=county.inspection_id).first()
    for actor in everybody(county):
        held = roles_on(actor, county.inspection.thing)
        for offer in OFFERS.values():
            about = finding if offer.target in OF_A_FINDING else None
            if offer.target in OF_A_FINDING and about is None:
                continue
            told = is_offered(offer, held, county.inspection, about)
            assert told is is_step(actor, offer, county, about), (offer.name, sorted(held))
        found = {chance.offer.name for chance in chances_on_inspection(actor, county.inspection)}
        assert found == {
            o.name for o in OFFERS.values() if o.target not in OF_A_FINDING and is_offered(o, held, county.inspection)
        }


def test_a_bulk_edit_is_offered_only_where_one_of_the_findings_has_the_step() -> None:
    county = County().found().fed_back().planned_and_accepted()
    head = replace(county.unit_head, today=county.today)
    rows = list(Finding.objects.select_related("inspection").filter(inspection_id=county.inspection_id))
    assert all("request_sign_off" in names for names in many_on(head, rows).values())
    county = closed()
    head = replace(county.unit_head, today=county.today)
    rows = list(Finding.objects.select_related("inspection").filter(inspection_id=county.inspection_id))
    assert many_for(head)
    assert not any(many_on(head, rows).values())


def test_a_measure_struck_out_or_done_is_not_asked_more_time_for() -> None:
    county = County().found().fed_back().planned_and_accepted()
    finding = county.finding("1")
    head = replace(county.unit_head, today=county.today)
    names = {c.offer.name for c in chances_on_finding(head, finding, county.inspection)}
    assert "request_extension" in names
    county.finish("1")
    measure = Measure.objects.get(finding=finding)
    assert not finds_its_measure("request_extension", measure, None)
    assert not finds_its_measure("approve_extension", measure, None)
    assert finds_its_measure("revise_measure", measure, None)


def test_somebody_elses_countersignature_is_nobody_elses_deed() -> None:
    missing = Blocker("countersign.supervision_office_missing", "inspection", Role.SUPERVISION_OFFICE, "a · b")
    assert ways_to_mend(missing, {Role.TEAM_LEADER}) == ()
    assert ways_to_mend(missing, {Role.SUPERVISION_OFFICE}) == ("countersign",)
    own = Blocker("countersign.team_leader_missing", "inspection", Role.TEAM_LEADER, "a · b")
    assert ways_to_mend(own, {Role.TEAM_LEADER}) == ("countersign",)


def test_where_two_scorers_are_asked_an_evaluation_that_lacks_begins_with_naming_them() -> None:
    lacking = Blocker("second_evaluation.not_by_linked_supervision_office", "", Role.SUPERVISION_OFFICE, "")
    assert ways_to_mend(lacking, {Role.SUPERVISION_OFFICE}) == ("record_evaluation",)
    assert ways_to_mend(lacking, {Role.OFFICE}, by_two=True) == ("begin_scoring",)


def test_every_deed_on_a_row_of_a_finding_needs_its_finding() -> None:
    county = County().found().fed_back()
    for offer in OFFERS.values():
        if offer.target in (Target.FINDING, Target.MEASURE, Target.EVIDENCE):
            assert not is_offered(offer, set(Role), county.inspection)
