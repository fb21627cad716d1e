"""What stands beside findings and measures is told as its page tells it, cut to its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from bihuan.domain.roles import Role
from bihuan.fieldwork.models import WorkingPaper
from tests.api.callers import Caller, body
from tests.closeout.spoiling import periodic_written
from tests.county import County
from tests.fieldwork.papers import Team
from tests.people import people_of

pytestmark = pytest.mark.django_db
Callers = Mapping[Role, Caller]


@pytest.fixture
def team(at_this_day: Callable[[County], None], db: None) -> Team:
    made = Team()
    at_this_day(made.county)
    return made


def callers_of(county: County) -> Callers:
    return {role: Caller(account) for role, account in people_of(county).items()}


def read(caller: Caller, of: str, county: County) -> Any:
    answer = caller.get(f"/api/inspections/{county.inspection_id}/{of}")
    assert answer.status_code == 200, answer.content
    return body(answer)


def test_a_periodic_report_is_signed_by_the_fingerprint_that_was_read(at_this_day: Callable[[County], None]) -> None:
    county = County().found()
    periodic_written(county)
    at_this_day(county)
    head = callers_of(county)[Role.UNIT_HEAD]
    told = read(head, "periodic-reports", county)
    (report,) = told["reports"]
    assert (report["text"], report["signed_on"]) == ("本月整改进展", None)
    signed = {"due_on": report["due_on"], "shown": told["fingerprint"]}
    assert head.do("inspections", county.inspection_id, "sign_periodic_report", **signed).status_code == 200
    assert read(head, "periodic-reports", county)["reports"][0]["signed_on"] == county.today.isoformat()


def test_a_working_paper_is_revised_from_what_was_read(team: Team) -> None:
    paper, callers = team.with_file(team.paper()), callers_of(team.county)
    member = callers[Role.MEMBER]
    (line,) = read(member, "working-papers", team.county)
    told = body(member.get(f"/api/working-papers/{line['id']}"))
    assert line["id"] == str(paper.id)
    assert [one["number"] for one in told["evidence"]] == [1]
    words = {name: told[name] for name in ("phenomenon", "nature", "basis", "found_on")}
    revised = {**words, "title": "公务接待超标", "seen_version": told["version"]}
    assert member.do("working-papers", paper.id, "revise_working_paper", **revised).status_code == 200


def test_a_restricted_paper_is_told_to_its_signers_and_authors_only(team: Team) -> None:
    paper, callers = team.paper(), callers_of(team.county)
    WorkingPaper.objects.filter(authority_id=team.county.authority_id).update(secrecy="restricted")
    told = {role: read(callers[role], "working-papers", team.county) for role in (Role.TEAM_LEADER, Role.MEMBER)}
    assert {role: len(rows) for role, rows in told.items()} == {Role.TEAM_LEADER: 1, Role.MEMBER: 0}
    assert callers[Role.MEMBER].get(f"/api/working-papers/{paper.id}").status_code == 404


def test_the_unit_on_site_reads_what_it_is_asked_and_nothing_else_of_its_dossier(team: Team) -> None:
    paper, county = team.signed(), team.county
    soon = county.today + timedelta(days=3)
    county.do(team.leader, "order_fix", paper_id=str(paper.id), demand="立即停发", due_on=soon)
    county.do(team.leader, "put_facts", due_on=soon, nobody_named=True)
    unit = callers_of(county)[Role.UNIT_LIAISON]
    asked = body(unit.get(f"/api/sites/{county.inspection_id}"))
    assert [(one["number"], one["demand"]) for one in asked["fixes"]] == [(1, "立即停发")]
    assert [(one["number"], one["stage"]) for one in asked["facts"]] == [(1, "put")]
    for of in ("stay", "draft", "working-papers", "copy-notices", "filings"):
        assert unit.get(f"/api/inspections/{county.inspection_id}/{of}").status_code == 404


def test_what_a_hearing_said_of_persons_is_for_the_office_and_the_leading_group(team: Team) -> None:
    county, callers = team.county, callers_of(team.county)
    team.leave()
    heard = {"body": "leading_group", "on": county.today, "on_matters": "同意反馈", "on_persons": "对某人立案"}
    county.do(team.office, "record_hearing", **heard)
    told = {role: read(callers[role], "draft", county)["hearings"] for role in (Role.OFFICE, Role.TEAM_LEADER)}
    assert [one["on_persons"] for one in told[Role.OFFICE]] == ["对某人立案"]
    assert [(one["on_matters"], one["on_persons"]) for one in told[Role.TEAM_LEADER]] == [("同意反馈", "")]


def test_the_office_finds_the_bodies_of_its_tree_and_others_find_none(county: County, callers: Callers) -> None:
    told = body(callers[Role.OFFICE].get("/api/organizations", category="supervision_office"))
    assert [(one["id"], one["name"]) for one in told["items"]] == [(str(county.office_id), "第三执纪监督室")]
    assert body(callers[Role.UNIT_HEAD].get("/api/organizations"))["items"] == []
    living = body(callers[Role.OFFICE].get("/api/organizations", on="2009-12-31"))["items"]
    assert str(county.unit_id) not in [one["id"] for one in living]


def test_a_colleague_marks_a_paper_under_the_codes_that_were_read(team: Team) -> None:
    paper, callers = team.signed(), callers_of(team.county)
    office = callers[Role.OFFICE]
    told = body(office.get("/api/working-paper-codes"))
    assert paper.area in [one["code"] for one in told["areas"]]
    marks = {one["code"]: one["full"] for one in told["aspects"]}
    answer = office.do("working-papers", paper.id, "review_as_peer", marks=marks, comment="事实清楚")
    assert answer.status_code == 200, answer.content
    nothing = {"areas": [], "aspects": []}
    assert body(callers[Role.UNIT_HEAD].get("/api/working-paper-codes")) == nothing
