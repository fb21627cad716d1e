"""A pack written by somebody who has never seen one: gates from a list, checked, released, compared, chosen."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.county import PACKS, County
from tests.web.desks import Desks, at, send, words

from bihuan.domain.lifecycle.askable import ASKABLE
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import GateTerms, Label
from bihuan.organizations.models import Authority, OwnPack
from bihuan.rules.adding import NewGate, head_of, with_gate
from bihuan.rules.packs import available, path_of
from bihuan.rules.written import NEEDS, read_written

pytestmark = pytest.mark.django_db
FIRST = {
    "pack_id": "qingshi-2018",
    "pack_title": "青石县整改“闭环”办法: 试行",
    "gate": "close/checks.too_few",
    "number": "3",
    "waivable": "on",
    "since": "2017-07-01",
    "document": "青石县委办法",
    "clause": "第八条: 督查不少于“三次”",
    "verified": "on",
    "add": "1",
    "text": "",
}


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().closable(), monkeypatch)


def text_on(page: Any) -> str:
    """Return what stands in the field of the pack."""
    from html import unescape

    found = re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', page.content.decode(), re.S)
    assert found is not None
    return unescape(found[1])


# --- the text that is made ------------------------------------------------------------------------------


def gate(step: str, code: str) -> NewGate:
    number = (NEEDS[code], 2) if code in NEEDS else None
    return NewGate(step, code, Label("关口: #一", "Gate: 1"), date(2018, 1, 1), "办法 #3", "「第八条」", False, number)


def test_every_gate_that_can_be_set_makes_a_pack_that_can_be_read() -> None:
    text = head_of("qingshi-2018", "青石县: 办法")
    for step, codes in ASKABLE.items():
        for code in sorted(codes):
            text = with_gate(text, gate(step, code))
    pack = read_written(text)
    assert {rule.id for rule in pack.rules} == {
        f"gate/{step}/{code}" for step, codes in ASKABLE.items() for code in codes
    }
    assert pack.rules[0].title == Label("关口: #一", "Gate: 1")


def test_a_gate_is_put_behind_the_rules_of_any_pack_and_nothing_else_changes() -> None:
    for pack_id in available():
        text = path_of(pack_id)[0].read_text(encoding="utf-8").replace(f"id: {pack_id}", "id: qingshi-2018", 1)
        before = read_written(text).rules
        after = read_written(with_gate(text, gate("grant_sign_off", "person_matter.no_outcome"))).rules
        assert after[:-1] == before
        assert after[-1].id == "gate/grant_sign_off/person_matter.no_outcome"


# --- the page -------------------------------------------------------------------------------------------


def test_from_nothing_to_a_released_pack_without_a_line_of_text_typed(desks: Desks) -> None:
    office, url = desks("office"), reverse("pack_write")
    first = send(office, url, **FIRST)
    assert first.status_code == 200, words(first)
    assert "已将“督查次数达到要求”加入规则包" in words(first)
    second = {**FIRST, "gate": "grant_sign_off/person_matter.no_outcome", "number": "", "text": text_on(first)}
    both = send(office, url, **{name: one for name, one in second.items() if name != "waivable"})
    text = text_on(both)
    pack = read_written(text)
    assert [rule.rulings[0].value for rule in pack.rules] == [GateTerms(3, waivable_by=Role.LEADING_GROUP), GateTerms()]
    assert pack.title.zh == "青石县整改“闭环”办法: 试行"
    assert pack.rules[0].title.zh == "督查次数达到要求"
    tried = send(office, url, text=text, check="1")
    assert "尚未发布" in words(tried)
    assert "督查次数达到要求" in words(tried)
    assert "在其他环节的要求" in words(tried)
    assert "同意销号：具体人和事均有处置结果 青石县整改“闭环”办法: 试行" in words(tried)
    assert send(office, url, text=text, release="1", reason="试行").status_code == 302
    assert OwnPack.objects.get().text == text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"number": ""}, "这一条须填数字"),
        ({"gate": "close/report.missing"}, "这一条不填数字"),
        ({"gate": "close/report.missing", "number": ""}, "这一条没有例外"),
        ({"gate": ""}, "必填"),
        ({"since": "2017-02-30"}, "日期"),
        ({"clause": ""}, "必填"),
        ({"pack_id": "青石"}, "小写字母、数字和连字符"),
        ({"pack_id": "closing-loop-2018"}, "随本软件提供"),
        ({"pack_title": ""}, "必填"),
        ({"pack_id": ""}, "必填"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_what_was_typed_stays(
    desks: Desks, changed: dict[str, str], told: str
) -> None:
    page = send(desks("office"), reverse("pack_write"), **{**FIRST, **changed})
    assert page.status_code == 422
    assert told in words(page)
    assert 'value="青石县委办法"' in page.content.decode()
    assert text_on(page) == ""


def test_a_gate_that_stands_there_is_not_put_in_twice(desks: Desks) -> None:
    office, url = desks("office"), reverse("pack_write")
    text = text_on(send(office, url, **FIRST))
    again = send(office, url, **{**FIRST, "text": text})
    assert again.status_code == 422
    assert "规则包中已有这一条" in words(again)
    assert text_on(again) == text


def test_a_faulty_line_is_shown_with_its_number_and_its_neighbours(desks: Desks) -> None:
    office, url = desks("office"), reverse("pack_write")
    text = text_on(send(office, url, **FIRST)).replace("least: 3", "least: -3")
    page = send(office, url, text=text, check="1").content.decode()
    assert re.search(r"<mark>8\s+value: \{least: -3", page)
    assert re.search(r"\n7\s+- since: 2017-07-01", page)


def test_the_words_of_a_pack_are_explained_beside_it(desks: Desks) -> None:
    page = words(desks("office").get(reverse("pack_write")))
    for one in ("since 施行日期", "waivable_by 谁可以准予例外", "verified 是否已与原文核对"):
        assert one in page


def test_from_its_page_a_released_pack_is_chosen_left_out_again_and_set_beside_its_last_release(desks: Desks) -> None:
    office = desks("office")
    text = text_on(send(office, reverse("pack_write"), **FIRST))
    page = reverse("rule_pack", args=["qingshi-2018"])
    for number in (3, 4):
        changed = text.replace("least: 3", f"least: {number}")
        assert send(office, reverse("pack_write"), text=changed, release="1", reason="试行").status_code == 302
    shown = office.get(page).content.decode()
    assert "已发布，尚未选定" in words(office.get(page))
    (way,) = re.findall(r'href="(/rules/choose/\?[^"]*at-qingshi-2018=\d+)"', shown)
    way = way.replace("&amp;", "&")
    chosen = re.search(r'name="packs" value="([^"]*)"', office.get(way).content.decode())
    assert chosen is not None
    assert chosen[1].endswith(",qingshi-2018")
    assert send(office, way, packs=chosen[1], reason="用").status_code == 302
    shown = office.get(page).content.decode()
    assert "不带它重新选定" in words(office.get(page))
    (beside,) = re.findall(r'href="(/rules/compare/[^"]*)"', shown)
    compared = words(office.get(beside.replace("&amp;", "&")))
    assert "至少 3 次" in compared
    assert "至少 4 次" in compared


def test_the_trial_of_a_pack_tells_what_it_changes_and_not_what_was_chosen_since(desks: Desks) -> None:
    office = desks("office")
    Authority.objects.update(packs=[*PACKS, "tianjin-2018"])
    text = text_on(send(office, reverse("pack_write"), **FIRST))
    page = send(office, reverse("pack_write"), text=text, check="1")
    told = words(page).partition("对在办档案会有什么变化")[2]
    assert "因本规则包" in told
    assert "督查次数达到要求" in told
    assert "报备" not in told, "the packs chosen since change that, not the one being written"


# --- what cannot be, from the page ------------------------------------------------------------------------

RULE = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  %s:
    title: {zh: 一条, en: One}
    rulings:
      - since: 2017-07-01
        value: %s
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
"""


@pytest.mark.parametrize(
    ("rule", "value", "told"),
    [
        ("gate/close/checks.too_few", "{}", "第8行（报结：督查次数达到要求）：缺少least"),
        ("gate/close/checks.too_many", "{least: 2}", "第4行（报结：checks.too_many）：没有关口“checks.too_many”"),
        (
            "evaluation/weights",
            "{total: 100, shares: {plan: 40, execution: 50}}",
            "第8行（整改评估五个方面的权重）：各部分合计90，总分为100",
        ),
        ("evaluation/weights", "{total: 100, shares: {plan: -40, execution: 140}}", "请写不小于1的整数"),
        (
            "evaluation/form",
            "{way: additive, total: 10, aspects: {plan: {full: 10, indicators: [{code: a, zh: 甲, en: A, points: 9}]}}}",  # noqa: E501
            "第8行",
        ),
        (
            "deadline/concentrated_rectification_end",
            "{count: 3, unit: months, after: concentrated_rectification_end}",
            "第8行",
        ),
    ],
)
@pytest.mark.parametrize("button", ["check", "release"])
def test_a_hole_or_weights_that_do_not_add_up_are_refused_on_the_page(
    desks: Desks, rule: str, value: str, told: str, button: str
) -> None:
    page = send(desks("office"), reverse("pack_write"), text=RULE % (rule, value), reason="试行", **{button: "1"})
    assert page.status_code == 422
    assert told in words(page)
    assert RULE % (rule, value) == text_on(page), "what was typed stays"
    assert not OwnPack.objects.exists()


@pytest.mark.parametrize(
    ("rule", "value", "pair"),
    [
        ("lamp/yellow", "40", ("绿灯预警", "黄灯预警")),
        ("gate/close/evaluation.below_pass", "{pass_mark: 120}", ("评估达到合格分数", "权重")),
    ],
)
def test_packs_that_contradict_each_other_are_refused_with_both_rules_and_both_packs(
    desks: Desks, rule: str, value: str, pair: tuple[str, str]
) -> None:
    office = desks("office")
    assert send(office, reverse("pack_write"), text=RULE % (rule, value), release="1", reason="试行").status_code == 302
    asked = f"{reverse('packs_choose')}?at-office-practice=1&at-qingshi-2018=2"
    shown = office.get(asked)
    assert "disabled" in shown.content.decode()
    done = send(office, asked, packs="office-practice,qingshi-2018", reason="用")
    assert done.status_code == 422
    for page in (shown, done):
        for one in (*pair, "巡察办通行做法", "青石县做法", "互相矛盾", "把正确的排在最后"):
            assert one in words(page), one
