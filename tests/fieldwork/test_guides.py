"""The guide on the spot: bound at entry, kept as it was, ticked, counted; and what is refused."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest

from bihuan.domain.field_guides import rows_of
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.roles import Role
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.fieldwork.guide_sheet import read_guide_sheet, write_guide
from bihuan.fieldwork.guide_tables import GuideInUse, GuideTick, GuideVersion
from bihuan.fieldwork.guides import choosable_guides, in_use, looked, open_points, present_guides, ticks_of
from bihuan.fieldwork.guiding import (
    GuideFaulty,
    GuideInUseAlready,
    GuideUnchanged,
    PaperNotNamed,
    WithdrawnAlready,
    release_guide,
)
from bihuan.ledger.door import Receipt
from bihuan.planning import keeping
from bihuan.rules.field_guides import shipped_guides
from tests.county import County
from tests.fieldwork.papers import Team

pytestmark = pytest.mark.django_db
AREAS = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4")


def release(county: County, *, changed: str = "换了说法的要点", **other: Any) -> Receipt:
    rows = rows_of(shipped_guides()["department"].guide)
    told: dict[str, Any] = {"category": "department", "title": "本县机关指引", "reason": "按本县实际"}
    told["rows"] = [replace(rows[0], point=changed), *rows[1:]]
    given = {**told, **other}
    return release_guide(actor=county.office, **given, now=county.now, key=str(uuid.uuid4()))


def test_a_team_that_enters_works_by_the_guide_of_the_category_and_goes_on_with_it() -> None:
    team = Team()
    used = in_use(team.county.inspection)
    assert [(one.version_of.name, one.version_of.is_ours) for one in used] == [("department", True)]
    release(team.county)
    assert in_use(team.county.inspection)[0].version_of.guide == shipped_guides()["department"].guide
    assert present_guides(team.county.authority_id)["department"].title == "本县机关指引"
    team.county.do(team.leader, "choose_guide", guide="layered:department")
    first, second = in_use(team.county.inspection)
    assert first.ended_on == team.county.today
    assert second.version_of.title == "本县机关指引"
    assert second.version_of.guide.find("1-1")[1].name == "换了说法的要点"  # type: ignore[index]


def test_what_was_chosen_before_the_entry_is_not_pushed_aside_by_it() -> None:
    county = County().found()
    county.do(county.office, "choose_guide", guide="layered:town")
    county.do(county.office, "enter_site")
    assert [one.version_of.name for one in in_use(county.inspection)] == ["town"]


def test_a_version_taken_by_two_teams_is_kept_once() -> None:
    team = Team()
    team.county.do(team.leader, "put_guide_aside", number=1, reason="另选")
    team.county.do(team.leader, "choose_guide", guide="layered:department")
    assert GuideVersion.objects.count() == 1
    assert GuideInUse.objects.count() == 2


def test_a_paper_written_from_a_point_ticks_it_and_is_counted_until_it_is_withdrawn() -> None:
    team = Team()
    paper = team.paper(of_point="1/2-2")
    tick = GuideTick.objects.get()
    assert (tick.point, tick.result, tick.paper_id, tick.by_role) == ("2-2", "paper", paper.id, "member")
    key = "layered:department"
    assert [one.paper for one in looked(ticks_of(team.county.authority_id, key))] == [str(paper.id)]
    team.do(team.leader, "withdraw_working_paper", paper, reason="查否")
    assert [one.paper for one in looked(ticks_of(team.county.authority_id, key))] == [""]


def test_a_finding_is_counted_for_the_point_its_paper_came_from() -> None:
    team = Team()
    team.confirmed(of_point="1/2-2")
    assert [one.is_finding for one in looked(ticks_of(team.county.authority_id, "layered:department"))] == [True]


def test_points_not_looked_at_are_advice_before_leaving_and_bar_nothing() -> None:
    team = Team()
    team.county.do(team.member, "tick_guide", number=1, point="1-1", tick_result="nothing", note="查了三年记录")
    ((_used, points),) = open_points(team.county.inspection)
    assert len(points) == 11
    team.leave()
    assert team.county.inspection.stage == "reporting"


def test_a_withdrawn_tick_counts_no_more_and_is_withdrawn_once_with_a_reason() -> None:
    team = Team()
    team.county.do(team.member, "tick_guide", number=1, point="1-1", tick_result="follow")
    team.county.do(team.member, "withdraw_tick", number=1, reason="勾错")
    assert ticks_of(team.county.authority_id, "layered:department") == []
    with pytest.raises(WithdrawnAlready):
        team.county.do(team.member, "withdraw_tick", number=1, reason="再撤")


def test_what_cannot_be_ticked_is_refused() -> None:
    team = Team()
    with pytest.raises(PaperNotNamed):
        team.county.do(team.member, "tick_guide", number=1, point="1-1", tick_result="paper")
    with pytest.raises(NoSuchThing):
        team.county.do(team.member, "tick_guide", number=1, point="9-9", tick_result="nothing")
    with pytest.raises(NoSuchThing):
        team.county.do(team.member, "tick_guide", number=4, point="1-1", tick_result="nothing")
    with pytest.raises(NoSuchThing):
        team.paper(of_point="1/9-9")
    with pytest.raises(MayNot):
        team.county.do(team.office, "tick_guide", number=1, point="1-1", tick_result="nothing")
    assert not GuideTick.objects.exists()


def test_a_method_is_worked_by_once_the_committee_has_written_its_steps() -> None:
    team = Team()
    county = team.county
    given: dict[str, Any] = {"actor": county.office, "now": county.now}
    made = keeping.write_method(method_id=None, name="四看四见", steps=["看账", "看现场"], **given, key="write-method")
    method = uuid.UUID(made.told["method"])
    county.do(team.leader, "choose_guide", guide=f"method:{method}")
    keeping.write_method(method_id=method, name="四看四见", steps=["只看账"], **given, key="write-method-again")
    used = in_use(county.inspection)[1]
    assert [point.name for _focus, point in used.version_of.guide.points()] == ["看账", "看现场"]
    assert [one.ended_on for one in in_use(county.inspection)] == [None, None]
    county.do(team.member, "tick_guide", number=2, point="1-2", tick_result="nothing")


def test_a_release_needs_a_reason_something_new_and_rows_without_fault() -> None:
    county = County().found()
    with pytest.raises(ReasonMissing):
        release(county, reason=" ")
    with pytest.raises(GuideFaulty) as refused:
        release(county, changed="")
    assert [(one.line, one.code) for one in refused.value.faults] == [(1, "point_missing")]
    with pytest.raises(NoSuchThing):
        release(county, category="supervision_office")
    release(county)
    with pytest.raises(GuideUnchanged):
        release(county)
    member = county.actor(Role.MEMBER, dossier=True)
    told: dict[str, Any] = {"category": "town", "title": "甲", "rows": (), "reason": "乙", "now": county.now}
    with pytest.raises(PermissionError):
        release_guide(actor=member, **told, key="not-the-office")


def test_the_text_before_last_can_be_released_again_and_stands_then() -> None:
    county = County().found()
    release(county)
    release(county, changed="又换了说法")
    release(county)
    assert present_guides(county.authority_id)["department"].number == 3
    assert choosable_guides(county.authority_id)["layered:department"].guide.find("1-1")[1].name == "换了说法的要点"  # type: ignore[index]


def test_the_team_is_not_told_twice_to_work_by_the_same_version() -> None:
    team = Team()
    with pytest.raises(GuideInUseAlready):
        team.county.do(team.leader, "choose_guide", guide="layered:department")


def test_the_workbook_comes_in_again_unchanged_and_tells_a_fault_with_its_row() -> None:
    guide = shipped_guides()["village"].guide
    data = write_guide(guide, lambda term: term.zh, "村（社区）巡察操作指引")
    read = read_guide_sheet(data, "指引.xlsx", AREAS, lambda term: term.zh)
    assert (read.guide, read.errors) == (guide, ())
    spoilt = write_guide(replace(guide, focuses=(replace(guide.focuses[0], area="Z9"),)), lambda term: term.zh, "甲")
    errors = read_guide_sheet(spoilt, "甲.xlsx", AREAS, lambda term: term.zh).errors
    assert [(one.row, one.column) for one in errors] == [(2, 2), (3, 2), (4, 2)]
    assert "Z9" in errors[0].message
