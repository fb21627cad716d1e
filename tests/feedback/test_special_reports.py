"""Special reports with what leaders write on them, and matters that are handed over."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse

from bihuan.desk.notices import papers_seen
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep
from bihuan.domain.roles import Role
from bihuan.dossiers.files import content_of
from bihuan.dossiers.steps import NoSuchThing
from bihuan.feedback.errands import errand_seen, settle_errand
from bihuan.feedback.models import Errand, SpecialReport
from bihuan.feedback.special import AboutPersons
from bihuan.fieldwork.fixing import MatterMissing
from bihuan.papers.models import IssuedPaper
from bihuan.web.screens.errands import way_to
from tests.feedback.test_letters import Office
from tests.fieldwork.papers import Team

pytestmark = pytest.mark.django_db
REPORT = {
    "matter": "基层统计力量",
    "summary": "巡察发现基层统计力量不足，专题报告如下。",
    "situation": "12个乡镇只有3个配有专职统计员。",
    "advice": "配备专职统计员",
}


def text_of(row: IssuedPaper) -> str:
    pages = pypdfium2.PdfDocument(io.BytesIO(content_of(row.pdf_file)))
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "").replace(" ", "")


def reported() -> Team:
    team = Team()
    finding = team.confirmed().finding
    assert finding is not None
    team.county.do(team.leader, "write_special_report", **REPORT, finding_ids=[str(finding.id)])
    return team


def test_its_problems_come_from_the_findings_as_they_stand_and_are_not_typed_again() -> None:
    team = reported()
    told = {"issuer": "青石县委巡察办", "signer": "秦牧野", "addressee": "县委书记专题会", "series": "青专报"}
    team.county.do(team.office, "issue_special_report", number=1, on=team.county.today, **told)
    row = SpecialReport.objects.get()
    assert row.paper is not None
    words = text_of(row.paper)
    for said in ("违规发放值班补贴", "12.6万元", "配备专职统计员", "县委书记专题会"):
        assert said in words


def test_a_finding_of_another_dossier_has_no_place_in_it_and_the_unit_writes_none() -> None:
    team, other = Team(), Office()
    team.confirmed()
    foreign = str(other.county.finding("1").id)
    with pytest.raises(NoSuchThing):
        team.county.do(team.leader, "write_special_report", **REPORT, finding_ids=[foreign])
    with pytest.raises(MayNot):
        team.county.do(team.county.unit_head, "write_special_report", **REPORT, finding_ids=[foreign])


def test_what_a_leader_wrote_is_kept_routed_to_bodies_and_followed_to_each_answer() -> None:
    team = reported()
    county = team.county
    finance, path = county.organization("县财政局", "department")
    told = {"leader": "县委书记", "instruction": "请财政局研究经费保障", "on": county.today}
    county.do(team.office, "record_instruction", number=1, **told)
    routed = {"number": 1, "receiver_id": str(finance), "demand": "提出方案"}
    county.do(team.office, "route_instruction", **routed)
    errand = Errand.objects.get()
    assert (errand.words, errand.matter) == ("请财政局研究经费保障", "基层统计力量")
    assert errand.due_on == county.today + timedelta(days=30)
    assert errand.receiver.path == path
    assert errand_seen(team.leader, errand.id) == errand
    assert [one.url for one in way_to(team.leader, errand)] == [reverse("sent_papers", args=[county.inspection_id])]
    assert [one.url for one in way_to(team.office, errand)] == [reverse("errands")]
    with pytest.raises(NoSuchThing):
        county.do(team.office, "route_instruction", **routed | {"number": 2})


def test_the_paper_of_a_special_report_is_read_by_team_office_and_leading_group_only() -> None:
    team = reported()
    told = {"issuer": "青石县委巡察办", "signer": "秦牧野", "addressee": "县委书记专题会", "series": "青专报"}
    team.county.do(team.office, "issue_special_report", number=1, on=team.county.today, **told)
    county = team.county
    for actor in (team.office, team.leader, county.leading_group):
        assert [row.kind for row in papers_seen(actor, county.inspection)] == ["special_report"]
    for actor in (county.actor(Role.LEADER_IN_CHARGE, dossier=True), county.supervision_office, county.unit_head):
        assert papers_seen(actor, county.inspection) == []


# --- matters handed over ------------------------------------------------------------------------------


def transfer(office: Office, **other: Any) -> Errand:
    told = {"receiver_id": str(office.finance_id), "proposal": "请依规办理", **other}
    made = office.county.do(office.county.office, "transfer_matter", **told)
    return Errand.objects.get(pk=uuid.UUID(made.told["errand"]))


def test_a_matter_comes_from_its_finding_goes_by_one_letter_and_ends_with_its_outcome() -> None:
    office = Office()
    first = transfer(office, finding_id=str(office.county.finding("3").id))
    transfer(office, matter="宅基地登记", found="12户未登记")
    assert (first.matter, first.due_on) == ("保障性住房分配审核不严", office.county.today + timedelta(days=90))
    told = {
        "receiver_id": str(office.finance_id),
        "issuer": "青石县委巡察办",
        "series": "青移",
        "on": office.county.today,
    }
    office.county.do(office.county.office, "issue_transfer", **told)
    words = text_of(IssuedPaper.objects.get())
    assert "保障性住房分配审核不严" in words
    assert "宅基地登记" in words
    with pytest.raises(NoSuchThing):
        office.county.do(office.county.office, "issue_transfer", **told)
    first.refresh_from_db()
    office.answered(first)
    office.do(settle_errand, errand_id=first.id, on=office.county.today, outcome="已办结")
    first.refresh_from_db()
    assert (first.outcome, first.settled_on) == ("已办结", office.county.today)


def test_a_matter_about_persons_is_not_handed_over_like_this_and_an_empty_one_is_none() -> None:
    office = Office()
    with pytest.raises(AboutPersons):
        transfer(office, finding_id=str(office.county.finding("2").id))
    with pytest.raises(MatterMissing):
        transfer(office)
    assert not Errand.objects.exists()


def test_nothing_is_handed_over_before_the_report_and_only_by_the_office() -> None:
    team = Team()
    finance, _path = team.county.organization("县财政局", "department")
    told = {"receiver_id": str(finance), "matter": "宅基地登记"}
    with pytest.raises(NoSuchStep):
        team.county.do(team.office, "transfer_matter", **told)
    team.leave()
    with pytest.raises(MayNot):
        team.county.do(team.leader, "transfer_matter", **told)


def test_who_receives_it_reads_what_went_to_him_and_not_the_dossier() -> None:
    office = Office()
    errand = transfer(office, matter="宅基地登记", found="12户未登记")
    assert errand_seen(office.finance, errand.id).words == "12户未登记"
    with pytest.raises(NoSuchThing):
        office.county.do(office.finance, "answer_copy_notice", notice_id=str(uuid.uuid4()), on="2018-03-01", answer="x")
