"""Special reports and instructions are told to whoever reads the team's papers, and named by what was read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.roles import Role
from tests.api.callers import Caller, body
from tests.county import County
from tests.feedback.test_special_reports import reported
from tests.fieldwork.papers import Team
from tests.people import people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(at_this_day: Callable[[County], None], db: None) -> Team:
    """A dossier with a special report on one confirmed finding."""
    made = reported()
    at_this_day(made.county)
    return made


def test_an_instruction_goes_from_the_report_that_was_read_to_a_body(team: Team) -> None:
    county, callers = team.county, {role: Caller(one) for role, one in people_of(team.county).items()}
    office, at = callers[Role.OFFICE], f"/api/inspections/{county.inspection_id}"
    (report,) = body(office.get(f"{at}/special-reports"))
    (finding,) = body(office.get(f"{at}/findings"))["items"]
    assert (report["matter"], report["finding_ids"], report["paper"]) == ("基层统计力量", [finding["id"]], "")
    written = {"number": report["number"], "leader": "县委书记", "instruction": "请统计局研究", "on": county.today}
    assert office.do("inspections", county.inspection_id, "record_instruction", **written).status_code == 200
    (told,) = body(office.get(f"{at}/instructions"))
    assert (told["report"], told["words"], told["is_routed"]) == (1, "请统计局研究", False)
    routed = {"number": told["number"], "receiver_id": county.office_id, "demand": "拿出办法", "due_on": county.today}
    answer = office.do("inspections", county.inspection_id, "route_instruction", **routed)
    assert answer.status_code == 200, answer.content
    assert body(office.get(f"{at}/instructions"))[0]["is_routed"]


def test_an_issued_report_tells_its_number_and_since_when_that_is_void(team: Team) -> None:
    county, leader = team.county, Caller(people_of(team.county)[Role.TEAM_LEADER])
    told = {"issuer": "青石县委巡察办", "signer": "秦牧野", "addressee": "县委书记专题会", "series": "青专报"}
    county.do(team.office, "issue_special_report", number=1, on=county.today, **told)
    (report,) = body(leader.get(f"/api/inspections/{county.inspection_id}/special-reports"))
    assert (report["paper"].startswith("青专报"), report["void_on"]) == (True, None)


def test_nobody_else_reads_what_goes_to_leaders(team: Team) -> None:
    for role, account in people_of(team.county).items():
        told = {
            Caller(account).get(f"/api/inspections/{team.county.inspection_id}/{of}").status_code
            for of in ("special-reports", "instructions")
        }
        assert told == ({200} if role in READERS else {404}), role
