"""What whoever decides has to know is said on the page of the deed; a finding that was corrected says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import at, words

from bihuan.evaluation.models import Evaluation

pytestmark = pytest.mark.django_db


def test_the_page_of_the_close_names_the_evaluations_that_the_unit_was_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().closable()
    desks, url = at(county, monkeypatch), reverse("dossier_do", args=[county.inspection_id, "close"])
    untold = Evaluation.objects.filter(inspection_id=county.inspection_id, told_on=None, withdrawn_on=None)
    assert untold
    page = words(desks("office").get(url))
    assert "以下事项不是报结条件，但报结后即终止" in page
    assert page.count("未向单位反馈") == untold.count()
    for one in untold:
        county.do(county.office, "tell_evaluation", one.id)
    assert "以下事项不是报结条件" not in words(desks("office").get(url))


def test_the_card_of_a_corrected_finding_does_not_call_its_words_those_that_were_fed_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    finding, office = county.finding("1"), at(county, monkeypatch)("office")
    url = reverse("finding", args=[finding.id])
    assert "反馈原文" in words(office.get(url))
    told = {"title": finding.title, "text": "实配超出4个。", "category": finding.category}
    county.today += timedelta(days=1)
    county.do(county.office, "correct_finding", finding.id, **told, reason="核对原始凭证后更正")
    page = words(office.get(url))
    assert "问题表述（已更正）" in page
    assert "反馈原文" not in page
    assert "理由：核对原始凭证后更正" in page


def test_whoever_grants_a_sign_off_reads_the_result_and_is_led_to_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.finish("1")
    finding = county.finding("1")
    county.do(county.unit_head, "request_sign_off", finding.id)
    page = at(county, monkeypatch)("office").get(reverse("finding_do", args=[finding.id, "grant_sign_off"]))
    assert county.finding("1").result in words(page)
    assert "查看整改卡：措施、佐证、成效和历次答复" in words(page)
