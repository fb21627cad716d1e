"""Each clause that a page rests on can be looked up: what it rules, since when, in which paper, verified or not."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.browsing import browser_of
from tests.county import County
from tests.web.desks import Desks, at, words

from bihuan.domain.roles import Role
from bihuan.rules.packs import available, load
from bihuan.web.rule_pages import anchor_of, clause_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back(), monkeypatch)


def clauses_on(client: Client, url: str) -> set[str]:
    return set(re.findall(r'<a class="clause" href="([^"]+)"', client.get(url).content.decode()))


def test_every_clause_a_dossier_rests_on_leads_to_its_own_line(desks: Desks) -> None:
    office = desks("office")
    found = clauses_on(office, reverse("dossier", args=[desks.county.inspection_id]))
    assert len(found) > 10
    pages: dict[str, str] = {}
    for url in found:
        page, _hash, anchor = url.partition("#")
        pages.setdefault(page, office.get(page).content.decode())
        assert f'id="{anchor}"' in pages[page], url


@pytest.mark.parametrize("pack_id", available())
def test_a_pack_shows_each_ruling_with_its_source_and_whether_it_is_verified(desks: Desks, pack_id: str) -> None:
    page = desks("unit_head").get(reverse("rule_pack", args=[pack_id]))
    shown, html = words(page), page.content.decode()
    for rule in load(pack_id).rules:
        assert rule.title.zh in shown
        for ruling in rule.rulings:
            assert ruling.citation.clause in shown
            assert ruling.since.isoformat() in shown
            assert f'id="{anchor_of(ruling.citation.clause)}"' in html
    assert ("待核实：尚无人" in html) is any(not r.rulings[-1].verified for r in load(pack_id).rules)


def test_not_verified_is_explained_where_it_stands(desks: Desks) -> None:
    html = desks("office").get(reverse("dossier", args=[desks.county.inspection_id])).content.decode()
    assert re.search(r'<abbr title="待核实：[^"]+">待核实</abbr>', html)


def test_the_list_of_packs_is_in_the_menu_and_says_what_the_method_asks(desks: Desks) -> None:
    page = desks("office").get(reverse("rules"))
    assert f'href="{reverse("rules")}" class="here"' in page.content.decode()
    assert "巡察整改闭环做法（来源文件四）" in words(page)
    assert "报送整改方案" in words(page)
    assert page.content.decode().count("适用") == 3


def test_rules_are_open_to_every_account_and_to_nobody_without(desks: Desks, client: Client) -> None:
    assert browser_of(desks.county, Role.AUDIT_ADMINISTRATOR).get(reverse("rules")).status_code == 200
    assert client.get(reverse("rules")).status_code == 302


def test_a_release_that_a_dossier_is_bound_to_can_be_read_and_an_unknown_one_cannot(desks: Desks) -> None:
    url = reverse("rule_pack", args=["closing-loop-2018"])
    earlier = "c565fa262324fe73303907601ecdac747acc1c8235e887138e6792c2dd2af96d"
    assert "这是此前发布的版本" in words(desks("office").get(url, {"release": earlier}))
    assert desks("office").get(url, {"release": "0" * 64}).status_code == 404
    assert desks("office").get(url, {"release": "../x"}).status_code == 404
    assert desks("office").get(reverse("rule_pack", args=["no-such-pack"])).status_code == 404


def test_a_clause_is_found_whatever_its_punctuation() -> None:
    assert anchor_of("涉及具体人和事的问题,要明确") == anchor_of("涉及具体人和事的问题，要明确")
    assert clause_url("gone-pack · 第一条") == ""


def test_the_months_that_a_gate_asks_for_stand_beside_it(desks: Desks) -> None:
    assert "反馈满 3 个月后" in words(desks("office").get(reverse("rule_pack", args=["changzhou-2021"])))
