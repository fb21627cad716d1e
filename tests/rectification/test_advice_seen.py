"""Vague measures are pointed out before a plan is accepted; the acceptance tells which, and who had read it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from bihuan.ledger.models import Entry
from bihuan.rectification.models import Plan
from tests.county import County
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db


def submitted(text: str) -> County:
    county = County().found().fed_back().with_measures()
    told = {"text": text, "owner": "分管副局长", "department": "办公室", "due_on": date(2018, 5, 31)}
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, **told, expected_result="台账齐全")
    county.do(county.unit_head, "submit_plan")
    return county


def told_of_acceptance() -> dict[str, object]:
    told: dict[str, object] = json.loads(bytes(Entry.objects.get(action="accept_plan").content))["told"]
    return told


def desks_of(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def test_whoever_accepts_a_plan_with_vague_measures_says_that_he_read_the_advice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = submitted("建立健全财务管理各项规章制度，进一步提高认识")
    office = desks_of(county, monkeypatch)("office")
    url = reverse("dossier_do", args=[county.inspection_id, "accept_plan"])
    shown = words(office.get(url))
    assert "建立健全财务管理各项规章制度" in shown
    assert "已逐条看过系统提示的空泛措施" in shown
    assert send(office, url, remark="同意").status_code == 400
    assert not Plan.objects.exclude(accepted_on=None).exists()
    send(office, url, remark="同意", advice_seen="on")
    assert Plan.objects.exclude(accepted_on=None).exists()
    told = told_of_acceptance()
    assert told["advice"] == {"1-2": ["measure.empty_phrase"]}
    assert told["advice_seen"] is True


def test_a_plan_without_vague_measures_owes_no_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    county = submitted("6月底前修订《差旅费管理办法》并印发")
    office = desks_of(county, monkeypatch)("office")
    url = reverse("dossier_do", args=[county.inspection_id, "accept_plan"])
    assert "已逐条看过" not in words(office.get(url))
    send(office, url, remark="同意")
    told = told_of_acceptance()
    assert (told["advice"], told["advice_seen"]) == ({}, False)
