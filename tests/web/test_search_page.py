"""The search page shows each role what brute force finds within its reach, and not a word of anything else."""

from __future__ import annotations

import random
import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from tests.browsing import account_of, browser_of
from tests.county import County
from tests.database.brute_force import WORDS, filled, some_text, true_hits
from tests.domain.test_grams import stands_in
from tests.web.desks import Desks, at, at_most, words

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.desk.sight import findings_seen, inspections_seen, measures_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding
from bihuan.organizations.models import Organization
from bihuan.web import clock

pytestmark = pytest.mark.django_db
QUERIES = 8


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found(), monkeypatch)


def ask(client: Client, asked: str, **more: object) -> Any:
    response = client.get(reverse("search"), {"q": asked, **more})
    assert response.status_code == 200
    return response


def hits(client: Client, asked: str, kind: str, name: str) -> list[uuid.UUID]:
    """Return the ids behind all pages of one kind, in their order."""
    found: list[uuid.UUID] = []
    number = 1
    while True:
        page = ask(client, asked, kind=kind, page=number).content.decode()
        main = page[page.index("<main") :]
        root = re.escape(reverse(name, args=[uuid.UUID(int=0)]).split("0000", 1)[0])
        found += [uuid.UUID(one) for one in re.findall(rf'<li[^>]*><a href="{root}([0-9a-f-]{{36}})/', main)]
        if 'rel="next"' not in main:
            return found
        number += 1


def holding(rows: QuerySet[Any], asked: str, *columns: str) -> set[uuid.UUID]:
    """Look through rows the plain way; a term lies in one of the columns."""
    terms = [term for term in asked.split() if any(sign.isalnum() for sign in term)]
    return {
        row["id"]
        for row in rows.values("id", *columns)
        if all(any(stands_in(term, row[column]) for column in columns) for term in terms)
    }


def readers_of(county: County, heads: list[Actor]) -> list[tuple[Client, Actor]]:
    accounts = [account_of(county, role) for role in (Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMINISTRATOR)]
    accounts.append(account_of(county, Role.SUPERVISION_OFFICE, path=county.office_path))
    for head in heads:
        accounts.append(account_of(county, Role.UNIT_HEAD, path=next(iter(head.duties)).path))
    found = []
    for account in accounts:
        client = Client()
        client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
        found.append((client, actor_of(account, clock.today())))
    return found


def test_every_role_finds_what_brute_force_finds_and_nothing_else() -> None:
    county = County().found()
    rng = random.Random(20180302)
    readers = readers_of(county, filled(county, rng)[::2])
    found = 0
    for _ in range(QUERIES):
        source = some_text(rng, 3)
        begin = rng.randrange(len(source))
        asked = source[begin : begin + rng.choice([1, 2, 3])]
        asked += " " + rng.choice(WORDS) if rng.random() < 0.3 else ""
        if not any(sign.isalnum() for sign in asked):
            continue
        for client, actor in readers:
            truth = true_hits(findings_seen(actor), asked)
            shown = hits(client, asked, "findings", "finding")
            assert set(shown) == truth, (asked, actor.roles)
            assert len(shown) == len(truth), "none stands twice"
            found += len(truth)
    assert found > 50
    for asked in ("局", "县第3", "建设 城乡"):
        for client, actor in readers:
            columns = ("organization_name", "round__name", "team_name")
            truth = holding(inspections_seen(actor), asked, *columns)
            assert set(hits(client, asked, "dossiers", "dossier")) == truth
            tree = Organization.objects.filter(authority_id=county.authority_id)
            whole = {Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMINISTRATOR} & actor.roles
            truth = holding(tree, asked, "name", "credit_code") if whole else set()
            assert set(hits(client, asked, "organizations", "organization")) == truth


def test_measures_lead_to_the_card_they_stand_on(desks: Desks) -> None:
    desks.county.fed_back().with_measures()
    assert len(measures_seen(desks.county.office)) == 3
    for name, count in (("office", 3), ("unit_liaison", 3), ("other_unit", 0)):
        assert len(hits(desks(name), "检查台账", "measures", "finding")) == count
    assert "#measures" in ask(desks("office"), "检查台账").content.decode()


def test_before_the_feedback_the_unit_s_page_says_nothing_of_its_findings(desks: Desks) -> None:
    county = desks.county.reporting()
    canary = "金丝雀"
    told = {"number": "1", "title": f"{canary}津贴"}
    import_one(county, told)
    assert canary in words(ask(desks("office"), "津贴"))
    page = words(ask(desks("unit_head"), "津贴"))
    assert canary not in page
    assert "没有含“津贴”的内容" in page
    assert 'class="count"' not in ask(desks("unit_head"), "津贴").content.decode().split("<main")[1]


def import_one(county: County, told: dict[str, str]) -> None:
    document = {"name": "f.txt", "content": "5Y+N6aaI"}
    county.do(county.office, "import_findings", document=document, findings=[told])


def test_accounts_are_found_by_those_who_keep_them_only(desks: Desks) -> None:
    keeper = browser_of(desks.county, Role.SECURITY_ADMINISTRATOR)
    desks.account("unit_head")
    one = Account.objects.get(login_name="unit_head")
    for client in (keeper, desks("office")):
        assert hits(client, "unit_h", "accounts", "account") == [one.id]
        assert hits(client, "某unit", "accounts", "account") == [one.id]
    for client in (desks("unit_liaison"), browser_of(desks.county, Role.SYSTEM_ADMINISTRATOR)):
        assert str(one.id) not in ask(client, "unit_h").content.decode()
        assert str(one.id) not in ask(client, "unit_h", kind="accounts").content.decode()
    assert browser_of(desks.county, Role.AUDIT_ADMINISTRATOR).get(reverse("search")).status_code == 403


def test_words_are_marked_and_what_was_typed_stays_text(desks: Desks) -> None:
    title = "<script>alert(1)</script>公务接待&超标准"
    desks.county.fed_back(NewFinding("1", title, text="经查，" * 60 + "接待费用超支<b>3</b>万元" + "。另查" * 60))
    page = ask(desks("office"), "接待 超").content.decode()
    assert "<script>alert" not in page
    assert "公务<mark>接待</mark>&amp;<mark>超</mark>标准" in page
    assert "<mark>接待</mark>费用<mark>超</mark>支&lt;b&gt;3" in page
    assert unescape(page).count("经查") < 20, "a stretch, not the whole text"
    typed = ask(desks("office"), '"><script>alert(2)</script>').content.decode()
    assert "<script>alert" not in typed


def test_newest_come_first_page_by_page_and_none_twice(desks: Desks) -> None:
    desks.county.fed_back(*[NewFinding(str(n), f"公务接待超标准第{n}项") for n in range(1, 48)])
    client = desks("office")
    found = hits(client, "接待", "findings", "finding")
    numbers = dict(Finding.objects.values_list("id", "number"))
    assert [numbers[one] for one in found] == [str(n) for n in range(47, 0, -1)]
    for odd in ("-3", "x", "99999999999", "²"):
        assert ask(client, "接待", kind="findings", page=odd).status_code == 200


def test_an_empty_page_and_a_page_without_hits_say_what_to_do(desks: Desks) -> None:
    desks.county.fed_back()
    client = desks("office")
    assert "请输入问题、措施或单位名称中的词语" in words(ask(client, ""))
    assert "请输入问题、措施或单位名称中的词语" in words(ask(client, " ，。\x00"))
    assert "必须同时含有每个词语" in words(ask(client, "无此内容"))
    assert f'action="{reverse("search")}"' in client.get(reverse("findings")).content.decode(), "a box on every page"


def test_the_page_asks_the_database_seldom(desks: Desks) -> None:
    desks.county.fed_back().with_measures()
    client = desks("office")
    client.get(reverse("search"))
    with at_most(12):
        ask(client, "学习")
