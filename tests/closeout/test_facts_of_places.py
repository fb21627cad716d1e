"""What the packs of single places ask and the product records already: visits, special checks, successors."""

from __future__ import annotations

from datetime import date

import pytest

from bihuan.closeout.facts import whole_facts
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import ask_gates
from bihuan.organizations.actions import name_successor
from bihuan.organizations.models import Organization
from bihuan.rules.packs import rulebook
from bihuan.supervision.models import Check
from tests.county import FEEDBACK_ON, County, new_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().closable()


def missing(county: County) -> list[str]:
    facts = whole_facts(county.inspection, county.today)
    verdict = ask_gates(STEPS["close"], facts, rulebook(["changzhou-2021"], FEEDBACK_ON))
    return [blocker.code for blocker in verdict.blockers]


def test_checks_of_their_kind_answer_for_visit_and_special_check(county: County) -> None:
    assert missing(county) == ["return_visit.missing", "special_check.missing"]
    Check.objects.filter(number=1).update(kind="return_visit", on=date(2018, 5, 31))
    Check.objects.filter(number=2).update(kind="special_check")
    assert missing(county) == ["return_visit.too_early"]
    Check.objects.filter(number=1).update(on=date(2018, 6, 1))
    assert missing(county) == []


def test_the_tree_tells_what_became_of_an_organization(county: County) -> None:
    Check.objects.filter(number=1).update(kind="return_visit")
    Check.objects.filter(number=2).update(kind="special_check")
    Organization.objects.filter(pk=county.unit_id).update(until_on=date(2018, 10, 31))
    assert missing(county) == ["successor.missing"]
    names = ["县自然资源局", "县住建和交通局"]
    for name, status in zip(names, ["merged", "split"], strict=True):
        heir, _path = county.organization(name, "department")
        name_successor(
            actor=county.office,
            predecessor_id=county.unit_id,
            successor_id=heir,
            on=date(2018, 11, 1),
            now=county.now,
            key=new_key(),
        )
        facts = whole_facts(county.inspection, county.today)
        assert facts.status == status
        assert name in facts.successors
        assert missing(county) == []
