"""How often a to-do asks the store: as often for many dossiers as for one."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.county import County
from tests.evaluation.panels import county_of_three_in_one, named
from tests.fieldwork.papers import Team
from tests.web.desks import Desks, at

from bihuan.dossiers.models import Finding, Inspection
from bihuan.evaluation.models import Evaluation, Scoring
from bihuan.feedback.looking import fingerprint_of
from bihuan.feedback.models import FeedbackLook
from bihuan.ledger.models import Kept, new_id
from bihuan.organizations.models import Organization
from bihuan.web.todo import KINDS
from bihuan.web.todo.desk import Desk
from bihuan.web.todo.groups import group_of

pytestmark = pytest.mark.django_db
MORE = 4
Row = TypeVar("Row", bound=Kept)


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county_of_three_in_one(), monkeypatch)


def twin(row: Row, **changed: object) -> Row:
    """Put a row there once more, with another id."""
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    copied = type(row)(**(values | {"id": new_id()}))
    for name, value in changed.items():
        setattr(copied, name, value)
    type(row)._base_manager.bulk_create([copied])
    return copied


def multiply(county: County, *tables: type[Kept]) -> None:
    """Let the dossier be there several times, with its rows of some tables."""
    old = county.inspection
    for place in range(MORE):
        another_round = twin(old.round, name=f"{old.round.name}{place}", number=old.round.number + 1 + place)
        dossier = twin(old, round=another_round)
        for model in tables:
            for row in model._base_manager.filter(authority_id=old.authority_id, inspection=old):
                twin(row, inspection=dossier)


def asked(county: County, name: str) -> tuple[int, int]:
    """Return how many tasks of a kind the office has, and how many questions it took to find them."""
    kind = next(one for one in KINDS if one.name == name)
    with CaptureQueriesContext(connection) as questions:
        found = group_of(kind, Desk(county.office))
    return len(found.tasks), len(questions)


def test_sheets_to_score_are_asked_for_together(desks: Desks) -> None:
    named(desks)
    scorer = desks.account("team_leader")
    row = Scoring.objects.get()
    assert scorer.id in (row.first_id, row.second_id)
    _, before = asked(desks.county, "scorings")
    multiply(desks.county, Scoring)
    assert Scoring.objects.count() == 1 + MORE
    assert asked(desks.county, "scorings")[1] == before


def test_scores_that_wait_to_be_combined_are_looked_for_together(desks: Desks) -> None:
    tasks, before = asked(desks.county, "three_in_one")
    multiply(desks.county, Evaluation)
    assert asked(desks.county, "three_in_one") == (tasks, before), "nothing waits"


def test_dossiers_of_ended_units_are_told_with_as_many_questions_as_one(desks: Desks) -> None:
    county = desks.county
    ended = Organization.objects.filter(pk=county.inspection.organization_id)
    ended.update(until_on=county.today - timedelta(days=1))
    one, before = asked(county, "reorganisations")
    multiply(county)
    assert Inspection.objects.count() == 1 + MORE
    many, after = asked(county, "reorganisations")
    assert (one, many) == (1, 1 + MORE)
    assert after == before


def test_feedback_to_review_is_asked_for_with_as_many_questions_as_one() -> None:
    team = Team(["national-2017", "changzhou-2021"])
    team.confirmed()
    county = team.county
    county.do(team.deputy, "review_feedback", shown=fingerprint_of(county.inspection))
    one, before = asked(county, "feedback_to_review")
    multiply(county, Finding, FeedbackLook)
    many, after = asked(county, "feedback_to_review")
    assert (one, many) == (1, 1 + MORE)
    assert after == before
