"""A finding keeps the latest day of its measures: by it a sign-off is in time or late."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from bihuan.dossiers.models import Finding
from bihuan.rectification.models import Measure
from tests.county import County

pytestmark = pytest.mark.django_db
FIRST, LATER, LAST = date(2018, 5, 31), date(2018, 6, 30), date(2018, 8, 31)


@pytest.fixture
def county() -> County:
    return County().found().fed_back().with_measures()


def add(county: County, due_on: date | None) -> Measure:
    told = {"text": "建立清单并按月销号", "owner": "分管副局长", "department": "办公室", "expected_result": "清单齐全"}
    before = set(Measure.objects.values_list("id", flat=True))
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, due_on=due_on, **told)
    return Measure.objects.exclude(id__in=before).get()


def last(county: County) -> date | None:
    return county.finding("1").last_due_on


def test_it_is_the_latest_of_the_measures_that_stand(county: County) -> None:
    assert last(county) == FIRST
    add(county, None)
    assert last(county) == FIRST
    latest = add(county, LAST)
    assert last(county) == LAST
    told = {"text": latest.text, "owner": latest.owner, "department": latest.department, "expected_result": "齐全"}
    county.do(county.unit_liaison, "revise_measure", latest.id, due_on=LATER, removed=False, reason="", **told)
    assert last(county) == LATER
    county.do(county.unit_liaison, "revise_measure", latest.id, due_on=LATER, removed=True, reason="", **told)
    assert last(county) == FIRST


def test_it_moves_with_time_that_is_granted_and_stays_when_a_measure_is_done(county: County) -> None:
    county.do(county.unit_head, "submit_plan")
    county.do(county.office, "accept_plan")
    measure = Measure.objects.get(finding=county.finding("1"))
    county.do(county.unit_liaison, "request_extension", measure.id, until_on=LATER, reason="设备到货推迟")
    assert last(county) == FIRST
    county.do(county.office, "approve_extension", measure.id, answer="同意")
    assert last(county) == LATER
    county.finish("1")
    assert (county.finding("1").due_on, last(county)) == (LATER, LATER)


def test_rows_from_before_are_given_theirs_when_the_database_is_brought_up_to_date(county: County) -> None:
    kept = dict(Finding.objects.values_list("number", "last_due_on"))
    assert set(kept.values()) == {FIRST}
    Finding.objects.update(last_due_on=None)
    import_module("bihuan.rectification.migrations.0006_last_due_day").reckon(apps, None)
    assert dict(Finding.objects.values_list("number", "last_due_on")) == kept
