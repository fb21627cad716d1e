"""Extracts for neighbours: asked for, given as the rule has it, signed for; others see nothing of them."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import pytest
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.domain.rolling import Verdict
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.supervision import extracting
from bihuan.supervision.models import Extract
from bihuan.supervision.recording import Looked
from bihuan.web.pages.extract import shown_of
from bihuan.web.screens.extracts import paper_values
from tests.database.states import state_of_ledger, state_of_tables
from tests.supervision.gap import Gap
from tests.web.desks import Desks, at, send, words
from tests.web.workbooks import comes_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> Gap:
    return Gap()


@pytest.fixture
def desks(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(gap.county, monkeypatch)


def asked(gap: Gap, purpose: str = "inaction") -> uuid.UUID:
    told = {"purpose": purpose, "asked_by": "第三执纪监督室", "unit_id": gap.county.unit_id, "words": ""}
    return uuid.UUID(gap.do(extracting.ask_for_extract, gap.county.supervision_office, **told).told["extract"])


def test_a_campaign_gets_what_lags_and_the_ledger_the_digest_only(gap: Gap) -> None:
    (planned,) = gap.planned()
    gap.record(planned, Looked(gap.county.finding("2").id, Verdict.NOT_DONE, "没有退款凭证"))
    one = asked(gap)
    gap.do(extracting.give_extract, extract_id=one)
    row = Extract.objects.get(pk=one)
    assert [(unit, told["number"], told["returned"]) for unit, told in row.content] == [("县住房和城乡建设局", "2", 1)]
    assert row.basis.startswith("extracts@")
    entry = bytes(Entry.objects.get(action="give_extract").content).decode()
    assert row.digest in entry
    assert "违规发放津贴补贴" not in entry
    gap.do(extracting.receive_extract, gap.county.supervision_office, extract_id=one, receipt="收1号")
    assert state_of_ledger() == state_of_tables()


def test_what_was_given_stays_as_it_was(gap: Gap) -> None:
    one = asked(gap, "life_meeting")
    gap.do(extracting.give_extract, extract_id=one)
    before = Extract.objects.get(pk=one).content
    (planned,) = gap.planned()
    gap.record(planned, Looked(gap.county.finding("2").id, Verdict.NOT_DONE, "没有退款凭证"))
    assert Extract.objects.get(pk=one).content == before
    with pytest.raises(extracting.ExtractElsewhere):
        gap.do(extracting.give_extract, extract_id=one)


def test_only_the_office_gives_a_unit_never_asks_and_others_do_not_know_of_it(gap: Gap) -> None:
    one, county = asked(gap), gap.county
    with pytest.raises(NotYours):
        gap.do(extracting.give_extract, county.supervision_office, extract_id=one)
    with pytest.raises(NotYours):
        gap.do(extracting.ask_for_extract, county.unit_head, purpose="routine", asked_by="我们", unit_id=None, words="")
    other = replace(county.supervision_office, account_id=uuid.uuid4())
    with pytest.raises(NoSuchThing):
        gap.do(extracting.receive_extract, other, extract_id=one, receipt="")
    with pytest.raises(ReasonMissing):
        gap.do(extracting.refuse_extract, extract_id=one, reason=" ")
    gap.do(extracting.refuse_extract, extract_id=one, reason="与用途无关")
    with pytest.raises(extracting.ExtractElsewhere):
        gap.do(extracting.give_extract, extract_id=one)


def test_no_two_things_on_the_page_of_an_extract_have_one_name(gap: Gap, desks: Desks) -> None:
    told = {"purpose": "routine", "asked_by": "第三执纪监督室", "unit_id": None, "words": "年度检查用"}
    one = uuid.UUID(gap.do(extracting.ask_for_extract, gap.county.supervision_office, **told).told["extract"])
    for address in (reverse("extract", args=[one]), reverse("extract_ask")):
        page = desks("office").get(address).content.decode()
        named = [name.strip() for name in re.findall(r"<(?:dt|label)[^>]*>([^<]+)", page) if name.strip()]
        assert "用途" in named
        assert len(named) == len(set(named)), named


def test_an_extract_says_which_findings_it_gives_and_what_it_leaves_out(gap: Gap, desks: Desks) -> None:
    gap.county.sign_off("1")
    told = {"purpose": "routine", "asked_by": "第三执纪监督室", "unit_id": gap.county.unit_id, "words": ""}
    one = uuid.UUID(gap.do(extracting.ask_for_extract, gap.county.supervision_office, **told).told["extract"])
    page, cut = reverse("extract", args=[one]), "尚未销号的问题，已销号的不提供"
    assert cut in words(desks("supervision_office").get(reverse("extracts")))
    office = words(desks("office").get(page))
    given = [unit for unit, _told in shown_of(Extract.objects.get(pk=one), gap.county.office)[1]]
    assert f"{cut} （{len(given)} / {len(given) + 1}）" in office
    assert "每个问题不提供的内容 销号日期、整改成效、退回次数、重新打开次数、建章立制数" in office
    gap.do(extracting.give_extract, extract_id=one)
    row = Extract.objects.get(pk=one)
    assert cut in words(desks("office").get(page))
    parts, lines = shown_of(row, gap.county.office)
    assert paper_values(row, parts, lines)["cut"] == cut


def test_the_pages_lead_from_asking_to_the_receipt(gap: Gap, desks: Desks) -> None:
    office, asker = desks("office"), desks("supervision_office")
    told = {"purpose": "duty_report", "asked_by": "第三执纪监督室", "unit_id": "", "words": ""}
    page = send(asker, reverse("extract_ask"), **told)["Location"]
    row = Extract.objects.get()
    assert "由巡察办提供" in words(asker.get(page))
    assert page in office.get(reverse("todo")).content.decode()
    assert "今日可提供的内容" in words(office.get(page))
    send(office, reverse("extract_give", args=[row.id]))
    receive = reverse("extract_receive", args=[row.id])
    assert receive in asker.get(reverse("todo")).content.decode()
    send(asker, receive, receipt="")
    shown = words(asker.get(page))
    assert "已签收" in shown
    assert "党组理论学习中心组学习流于形式" in shown
    assert "县住房和城乡建设局" in [line["被巡察党组织"] for line in comes_back(asker, "extract", row.id)]
    assert "已签收" in [line["状态"] for line in comes_back(asker, "extracts")]
    assert desks("team_leader").get(reverse("sheet_workbook", args=["extract", row.id])).status_code == 404
    assert asker.get(reverse("extract_file", args=[row.id, "docx"])).content[:2] == b"PK"
    assert desks("team_leader").get(page).status_code == 403
    assert desks("unit_head").get(page).status_code == 403
