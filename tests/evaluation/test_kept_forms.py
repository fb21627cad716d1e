"""A sheet of two keeps the form it was opened on, whatever packs or category the dossier is given meanwhile."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from bihuan.domain.evaluation import OnOtherForms
from bihuan.domain.rulebook import in_force
from bihuan.domain.score_forms import ScoreForm, as_kept, from_kept
from bihuan.evaluation.forms import form_of
from bihuan.evaluation.models import Evaluation, Scoring, SelfAssessment
from bihuan.organizations.actions import correct_organization
from bihuan.organizations.models import Organization
from bihuan.organizations.own_packs import choose_packs
from bihuan.rules.packs import load
from tests.county import PACKS, County, new_key
from tests.evaluation.panels import SCORED_ON, acting, county_of_three_in_one, marks, named
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county_of_three_in_one(), monkeypatch)


def other_packs(county: County) -> None:
    choose_packs(actor=county.office, packs=PACKS, reason="换届", now=county.now, key=new_key())
    county.do(county.leading_group, "change_packs", reason="领导小组会议决定")


def other_category(county: County) -> None:
    unit = Organization.objects.get(pk=county.unit_id)
    told: dict[str, Any] = {"name": unit.name, "category": "town", "credit_code": "", "from_on": unit.from_on}
    told |= {"seen_version": unit.version, "reason": "单位类别登错", "now": county.now, "key": new_key()}
    correct_organization(actor=county.office, organization_id=unit.id, **told)


def shown(desks: Desks, name: str, deed: str) -> str:
    return desks(name).get(reverse("dossier_do", args=[desks.county.inspection_id, deed])).content.decode()


@pytest.mark.parametrize("change", [other_packs, other_category])
def test_who_hands_in_after_a_change_scores_on_the_form_of_the_sheet_and_it_is_settled_on_it(
    desks: Desks, change: Any
) -> None:
    county, given = desks.county, marks(desks.county)
    governed = form_of(county.inspection, county.today)
    named(desks)
    county.do(acting(desks, "team_leader"), "hand_in_scores", marks=given)
    change(county)
    assert form_of(county.inspection, county.today).form != governed.form
    assert 'name="mark-execution.done"' in shown(desks, "supervision_office", "hand_in_scores")
    county.do(acting(desks, "supervision_office"), "hand_in_scores", marks=given | {"execution.done": Decimal(8)})
    page = words(desks("office").get(reverse("panel", args=[county.inspection_id])))
    assert "20 8 12" in page
    assert 'name="settled-execution.done"' in shown(desks, "office", "settle_scores")
    told = {"settled": {"execution.done": Decimal(15)}, "reasons": {"execution.done": "只完成一半"}}
    county.do(county.office, "settle_scores", on=county.today, **told)
    row = Evaluation.objects.get()
    assert [line["key"] for line in row.lines] == [item.key for item in governed.form.items()]
    assert (row.basis, row.total_hundredths) == (governed.basis, 7500)


def test_the_unit_assesses_itself_on_the_form_of_the_open_sheet(desks: Desks) -> None:
    county, given = desks.county, marks(desks.county)
    named(desks)
    other_category(county)
    assert 'name="mark-execution.done"' in shown(desks, "unit_liaison", "assess_self")
    county.do(acting(desks, "unit_liaison"), "assess_self", on=county.today, marks=given)
    assert len(SelfAssessment.objects.get().lines) == len(given)


def test_a_sheet_that_kept_no_form_and_whose_form_changed_is_called_off_instead_of_breaking(desks: Desks) -> None:
    county = desks.county
    named(desks)
    Scoring.objects.update(form={}, basis="")  # as sheets were opened before
    county.do(acting(desks, "team_leader"), "hand_in_scores", marks=marks(county))
    other_category(county)
    county.do(acting(desks, "supervision_office"), "hand_in_scores", marks=marks(county))
    office, panel = desks("office"), reverse("panel", args=[county.inspection_id])
    assert "评分期间评估表有变动" in words(office.get(panel))
    with pytest.raises(OnOtherForms):
        county.do(county.office, "settle_scores", on=county.today)
    assert "评分期间评估表有变动" in words(
        office.get(reverse("dossier_do", args=[county.inspection_id, "settle_scores"]))
    )
    county.do(county.office, "cancel_scoring", reason="评估表变动")
    named(desks)


def test_a_form_is_read_as_it_was_kept() -> None:
    rules = in_force([load("three-in-one-2018")], SCORED_ON)
    for rule_id in ("evaluation/form", "evaluation/form/town"):
        form = rules.need(rule_id).value_as(ScoreForm)
        assert from_kept(json.loads(json.dumps(as_kept(form)))) == form
