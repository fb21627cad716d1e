"""What cannot be is refused by the preview as by the deed, beside its field, with what to do instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.ledger.models import Entry
from bihuan.organizations.models import Organization
from tests.supervision.gap import Gap
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db

ONE, TWO = "{one}", "{two}"
SPOILED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"sort": "merge", "new_id": ONE}, "“县住房和城乡建设局”既是撤并的单位又是承继单位。 继续存在的单位只作承继单位"),
    ({"sort": "merge", "old_2": ONE, "new_id": TWO}, "“县住房和城乡建设局”列了两次。 同一单位只列一次。"),
    ({"sort": "split", "founded": "县城乡建设局"}, "分设须有两个以上承继单位，现在只有一个。 请再填一个承继单位"),
    ({"sort": "split", "founded": "县建设局\n县建设局"}, "“县建设局”列了两次。"),
    ({"sort": "rename", "founded": "县住房和城乡建设局"}, "“县住房和城乡建设局”是已有单位的名称，不是新名称。"),
    ({"sort": "rename", "new_id": TWO}, "“县水利局”是已有单位的名称，不是新名称。 请填写新名称"),
    ({"sort": "rename", "founded": "甲局\n乙局"}, "有2个承继单位；只有“分设”可以有几个承继单位。"),
    ({"sort": "rename", "old_2": TWO, "founded": "甲局"}, "选了2个撤并的单位；只有“合并”可以有几个撤并的单位。"),
    ({"sort": "merge", "founded": "县建设局"}, "只有“县住房和城乡建设局”一个单位，不是合并。 请再选一个撤并的单位"),
    ({"sort": "abolish"}, "没有承继单位。 请在“已有的承继单位”中选一个"),
    ({"sort": "rename", "founded": "甲局", "on": "0001-01-01"}, "请把“新机构起始日期”改为"),
    ({"sort": "rename", "founded": "甲局", "on": "2016-05-01"}, "自2017-01-01才开始，不能在此之前结束。"),
    ({"sort": "rename", "founded": "县水利局"}, "县水利局"),
    ({"sort": "rename", "founded": "甲局", "credit_code": "911101"}, "911101"),
)


@pytest.fixture
def gap() -> Gap:
    return Gap()


@pytest.fixture
def desks(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(gap.county, monkeypatch)


@pytest.mark.parametrize("button", ["preview", "confirm"])
def test_preview_and_deed_refuse_alike(gap: Gap, desks: Desks, button: str) -> None:
    office, ids = desks("office"), {ONE: str(gap.county.unit_id), TWO: str(gap.later.unit_id)}
    before = Entry.objects.count()
    for spoiled, said in SPOILED:
        told = {"old_1": ONE, "on": gap.today.isoformat(), "paper": "青编发〔2018〕2号", **spoiled}
        answer = send(office, reverse("reorganise"), **{k: ids.get(v, v) for k, v in told.items()}, **{button: "1"})
        assert (answer.status_code, said in words(answer)) == (422, True), (spoiled, said)
        assert "确认办理" not in words(answer), spoiled
    assert Entry.objects.count() == before


@pytest.mark.parametrize("button", ["preview", "confirm"])
def test_a_circle_of_three_is_refused_with_its_way(gap: Gap, desks: Desks, button: str) -> None:
    office, page = desks("office"), reverse("reorganise")
    one, two = str(gap.county.unit_id), str(gap.later.unit_id)
    (third, _path) = gap.county.organization("县林业局", "department")
    on = gap.today.isoformat()
    for old, successor in ((two, str(third)), (third, one)):
        Organization.objects.filter(pk=old).update(until_on=gap.today - timedelta(days=1))
        send(office, reverse("successor_name", args=[old]), successor_id=successor, on=on)
    Organization.objects.filter(pk__in=(two, third)).update(until_on=None)
    told = {"sort": "merge", "old_1": one, "new_id": two, "on": on, "paper": "青编发〔2018〕2号"}
    answer = send(office, page, **told, **{button: "1"})
    assert answer.status_code == 422
    assert "县住房和城乡建设局 → 县水利局 → 县林业局 → 县住房和城乡建设局" in words(answer)


def test_what_another_that_waits_needs_is_refused_until_that_is_called_off(gap: Gap, desks: Desks) -> None:
    office, page, one = desks("office"), reverse("reorganise"), str(gap.county.unit_id)
    told = {"sort": "rename", "old_1": one, "founded": "县城乡建设局", "paper": "青编发〔2018〕2号"}
    waiting = send(office, page, **told, on="2030-01-01", confirm="1")
    again = send(office, page, **{**told, "founded": "县建设局"}, on=gap.today.isoformat(), preview="1")
    assert "“县住房和城乡建设局”已列入青编发〔2018〕2号，自2030-01-01起生效。" in words(again)
    assert "先取消那次机构改革" in words(again)
    send(office, f"{waiting['Location']}call-off/", reason="上级另有安排")
    assert (
        send(office, page, **{**told, "founded": "县建设局"}, on=gap.today.isoformat(), preview="1").status_code == 200
    )


def test_what_was_chosen_is_still_chosen_when_the_preview_is_shown_again(gap: Gap, desks: Desks) -> None:
    told = {"sort": "split", "old_1": str(gap.county.unit_id), "founded": "甲局\n乙局", "paper": "青编发〔2018〕2号"}
    heir = {f"heir_{gap.county.inspection_id}": "1"}
    page = send(desks("office"), reverse("reorganise"), **told, **heir, on=gap.today.isoformat(), preview="1")
    assert '<option value="1" selected>乙局</option>' in page.content.decode()
