"""The demo county: whole, varied, the same each time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import Sum

from bihuan.closeout.models import Consent, Exemption, Return
from bihuan.domain.credit_code import is_credit_code
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.evaluation.models import Evaluation, Recurrence, Scoring
from bihuan.intake.reading import read
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.rectification.models import Extension, Measure, Plan, Report, SignOffAnswer
from bihuan.simulate.county import Played, play
from bihuan.simulate.plans import Cut
from bihuan.simulate.vocabulary import outcome_said, words

TODAY = date(2026, 11, 22)
SPRING = date(2027, 4, 15)  # both rounds before it fall into one year, in which nobody is away without end
pytestmark = pytest.mark.django_db


def played(cut: Cut | None = None, seed: int = 1, today: date = TODAY) -> Played:
    return play(today=today, seed=seed, say=lambda _: None, cut=cut)


def told_by(seed: int) -> list[Any]:
    """Play a part of a county, return its words and states, and leave nothing."""
    with transaction.atomic():
        played(Cut((2, 14), 10), seed)
        rows = list(
            Finding.objects.order_by("inspection__number", "place").values_list("title", "text", "stage", "due_on")
        )
        rows += list(Measure.objects.order_by("inspection__number", "number").values_list("text", "owner", "due_on"))
        rows += list(HeadTenure.objects.order_by("organization__path", "from_on").values_list("name", "from_on"))
        transaction.set_rollback(True)
    return rows


@pytest.mark.long
def test_the_same_seed_gives_the_same_county_and_another_one_another() -> None:
    assert told_by(3) == told_by(3)
    assert told_by(3) != told_by(4)


@pytest.mark.long
def test_two_scorers_are_apart_on_the_line_that_is_settled_only() -> None:
    played(Cut((15,), 3))
    assert Scoring.objects.get().settled_on is not None


def test_the_vocabulary_is_rich_enough() -> None:
    themes = words()["themes"]
    assert sum(len(theme["findings"]) for theme in themes) >= 60
    assert sum(len(theme["measures"]) for theme in themes) + len(words()["vague_measures"]) >= 80


def test_an_outcome_tells_as_many_persons_as_it_names() -> None:
    for seed in range(20):
        text, persons = outcome_said(Random(seed), 2026)
        numbers = {int(number) for number in re.findall(r"(\d+)人", text)}
        assert persons == sum(numbers)


@pytest.mark.long
def test_figures_of_a_dossier_are_those_of_its_outcomes_and_of_its_report() -> None:
    played(Cut((10,), 12))
    made = Finding.objects.aggregate(Sum("rules_made"))["rules_made__sum"]
    told = [
        int(number)
        for text in Report.objects.values_list("text", flat=True)
        for number in re.findall(r"制度(\d+)项", text)
    ]
    assert told
    assert sum(told) <= made
    dealt_with = Finding.objects.exclude(result="").exclude(outcome="")
    assert not dealt_with.filter(persons_dealt_with=0).exists()


def test_the_paper_to_try_the_import_with_can_be_read(tmp_path: Any) -> None:
    unit, inspection_id, paper = played(Cut((20,)), 11, SPRING).papers[0]
    path = tmp_path / "feedback.docx"
    path.write_bytes(paper.content)
    document = read(path)
    assert (document.kind, document.organization, len(document.findings)) == ("feedback", unit, 18)
    assert [finding.line for finding in document.findings] == list(paper.lines)
    assert Inspection.objects.get(pk=inspection_id).stage == "reporting"


@pytest.mark.long
def test_everybody_on_the_sign_in_page_can_sign_in(rf: Any) -> None:
    accounts = played(Cut((10, 14), 3)).accounts
    assert {account["role"] for account in accounts} == set(Role)
    for account in accounts:
        signed_in: Any = authenticate(rf.get("/"), username=account["login_name"], password=account["password"])
        assert signed_in is not None, account
        assert not signed_in.must_change_password


@pytest.mark.slow
@pytest.mark.parametrize("month", [1, 4, 7, 10])
def test_the_county_is_played_on_any_day_and_from_any_seed(month: int) -> None:
    assert played(None, 10 + month, date(2027, month, 2 * month + 3)).findings == 407


@pytest.mark.slow
def test_the_whole_county_shows_every_state() -> None:
    assert played().findings == 407
    places = Organization.objects.exclude(category__in=SUPERVISING)
    assert places.filter(until_on=None).count() == 60
    codes = list(places.values_list("credit_code", flat=True))
    assert [is_credit_code(code) for code in codes] == [True] * 61
    assert Counter(Inspection.objects.values_list("stage", flat=True)) == {
        "closed": 9,
        "rectifying": 9,
        "under_review": 2,
        "reporting": 3,
        "on_site": 2,
        "planned": 1,
    }
    for stage in ("rectifying", "sign_off_requested", "signed_off", "long_term"):
        assert Finding.objects.filter(stage=stage).count() >= 5, stage
    late = Finding.objects.filter(stage="rectifying", due_on__lt=TODAY)
    yellow = Finding.objects.filter(due_on__range=(TODAY, TODAY + timedelta(days=10)))
    green = Finding.objects.filter(due_on__range=(TODAY + timedelta(days=11), TODAY + timedelta(days=20)))
    assert min(late.count(), yellow.count(), green.count()) >= 5
    back = Recurrence.objects.get()
    assert (back.inspection.kind, back.old.stage, back.finding.category) == (
        "look_back",
        "signed_off",
        back.old.category,
    )
    assert Finding.objects.filter(stage="long_term", hand_over_accepted_on=None).exists()
    returned = Counter(SignOffAnswer.objects.filter(kind="returned").values_list("finding", flat=True))
    assert 2 in returned.values()
    assert SignOffAnswer.objects.filter(kind="reopened").exists()
    for answer in (
        {"approved_on": None, "refused_on": None},
        {"approved_on__isnull": False},
        {"refused_on__isnull": False},
    ):
        assert Extension.objects.filter(**answer).exists(), answer
    for state in (
        {"accepted_on": None, "returned_on": None},
        {"accepted_on__isnull": False},
        {"returned_on__isnull": False},
    ):
        assert Plan.objects.filter(**state).exists(), state
    assert Evaluation.objects.filter(told_on=None).exists()
    assert Evaluation.objects.exclude(told_on=None).exists()
    assert Exemption.objects.exists()
    assert Return.objects.count() >= 2
    assert Report.objects.exclude(signed_paper=None).exists()
    assert Consent.objects.filter(kind="countersignature").exists()
    assert HeadTenure.objects.filter(acting=True).exists()
    assert Inspection.objects.filter(taken_over_paper__isnull=False, feedback_on__isnull=False).count() == 1
    assert set(Evidence.objects.values_list("file__media_type", flat=True)) == {
        "application/pdf",
        "image/png",
        "text/plain",
    }
    vague = Measure.objects.filter(text__in=words()["vague_measures"]).count()
    assert 20 <= vague <= Measure.objects.count() // 4
