"""The inspected unit reads its dossier from the feedback on, and not before."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from bihuan.desk.offers import Target
from bihuan.desk.sight import findings_seen, inspections_seen, measures_seen
from bihuan.desk.targets import aim_at
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.web.figures import figures_of
from bihuan.web.forms import choices
from bihuan.web.lists.findings import units_in_reach
from bihuan.web.todo.groups import todo_of
from tests.closeout.spoiling import before_feedback
from tests.county import County

pytestmark = pytest.mark.django_db


CANARY = "金丝雀问题"


def seen_by(actor: Actor) -> str:
    """Return all that the lists of an account show: its to-do, its figures, its choices."""
    units = (units_in_reach(actor, 100), choices.dossiers(actor))
    return repr((todo_of(actor), figures_of(actor), units))


def test_no_list_of_a_unit_counts_or_names_anything_before_the_feedback() -> None:
    county = County().found()
    county.reporting()
    finding = {"number": "1", "title": CANARY, "person_matter": True}
    document = {"name": "f.txt", "content": base64.b64encode("反馈".encode()).decode()}
    county.do(county.office, "import_findings", document=document, findings=[finding])
    unit = county.inspection.organization_name
    for actor in (county.unit_head, county.unit_liaison, both(county.unit_head, elsewhere(county))):
        assert figures_of(actor).findings == 0
        assert sum(figures_of(actor).dossiers.values()) == 0
        assert CANARY not in seen_by(actor)
        assert unit not in seen_by(actor)
    assert sum(figures_of(county.office).dossiers.values()) == 1
    assert unit in seen_by(county.office)


def elsewhere(county: County) -> Actor:
    return county.actor(Role.LEADER_IN_CHARGE, path=county.organization("县教育局", "department")[1])


def both(one: Actor, other: Actor) -> Actor:
    return replace(one, duties=one.duties + other.duties)


@pytest.mark.one_store
def test_rows_of_a_few_dossiers_are_looked_up_dossier_by_dossier_and_not_by_their_authority() -> None:
    unit = County().found().fed_back().planned_and_accepted().unit_head
    for rows in (findings_seen(unit), measures_seen(unit)):
        assert "inspection_id=?" in rows.order_by("id").explain()


def test_before_the_feedback_the_unit_sees_neither_dossier_nor_findings() -> None:
    county = County().found()
    before_feedback(county)
    finding = Finding.objects.get()
    assert not inspections_seen(county.unit_head).exists()
    assert not findings_seen(county.unit_head).exists()
    for target, target_id in ((Target.INSPECTION, county.inspection_id), (Target.FINDING, finding.id)):
        with pytest.raises(NoSuchThing):
            aim_at(county.unit_head, target, target_id)
        assert aim_at(county.office, target, target_id).inspection == county.inspection
    assert findings_seen(county.office).get() == finding
    county.do(county.office, "give_feedback", on=county.today)
    assert findings_seen(county.unit_head).get() == finding
    assert aim_at(county.unit_head, Target.FINDING, finding.id).finding == finding
