"""What comes in wrong in the second half of the work is refused on its page: where it is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse
from tests.county import County, new_key
from tests.web.desks import Desks, at, send, words

from bihuan.evaluation.models import Evaluation
from bihuan.organizations.models import Organization, Succession
from bihuan.organizations.own_packs import release_pack

pytestmark = pytest.mark.django_db
LAMP = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  lamp/yellow:
    title: {zh: 黄灯, en: Yellow lamp}
    rulings:
      - since: 2017-07-01
        value: 40
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
"""
WEIGHTS = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  evaluation/weights:
    title: {zh: 权重, en: Weights}
    rulings:
      - since: 2017-07-01
        value: {total: 100, shares: {arrangement: 15, plan: 15, execution: 40, prevention: 10, reporting: 10}}
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
"""
FORM = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  evaluation/form/town:
    title: {zh: 评估表, en: Form}
    rulings:
      - since: 2017-07-01
        value:
          way: additive
          total: 100
          aspects:
            plan: {full: 40, indicators: [{code: whole, zh: 齐全, en: Whole, points: 30}]}
            execution: {full: 60, indicators: [{code: done, zh: 完成, en: Done, points: 60}]}
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
"""


@dataclass
class Refused:
    """A page that refuses, in words."""

    status: int
    said: str

    def tells(self, *told: str) -> None:
        for one in told:
            assert one in self.said, self.said


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def test_contradictory_packs_name_both_rules_with_their_numbers(county: County, desks: Desks) -> None:
    release_pack(actor=county.office, text=LAMP, reason="试行", now=county.now, key=new_key())
    answer = desks("office").get(reverse("packs_choose"), {"at-office-practice": "1", "at-qingshi-2018": "2"})
    shown = Refused(answer.status_code, words(answer))
    shown.tells("互相矛盾", "黄灯", "绿灯", "20", "40")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LAMP.replace("        value: 40\n", ""), ("第7行", "黄灯预警", "value")),
        (FORM, ("第11行", "“制定方案”各项指标合计30", "满分为40", "更正")),
        (WEIGHTS, ("第8行", "权重", "合计90", "总分为100", "更正")),
    ],
)
def test_a_pack_with_a_hole_or_weights_that_do_not_add_up_name_the_line(
    desks: Desks, text: str, told: tuple[str, ...]
) -> None:
    answer = send(desks("office"), reverse("pack_write"), text=text, check="1")
    shown = Refused(answer.status_code, words(answer))
    assert shown.status == 422
    shown.tells(*told)


def test_a_successor_in_a_circle_is_not_offered_and_refused_where_it_is_sent(county: County, desks: Desks) -> None:
    office, (second, _path) = desks("office"), county.organization("县水利局", "department")
    Organization.objects.filter(pk=second).update(until_on=date(2018, 2, 28))
    send(office, reverse("successor_name", args=[second]), successor_id=str(county.unit_id), on="2018-03-01")
    Organization.objects.filter(pk=county.unit_id).update(until_on=date(2018, 2, 28))
    back = reverse("successor_name", args=[county.unit_id])
    assert str(second) not in office.get(back).content.decode()
    answer = send(office, back, successor_id=str(second), on="2018-03-01")
    assert answer.status_code == 422
    assert Succession.objects.count() == 1


def test_a_score_after_the_close_out_is_told_to_be_the_matter_of_a_look_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    desks, before = at(county, monkeypatch), Evaluation.objects.count()
    url = reverse("dossier_do", args=[county.inspection_id, "record_evaluation"])
    answer = desks("office").get(url)
    shown = Refused(answer.status_code, words(answer))
    assert shown.status == 404
    shown.tells("登记评估", "已报结", "回头看")
    assert Evaluation.objects.count() == before
