"""The audit administrator reads the authority's own stream and verifies every chain, and never sees a dossier."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.browsing import browser_of
from tests.county import County
from tests.web.desks import words

from bihuan.domain.roles import ADMINISTRATORS, Role
from bihuan.ledger import verifier
from bihuan.ledger.models import Entry
from bihuan.web.permissions import DOSSIER_ROLES, ROWS

pytestmark = pytest.mark.django_db
CANARY = "党组理论学习中心组学习流于形式"


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


@pytest.fixture
def auditor(county: County) -> Client:
    return browser_of(county, Role.AUDIT_ADMINISTRATOR)


def test_it_is_the_first_page_of_the_audit_administrator(auditor: Client) -> None:
    assert auditor.get(reverse("home"))["Location"] == reverse("ledger")


def test_accounts_roles_settings_and_organizations_are_read_and_no_dossier(county: County, auditor: Client) -> None:
    page = words(auditor.get(reverse("ledger")))
    for deed in ("开立账号", "授予角色", "增加单位", "登记主要负责人任职", "设立派出党组织"):
        assert deed in page
    for kept in (CANARY, "反馈意见", str(county.inspection_id)):
        assert kept not in auditor.get(reverse("ledger")).content.decode()


def test_it_is_filtered_by_actor_deed_and_day(county: County, auditor: Client) -> None:
    url = reverse("ledger")
    only = auditor.get(url, {"deed": "add_organization"}).content.decode()
    assert len(re.findall(r'<td class="number-left">', only)) == 2
    entry = Entry.objects.get(action="appoint_head")
    mine = auditor.get(url, {"who": str(entry.actor_id), "deed": "appoint_head"})
    assert "登记主要负责人任职" in words(mine)
    later = auditor.get(url, {"deed": "appoint_head", "from_on": "2018-01-09", "until_on": "2018-01-10"})
    assert "没有符合条件的记录" in words(later)
    assert "登记主要负责人任职" in words(
        auditor.get(url, {"deed": "appoint_head", "from_on": "2018-01-08", "until_on": "2018-01-08"})
    )


def test_verifying_checks_every_chain_and_tells_how_many(auditor: Client) -> None:
    before = Entry.objects.count()
    page = words(auditor.post(reverse("ledger_verify")))
    assert "账本完好" in page
    assert f"共 {before} 条记录" in page
    assert Entry.objects.count() == before


def test_verifying_names_the_entry_that_was_altered_and_no_word_of_it(county: County, auditor: Client) -> None:
    entry = Entry.objects.get(action="give_feedback")
    changed = bytes(entry.content).replace(b"give_feedback", b"give_feedbacK")
    with connection.cursor() as cursor:  # taken back with the test's transaction
        is_sqlite = connection.vendor == "sqlite"
        trigger = "ledger_entry_no_update" if is_sqlite else "ledger_entry_no_change ON ledger_entry"
        cursor.execute(f"DROP TRIGGER {trigger}")
    Entry.objects.filter(pk=entry.pk).update(content=changed)
    page = words(auditor.post(reverse("ledger_verify")))
    assert "账本核验未通过" in page
    assert f"第 {entry.number} 条" in page
    assert CANARY not in page


def test_the_export_holds_for_the_stand_alone_verifier(auditor: Client, tmp_path: Path) -> None:
    response = auditor.get(reverse("ledger_export"))
    content = b"".join(response.streaming_content)
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(content)
    verifier.verify(file)
    streams = {json.loads(line)["stream"].partition(":")[0] for line in content.splitlines()}
    assert streams == {"authority"}


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_no_administrator_reaches_a_dossier_or_another_s_page(county: County, role: Role) -> None:
    client = browser_of(county, role)
    own = {
        Role.AUDIT_ADMINISTRATOR: {"ledger"},
        Role.SYSTEM_ADMINISTRATOR: {"doctor", "organizations"},
        Role.SECURITY_ADMINISTRATOR: {"accounts"},
    }
    for name in ("ledger", "doctor", "accounts", "organizations", "dossiers", "findings", "todo", "cockpit", "views"):
        assert client.get(reverse(name)).status_code == (200 if name in own[role] else 403), name
    finding = county.finding("1")
    for url in (
        reverse("dossier", args=[county.inspection_id]),
        reverse("finding", args=[finding.id]),
        reverse("list", args=[county.inspection_id, "problems"]),
        reverse("finding_source", args=[finding.id]),
    ):
        assert client.get(url).status_code == 403, url
    for url in ("api:inspection", "api:inspection_deeds"):
        assert client.get(reverse(url, args=[county.inspection_id])).status_code == 404, url
    assert client.get("/api/findings").json()["items"] == []


def test_no_row_of_the_table_opens_a_dossier_to_an_administrator() -> None:
    about_dossiers = {name for name, who in ROWS.items() if who == DOSSIER_ROLES}
    assert {"dossier", "finding", "list", "evidence_file"} <= about_dossiers
    assert not DOSSIER_ROLES & ADMINISTRATORS


def test_the_health_page_tells_each_check_and_nothing_of_anybody(county: County) -> None:
    page = words(browser_of(county, Role.SYSTEM_ADMINISTRATOR).get(reverse("doctor")))
    assert "数据库已是最新" in page
    assert "the database is up to date" not in page
    assert CANARY not in page


def test_what_the_command_line_set_up_says_so_and_links_say_where_they_lead(auditor: Client) -> None:
    page = auditor.get(reverse("ledger"))
    assert "安装程序（命令行）" in words(page)
    assert ">installation<" not in page.content.decode()
    assert "查看写入内容（1 行）" in words(page)
