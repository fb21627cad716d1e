"""Every kind of task that has a day is reminded of: by the bell, on its page and by mail."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests.supervision.gap import Gap
from tests.web.desks import Desks, at

from bihuan.access.actors import actor_of
from bihuan.web.lit import Due
from bihuan.web.reminding.digests import counts_for
from bihuan.web.reminding.dues_of_tasks import OF_DOSSIERS, OF_THE_HOUSE, REMINDED_AS
from bihuan.web.reminding.number import number_of
from bihuan.web.reminding.reminders import KINDS as REMINDED
from bihuan.web.reminding.reminders import dues
from bihuan.web.todo import KINDS
from bihuan.web.todo.kind import Kind

pytestmark = pytest.mark.django_db


def reached(kind: Kind) -> list[ast.FunctionDef]:
    """Return the function that finds the tasks of a kind, with those of its module that it reaches."""
    file = Path(inspect.getsourcefile(kind.tasks) or "")
    there = {node.name: node for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
    found, waiting = [], [kind.tasks.__name__]
    while waiting:
        node = there.pop(waiting.pop(), None)
        if node is not None:
            found.append(node)
            waiting += [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    return found


def gives_a_day(kind: Kind) -> bool:
    """True where a task of a kind is made with a due day: the fourth of what tells it, or that of its round."""
    calls = [one for node in reached(kind) for one in ast.walk(node) if isinstance(one, ast.Call)]
    if "of_round" in {ast.unparse(one.func) for one in calls}:
        return True
    made = [one for one in calls if ast.unparse(one.func) in ("desk.task", "Task") and len(one.args) > 3]
    return any(not (isinstance(one.args[3], ast.Constant) and one.args[3].value is None) for one in made)


def test_every_kind_of_task_with_a_day_is_reminded_or_says_as_what() -> None:
    dated = {kind.name for kind in KINDS if gives_a_day(kind)}
    assert {"planned_checks", "facts_to_answer", "to_follow", "pledges", "returned", "errands"} <= dated
    assert dated - set(REMINDED) == set(REMINDED_AS)
    assert set(REMINDED_AS.values()) <= set(REMINDED)
    assert {*OF_DOSSIERS, *OF_THE_HOUSE} <= dated


@pytest.fixture
def gap() -> Gap:
    return Gap()


@pytest.fixture
def desks(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(gap.county, monkeypatch)


def test_a_planned_check_is_reminded_of_and_put_aside_until_it_is_late(gap: Gap, desks: Desks) -> None:
    (planned,) = gap.planned()
    gap.team([planned])
    gap.wait((planned.on - gap.today).days - 1)
    account, office, where = desks.account("office"), desks("office"), reverse("reminders")
    form = reverse("planned_record", args=[planned.id])

    def waiting() -> list[Due]:
        return [due for due in dues(actor_of(account, gap.today)) if due.kind == "planned_checks"]

    (due,) = waiting()
    assert form in office.get(where).content.decode()
    assert counts_for(account, gap.today)["planned_checks"] == [0, 1]
    with translation.override("en"):
        assert [one.row_id for one in waiting()] == [due.row_id], "the same in every language"
    before = number_of(actor_of(account, gap.today)).both
    told = {"kind": due.kind, "row": str(due.row_id)}
    assert office.post(reverse("reminder_put_aside"), told).status_code == 302
    assert number_of(actor_of(account, gap.today)).both == before - 1
    assert form not in office.get(where).content.decode()
    assert form in office.get(reverse("todo")).content.decode(), "putting aside is not doing"
    gap.wait(2)
    assert [one.is_over for one in waiting()] == [True]


def test_a_finding_s_deed_lets_no_reminder_of_supervision_be_asked_for_again(gap: Gap) -> None:
    gap.team(gap.planned())
    number_of(gap.county.office)
    gap.county.do(gap.county.unit_liaison, "state_result", gap.county.finding("1").id, result="已整改")
    with CaptureQueriesContext(connection) as asked:
        number_of(gap.county.office)
    assert [one["sql"] for one in asked if "supervision_" in one["sql"]] == []
    assert len(asked) <= 5
