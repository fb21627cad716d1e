"""What follows from an evaluation, and on what it is scored, is told as the pages tell it, cut to the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from bihuan.domain.roles import Role
from tests.api.callers import Caller, body
from tests.county import County
from tests.evaluation.panels import both_in, count, county_at_sixty, county_of_three_in_one, hand_in, named
from tests.people import people_of
from tests.web.desks import Desks

pytestmark = pytest.mark.django_db
Callers = Mapping[Role, Caller]
ABOVE = {Role.OFFICE, Role.LEADING_GROUP}


@pytest.fixture
def low(at_this_day: Callable[[County], None], db: None) -> County:
    """A dossier whose score is low enough for a talk and a look-back."""
    made = county_at_sixty()
    at_this_day(made)
    return made


@pytest.fixture
def desks(at_this_day: Callable[[County], None], db: None) -> Desks:
    """A dossier that two score, with their accounts."""
    made = county_of_three_in_one()
    at_this_day(made)
    return Desks(made)


def callers_of(county: County) -> Callers:
    return {role: Caller(account) for role, account in people_of(county).items()}


def read(caller: Caller, of: str, county: County) -> Any:
    answer = caller.get(f"/api/inspections/{county.inspection_id}/{of}")
    assert answer.status_code == 200, answer.content
    return body(answer)


def test_what_the_rules_propose_is_decided_notified_and_recorded_by_what_was_read(low: County) -> None:
    callers = callers_of(low)
    office, group, at = callers[Role.OFFICE], callers[Role.LEADING_GROUP], low.inspection_id
    told = read(group, "consequences", low)
    assert [(one["kind"], one["grounds"]) for one in told["proposed"]] == [
        ("look_back", ["no_floor", "low_score"]),
        ("talk", ["low_score"]),
    ]
    decided = {"decision": "adopted", "reason": "得分偏低", "due_on": low.today + timedelta(days=3)}
    talk = told["proposed"][1]["kind"]
    assert group.do("inspections", at, "decide_consequence", consequence=talk, **decided).status_code == 200
    (row,) = read(office, "consequences", low)["consequences"]
    notified = {"number": row["number"], "notified_to": "主要负责人", "on": low.today}
    assert office.do("inspections", at, "notify_consequence", **notified).status_code == 200
    low.today += timedelta(days=5)
    (row,) = read(office, "consequences", low)["consequences"]
    assert (row["notified_to"], row["days_over"], row["recorded_on"]) == ("主要负责人", 2, None)
    recorded = {"number": row["number"], "record": "已约谈", "on": low.today}
    assert office.do("inspections", at, "record_consequence", **recorded).status_code == 200
    (line,) = body(office.get("/api/consequences", state="done"))["items"]
    assert (line["kind"], line["days_over"], line["recorded_on"]) == ("talk", 2, low.today.isoformat())


def test_the_unit_reads_what_it_was_notified_of_and_not_why_it_was_proposed(low: County) -> None:
    unit = callers_of(low)[Role.UNIT_HEAD]
    for kind in ("talk", "look_back"):
        low.do(low.leading_group, "decide_consequence", consequence=kind, decision="adopted", reason="得分偏低")
    assert read(unit, "consequences", low) == {"consequences": [], "proposed": [], "grave": None}
    for number in (1, 2):
        low.do(low.office, "notify_consequence", number=number, notified_to="党组", on=low.today)
    (row,) = read(unit, "consequences", low)["consequences"]
    assert (row["kind"], row["decided_reason"]) == ("talk", "得分偏低")
    assert (row["grounds"], row["basis"], row["proposed_on"], row["proposed_reason"]) == ([], "", None, "")


def test_only_the_office_and_the_leading_group_list_what_follows_in_all_dossiers(low: County) -> None:
    low.do(low.leading_group, "decide_consequence", consequence="talk", decision="adopted", reason="得分偏低")
    told = {
        role: [len(body(caller.get(f"/api/{of}"))["items"]) for of in ("consequences", "proposed-consequences")]
        for role, caller in callers_of(low).items()
    }
    assert told == {role: [1, 1] if role in ABOVE else [0, 0] for role in Role}


def test_the_lists_of_what_follows_are_filtered_and_come_in_parts(low: County) -> None:
    office = callers_of(low)[Role.OFFICE]
    for kind in ("talk", "look_back"):
        low.do(low.leading_group, "decide_consequence", consequence=kind, decision="adopted", reason="得分偏低")
    first = body(office.get("/api/consequences", limit=1))
    second = body(office.get("/api/consequences", limit=1, after=first["next"]))
    assert [one["kind"] for part in (first, second) for one in part["items"]] == ["talk", "look_back"]
    assert second["next"] is None
    for asked, found in (({"kind": "talk"}, 1), ({"state": "done"}, 0), ({"unit": "水利"}, 0), ({"unit": "住房"}, 2)):
        assert len(body(office.get("/api/consequences", **asked))["items"]) == found, asked
    assert office.get("/api/consequences", state="lost").status_code == 422
    assert office.get("/api/proposed-consequences", state="waiting").status_code == 422


def test_a_case_marked_grave_says_so_to_whoever_supervises_it(low: County) -> None:
    low.do(low.office, "mark_grave", reason="弄虚作假")
    callers = callers_of(low)
    assert read(callers[Role.SUPERVISION_OFFICE], "consequences", low)["grave"]["reason"] == "弄虚作假"
    assert read(callers[Role.UNIT_HEAD], "consequences", low)["grave"] is None


def test_a_count_of_what_the_people_hold_is_withdrawn_by_the_number_that_was_read(desks: Desks) -> None:
    county = desks.county
    count(county, ballots=40)
    office = Caller(desks.account("office"))
    (told,) = read(office, "people-counts", county)
    assert (told["asked"], told["ballots"], told["mean_hundredths"], told["is_enough"]) == (
        "rectification",
        40,
        9000,
        True,
    )
    withdrawn = {"number": told["number"], "reason": "录错"}
    assert office.do("inspections", county.inspection_id, "withdraw_people_result", **withdrawn).status_code == 200
    assert read(office, "people-counts", county) == []
    unit = Caller(desks.account("unit_head"))
    assert unit.get(f"/api/inspections/{county.inspection_id}/people-counts").status_code == 404


def test_the_unit_assesses_itself_under_the_keys_of_the_form_that_it_read(desks: Desks) -> None:
    county, unit = desks.county, Caller(desks.account("unit_head"))
    form = read(unit, "score-form", county)["panel"]
    assert sum(one["full"] for one in form["lines"]) == form["total"] == 100
    assert all(one["zh"] and one["en"] for one in form["lines"])
    given = {one["key"]: one["full"] for one in form["lines"]}
    told = {"on": county.today, "marks": given, "grounds": dict.fromkeys(given, "台账可查")}
    answer = unit.do("inspections", county.inspection_id, "assess_self", **told)
    assert answer.status_code == 200, answer.content


def test_nobody_reads_a_mark_of_the_open_sheet_before_both_have_handed_in(desks: Desks) -> None:
    county, office = desks.county, Caller(desks.account("office"))
    named(desks)
    hand_in(desks, "team_leader")
    sheet = read(office, "score-form", county)["sheet"]
    assert [one["handed_in"] for one in sheet["scorers"]] == [True, False]
    assert sheet["lines"] == []
    hand_in(desks, "supervision_office", execution__done="8")
    lines = read(office, "score-form", county)["sheet"]["lines"]
    (wide,) = [one for one in lines if one["is_wide"]]
    assert (wide["key"], wide["least"], wide["most"]) == ("execution.done", "8", "20")
    unit = Caller(desks.account("unit_head"))
    assert read(unit, "score-form", county)["sheet"] is None


def test_two_scorers_are_settled_under_the_keys_that_were_read(desks: Desks) -> None:
    county, office = desks.county, Caller(desks.account("office"))
    both_in(desks)
    wide = [one for one in read(office, "score-form", county)["sheet"]["lines"] if one["is_wide"]]
    told = {
        "settled": {one["key"]: one["least"] for one in wide},
        "reasons": {one["key"]: "只完成一半" for one in wide},
    }
    answer = office.do("inspections", county.inspection_id, "settle_scores", on=county.today, **told)
    assert answer.status_code == 200, answer.content
    assert read(office, "score-form", county)["sheet"] is None
