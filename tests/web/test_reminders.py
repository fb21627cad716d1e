"""The bell counts what the to-do shows as due soon or overdue, in one query, and putting aside is not doing."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, at_most, words

from bihuan.domain.deadlines import Lamp, LampThresholds, lamp_changes_on
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.rectification.models import Measure
from bihuan.web.reminding.number import COUNTS, Number, counts_for, number_of
from bihuan.web.reminding.reminders import KINDS as NAMES
from bihuan.web.reminding.reminders import dues
from bihuan.web.todo import KINDS as TODO_KINDS
from bihuan.web.todo.groups import todo_of

pytestmark = pytest.mark.django_db
# what is returned is due by its measures; "plans" of the to-do are to be judged, those of the bell to be handed in
DATED = {kind.name for kind in TODO_KINDS} & {*NAMES, "plans_owed"} - {"plans"}


def told_by_the_todo(actor: Actor) -> Number:
    """Count the dated tasks of the to-do whose lamp is lit, or whose day has come."""
    tasks = [task for group in todo_of(actor) if group.name in DATED for task in group.tasks if task.due_on]
    over = sum(task.due_on < actor.today for task in tasks if task.due_on)
    lit = sum(
        bool(t.due_on and (t.due_on <= actor.today or (t.lamp and t.lamp.colour is not Lamp.NONE))) for t in tasks
    )
    return Number(over, lit - over)


def everybody(county: County) -> list[Actor]:
    roles = [county.office, county.unit_head, county.unit_liaison, county.supervision_office, county.team_leader]
    roles += [county.leading_group, county.actor(Role.RESIDENT_DISCIPLINE, path=county.unit_path)]
    roles.append(
        replace(county.actor(Role.RESIDENT_DISCIPLINE, path=county.unit_path), organization_id=county.office_id)
    )
    return roles


def test_the_bell_counts_what_the_todo_counts_for_every_role_on_every_day() -> None:
    county = County().found().fed_back()
    seen = set()
    for day in (date(2018, 3, 1), date(2018, 3, 10), date(2018, 3, 25)):
        county.today = day
        for actor in everybody(county):
            assert number_of(actor) == told_by_the_todo(actor), (day, actor.roles)
            seen.add(number_of(actor))
    county.today = date(2018, 3, 1)
    county.planned_and_accepted()
    finding, measure = county.finding("1"), Measure.objects.get(finding=county.finding("2"))
    county.do(
        county.office,
        "hand_over",
        finding.id,
        receiver_id=county.office_id,
        stages="先建制度，再看执行",
        next_on=date(2018, 6, 20),
        reason="长期坚持",
    )
    county.do(county.unit_liaison, "request_extension", measure.id, until_on=date(2018, 7, 1), reason="招标未完成")
    accepted = False
    for day in (date(2018, 5, 1), date(2018, 5, 20), date(2018, 5, 31), date(2018, 6, 1), date(2018, 6, 25)):
        county.today = day
        if day >= date(2018, 6, 1) and not accepted:
            county.do(county.supervision_office, "accept_hand_over", finding.id)
            accepted = True
        for actor in everybody(county):
            assert number_of(actor) == told_by_the_todo(actor), (day, actor.roles)
            seen.add(number_of(actor))
    assert Number(0, 0) in seen
    assert any(number.overdue for number in seen)
    assert any(number.soon for number in seen)


def test_the_lead_time_is_that_of_the_rules_that_bind_the_dossier() -> None:
    county = County().found().fed_back().planned_and_accepted()  # due on 2018-05-31; lamps from 20 days before
    county.today = date(2018, 5, 10)
    assert number_of(county.unit_head) == Number(1, 0), "the democratic-life meeting, due a month after the feedback"
    county.today = date(2018, 5, 11)
    assert number_of(county.unit_head) == Number(1, 3)
    county.today = date(2018, 6, 1)
    assert number_of(county.unit_head) == Number(4, 0)
    without = County().found(["closing-loop-2018"]).fed_back().planned_and_accepted()
    without.today = date(2018, 5, 30)
    assert number_of(without.unit_head) == Number(0, 0), "its packs set no lamps"
    without.today = date(2018, 5, 31)
    assert number_of(without.unit_head) == Number(0, 3)


def test_the_number_is_reckoned_once_a_deed_and_two_queries_tell_whether_it_still_holds() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 5, 20)
    both = replace(county.unit_head, duties=county.unit_head.duties + county.office.duties)
    for actor in (*everybody(county), both):
        with CaptureQueriesContext(connection) as asked:
            number_of(actor)
        assert len(asked) <= (37 if Role.OFFICE in actor.roles else 15), actor.roles
        with CaptureQueriesContext(connection) as again:
            number_of(actor)
        assert len(again) == 2, actor.roles


def test_after_a_deed_the_office_is_told_what_it_would_be_told_if_all_were_counted_anew() -> None:
    county = County().found().fed_back().planned_and_accepted()
    beside = County().found().fed_back().planned_and_accepted()  # another authority's dossiers are counted by nobody
    county.today = beside.today = date(2018, 5, 20)
    measure = Measure.objects.get(finding=county.finding("2"))
    assert counts_for(county.office, True) == []
    county.do(county.unit_liaison, "request_extension", measure.id, until_on=date(2018, 7, 1), reason="招标未完成")
    with CaptureQueriesContext(connection) as asked:
        [(kind, *_, number)] = counts_for(county.office, True)
    assert (kind, number) == ("extensions", 1)
    [of_the_dossier] = [one["sql"] for one in asked if "'extensions'" in one["sql"]]
    assert county.inspection_id.hex in of_the_dossier.replace("-", ""), "no other dossier is asked for"
    COUNTS.kept.clear()
    assert [one[-1] for one in counts_for(county.office, True)] == [1]
    county.do(county.office, "approve_extension", measure.id, answer="同意")
    assert counts_for(county.office, True) == []


def test_a_role_that_reaches_nothing_is_reminded_of_nothing() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 1)
    for role in Role:
        assert number_of(county.actor(role, path="zzz")) == Number(0, 0), role
    assert number_of(county.actor(Role.SUPERVISION_OFFICE)) == Number(0, 0), "without its place"
    assert number_of(replace(county.office, duties=())) == Number(0, 0)


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    desks = at(County().found().fed_back().planned_and_accepted(), monkeypatch)
    desks.county.today = date(2018, 5, 15)
    return desks


def bell(desks: Desks, who: str) -> str:
    return words(desks(who).get(reverse("findings")))


def test_the_bell_stands_on_every_page_with_words(desks: Desks) -> None:
    assert "已逾期 1 项，即将到期 3 项" in bell(desks, "unit_liaison")
    assert "已逾期 0 项，即将到期 0 项" in bell(desks, "other_unit")
    desks.county.today = date(2018, 6, 1)
    assert "已逾期 4 项，即将到期 0 项" in bell(desks, "unit_liaison")


def aside(desks: Desks, who: str, row: uuid.UUID) -> int:
    told = {"kind": "measures", "row": str(row)}
    return int(desks(who).post(reverse("reminder_put_aside"), told).status_code)


def test_putting_aside_hides_the_reminder_and_leaves_the_task(desks: Desks) -> None:
    measure = Measure.objects.get(finding=desks.county.finding("1"))
    assert aside(desks, "unit_liaison", measure.id) == 302
    assert aside(desks, "unit_liaison", measure.id) == 302, "a second click changes nothing"
    assert "即将到期 2 项" in bell(desks, "unit_liaison")
    assert "即将到期 3 项" in bell(desks, "unit_head"), "for himself only"
    assert "1-1 修订学习制度" in words(desks("unit_liaison").get(reverse("todo")))
    shown = words(desks("unit_liaison").get(reverse("reminders")))
    assert "1-1 修订" not in shown
    assert "1-1 修订" in words(desks("unit_liaison").get(reverse("reminders"), {"all": "1"}))
    desks.county.today = date(2018, 5, 21)  # yellow from today on
    assert "即将到期 3 项" in bell(desks, "unit_liaison")


def test_nobody_puts_aside_what_is_not_his(desks: Desks) -> None:
    measure = Measure.objects.get(finding=desks.county.finding("1"))
    assert aside(desks, "other_unit", measure.id) == 404
    assert aside(desks, "office", measure.id) == 404
    assert desks("unit_liaison").post(reverse("reminder_put_aside"), {"kind": "x", "row": "y"}).status_code == 404


def test_an_overdue_one_comes_back_the_next_day() -> None:
    limits = LampThresholds(green=20, yellow=10)
    due = date(2018, 5, 31)
    assert lamp_changes_on(due, date(2018, 5, 15), limits) == date(2018, 5, 21)
    assert lamp_changes_on(due, date(2018, 5, 25), limits) == date(2018, 6, 1)
    assert lamp_changes_on(due, date(2018, 6, 9), limits) == date(2018, 6, 10)
    assert lamp_changes_on(due, date(2018, 5, 31), None) == date(2018, 6, 1)


def test_the_page_leads_to_where_it_is_done(desks: Desks) -> None:
    client = desks("unit_liaison")
    client.get(reverse("todo"))
    with at_most(13):
        page = client.get(reverse("reminders"))
    for due in dues(desks.county.unit_liaison):
        url = due.told.url if due.told else reverse("measure_do", args=[due.row_id, "report_progress"])
        assert url in page.content.decode()
        assert client.get(url).status_code == 200
    assert "没有即将到期或已逾期的事项" in words(desks("other_unit").get(reverse("reminders")))
