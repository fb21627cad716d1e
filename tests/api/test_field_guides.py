"""Guides and their points are told to whoever reads working papers, and worked by under the codes that were read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.roles import Role
from tests.api.callers import Caller, body
from tests.county import County
from tests.fieldwork.papers import Team
from tests.people import people_of

pytestmark = pytest.mark.django_db
Callers = dict[Role, Caller]


@pytest.fixture
def team(at_this_day: Callable[[County], None], db: None) -> Team:
    made = Team()
    at_this_day(made.county)
    return made


@pytest.fixture
def callers(team: Team) -> Callers:
    return {role: Caller(account) for role, account in people_of(team.county).items()}


def test_a_guide_is_chosen_and_ticked_under_the_codes_that_were_read(team: Team, callers: Callers) -> None:
    leader, member, at = callers[Role.TEAM_LEADER], callers[Role.MEMBER], team.county.inspection_id
    keys = {one["key"]: one["points"] for one in body(leader.get("/api/field-guides"))}
    whole = body(leader.get("/api/field-guides/layered:town"))
    assert keys["layered:town"] == whole["points"] == sum(len(one["points"]) for one in whole["focuses"])
    assert leader.do("inspections", at, "choose_guide", guide=whole["key"]).status_code == 200
    used = body(member.get(f"/api/inspections/{at}/guides"))[-1]
    point = used["focuses"][0]["points"][0]
    assert (used["key"], point["ticks"]) == ("layered:town", [])
    assert point["symptoms"]
    assert point["methods"]
    told = {"number": used["number"], "point": point["code"], "tick_result": "follow", "note": "三年未研究"}
    assert member.do("inspections", at, "tick_guide", **told).status_code == 200
    (tick,) = body(member.get(f"/api/inspections/{at}/guides"))[-1]["focuses"][0]["points"][0]["ticks"]
    assert member.do("inspections", at, "withdraw_tick", number=tick, reason="看错").status_code == 200
    assert body(member.get(f"/api/inspections/{at}/guides"))[-1]["focuses"][0]["points"][0]["ticks"] == []


def test_who_reads_no_working_papers_is_told_of_no_guide(team: Team, callers: Callers) -> None:
    own = f"/api/inspections/{team.county.inspection_id}/guides"
    for role, caller in callers.items():
        reads = role in READERS
        assert bool(body(caller.get("/api/field-guides"))) is reads, role
        for address in (own, "/api/field-guides/layered:department"):
            assert caller.get(address).status_code == (200 if reads else 404), (role, address)
    assert callers[Role.OFFICE].get("/api/field-guides/layered:nothing").status_code == 404
