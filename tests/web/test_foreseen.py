"""Whoever enters a check or an evaluation reads first what it would let the close-out ask anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.county import PACKS, County, new_key
from tests.supervision.gap import Gap
from tests.web.desks import at, words

from bihuan.organizations.own_packs import choose_packs

pytestmark = pytest.mark.django_db
OUT_OF_ORDER, NOT_LINKED = "督查、评估次序不对", "最后一次督查（回访不计）不是由联系该单位的执纪监督室进行"
EVALUATED_ELSEWHERE = "不是由联系该单位的执纪监督室"
ANEW = "报结时将重新要求以下条件"


def page(client: Client, county: County, deed: str) -> str:
    return words(client.get(reverse("dossier_do", args=[county.inspection_id, deed])))


def test_one_check_more_by_the_office_puts_finished_turns_out_of_order(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().examined()
    desks = at(county, monkeypatch)
    told = page(desks("office"), county, "record_check")
    assert ANEW in told
    assert OUT_OF_ORDER in told
    assert NOT_LINKED in told
    assert "第三执纪监督室" in told
    own = page(desks("supervision_office"), county, "record_check")
    assert OUT_OF_ORDER in own, "its check is to be evaluated, too"
    assert NOT_LINKED not in own


def test_what_comes_in_its_turn_is_no_warning_and_the_second_check_by_the_office_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    desks = at(county, monkeypatch)
    assert ANEW not in page(desks("office"), county, "record_check"), "the first one is anybody's"
    county.evaluate(county.office, county.today)
    county.today += timedelta(days=30)
    told = page(desks("office"), county, "record_check")
    assert NOT_LINKED in told
    assert OUT_OF_ORDER not in told
    assert ANEW not in page(desks("supervision_office"), county, "record_check")


def test_an_evaluation_by_another_than_the_linked_office_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().examined()
    desks = at(county, monkeypatch)
    assert EVALUATED_ELSEWHERE in page(desks("office"), county, "record_evaluation")
    assert ANEW not in page(desks("supervision_office"), county, "record_evaluation")


def test_a_visit_before_its_months_are_over_is_told_to_count_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    county, packs = County().found().fed_back(), [*PACKS, "changzhou-2021"]
    choose_packs(actor=county.office, packs=packs, reason="换届", now=county.now, key=new_key())
    county.do(county.leading_group, "change_packs", reason="领导小组会议决定")
    office = at(county, monkeypatch)("office")
    told = page(office, county, "record_check")
    assert "巡察回访：2018-06-01起开展的才计入" in told
    assert "专项督查：2018-06-01起开展的才计入" in told
    county.today = date(2018, 6, 1)
    assert "起开展的才计入" not in page(office, county, "record_check")


def test_a_planned_check_tells_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = Gap()
    gap.county.supervised("1")
    (planned,) = [one for one in gap.planned() if one.dossier_id == gap.county.inspection_id]
    gap.team([planned])
    desks = at(gap.county, monkeypatch)
    assert OUT_OF_ORDER in words(desks("office").get(reverse("planned_record", args=[planned.id])))
