"""The page of the tree of organizations and their heads."""

from __future__ import annotations

from django.test import Client
from tests.web.conftest import SignedIn

from bihuan.domain.roles import Role
from bihuan.ledger.models import new_id
from bihuan.organizations.models import HeadTenure, Organization, Succession


def key() -> str:
    return str(new_id())


def add(client: Client, name: str, *, below: str = "", code: str = "", status: int = 302) -> str:
    """Add an organization; return its address."""
    fields = {"name": name, "parent_id": below, "category": "town", "credit_code": code, "from_on": "2020-01-01"}
    answer = client.post("/organizations/add/", {**fields, "key": key()})
    assert answer.status_code == status, answer.content.decode()
    return answer.get("Location", answer.content.decode())


def appoint(client: Client, where: str, name: str, since: str, until: str = "") -> int:
    fields = {"name": name, "account_id": "", "from_on": since, "until_on": until, "key": key()}
    return client.post(f"{where}head/", fields).status_code


def test_the_tree_is_listed_with_its_heads_and_vacancies(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    town = add(client, "柳溪镇")
    add(client, "白石村", below=town.split("/")[2])
    assert appoint(client, town, "沈某", "2024-01-01") == 302
    page = client.get("/organizations/").content.decode()
    assert page.index("柳溪镇") < page.index("白石村")
    assert "depth-1" in page
    assert "沈某" in page
    assert "空缺" in page
    assert "沈某" not in client.get("/organizations/?vacant=1").content.decode()


def test_a_wrong_credit_code_is_refused_in_the_form(signed_in: SignedIn) -> None:
    page = add(signed_in(Role.OFFICE), "柳溪镇", code="91350100M000100Y4X", status=422)
    assert "不是有效的统一社会信用代码" in page


def test_two_heads_on_one_day_are_refused_and_a_successor_is_not(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    town = add(client, "柳溪镇")
    assert appoint(client, town, "沈某", "2024-01-01") == 302
    assert appoint(client, town, "韩某", "2025-01-01") == 422
    tenure = HeadTenure.objects.get()
    ended = client.post(f"{town}head/{tenure.pk}/end/", {"on": "2024-12-31", "key": key()})
    assert ended.status_code == 302
    assert appoint(client, town, "韩某", "2025-01-01") == 302


def test_an_organization_ends_and_names_who_takes_over(signed_in: SignedIn) -> None:
    client = signed_in(Role.SYSTEM_ADMINISTRATOR)
    old, new = add(client, "柳溪乡"), add(client, "柳溪镇")
    assert client.post(f"{old}end/", {"on": "2025-12-31", "reason": "撤乡设镇", "key": key()}).status_code == 302
    taking_over = {"successor_id": new.split("/")[2], "on": "2026-01-01", "key": key()}
    assert client.post(f"{old}successor/", taking_over).status_code == 302
    assert Succession.objects.get().successor.name == "柳溪镇"
    assert "柳溪镇" in client.get(old).content.decode()


def test_the_leading_group_reads_the_tree_and_changes_nothing(signed_in: SignedIn) -> None:
    town = add(signed_in(Role.OFFICE), "柳溪镇")
    client = signed_in(Role.LEADING_GROUP)
    assert client.get(town).status_code == 200
    assert f"{town}head/" not in client.get(town).content.decode()
    assert appoint(client, town, "沈某", "2024-01-01") == 403
    assert Organization.objects.count() == 1


def test_a_vacant_post_says_since_when_and_that_nobody_can_sign(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    town = add(client, "柳溪镇")
    assert "从未登记主要负责人（该单位自 2020-01-01 设立）" in client.get(town).content.decode()
    assert appoint(client, town, "沈某", "2020-02-01", "2024-12-31") == 302
    page = client.get(town).content.decode()
    assert "主要负责人自 2025-01-01 起空缺" in page
    assert "空缺期间无人可以签字背书" in page
    assert "2020-01-31" in page  # the end of the first vacancy, in the history of the post
    assert f"{town}head/" in page
    assert "自 2025-01-01 起" in client.get("/organizations/").content.decode()


def test_an_organization_that_has_ended_has_no_vacancy_to_fill(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    town = add(client, "柳溪镇")
    assert client.post(f"{town}end/", {"on": "2021-01-01", "reason": "撤销", "key": key()}).status_code == 302
    assert "空缺期间" not in client.get(town).content.decode()
    assert "柳溪镇" not in client.get("/organizations/?vacant=1").content.decode()


def test_a_wrong_name_is_corrected_on_its_page_and_no_twin_is_taken(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    town = add(client, "柳西镇")
    assert "“柳西镇”" in add(client, "柳西镇", status=422)
    assert f"{town}correct/" in client.get(town).content.decode()
    fields = {"name": "柳溪镇", "category": "town", "credit_code": "", "from_on": "2020-01-01", "key": key()}
    assert '<input type="hidden" name="seen_version" value="1"' in client.get(f"{town}correct/").content.decode()
    fields["seen_version"] = "1"
    assert client.post(f"{town}correct/", fields).status_code == 422, "a reason is asked for"
    assert client.post(f"{town}correct/", {**fields, "reason": "笔误", "key": key()}).status_code == 302
    assert Organization.objects.get().name == "柳溪镇"
    reader = signed_in(Role.LEADING_GROUP)
    assert reader.post(f"{town}correct/", {**fields, "reason": "笔误", "key": key()}).status_code == 403


def test_a_new_dossier_is_offered_supervision_offices_only(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    for name, category in (("第一执纪监督室", "supervision_office"), ("派驻第一纪检监察组", "resident_office")):
        fields = {"name": name, "parent_id": "", "category": category, "credit_code": "", "from_on": "2020-01-01"}
        client.post("/organizations/add/", {**fields, "key": key()})
    page = client.get("/dossiers/open/").content.decode()
    assert "第一执纪监督室" in page
    assert "派驻第一纪检监察组" not in page
