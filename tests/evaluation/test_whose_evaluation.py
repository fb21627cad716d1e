"""A sheet of two becomes the evaluation of a body of which somebody scored, and which settles what is far apart."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from bihuan.access.models import Account, Assignment
from bihuan.domain.roles import Role
from bihuan.domain.scoring_bodies import BodySettles, NobodyOfTheBody
from bihuan.evaluation.models import Evaluation, Scoring
from bihuan.evaluation.scorers import NotAScorer, SettlesForBoth
from tests.evaluation.panels import account, acting, county_of_three_in_one, hand_in
from tests.web.desks import Desks, at, opened, send, words

pytestmark = pytest.mark.django_db
TOLD = {"settled": {"execution.done": Decimal(15)}, "reasons": {"execution.done": "只完成一半"}}
SECOND = "second_of_the_office"


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    """Return desks at which the inspection office has a second account."""
    desks = at(county_of_three_in_one(), monkeypatch)
    desks.accounts[SECOND] = opened(desks.county, SECOND, Role.OFFICE, "", None, None)
    return desks


def another_of_the_supervision_office(desks: Desks) -> Account:
    path = desks.county.office_path
    desks.accounts["another"] = opened(desks.county, "another", Role.SUPERVISION_OFFICE, path, None, None)
    return desks.accounts["another"]


def begun(desks: Desks, body: str, first: str, second: str) -> None:
    scorers = {"first_id": account(desks, first).id, "second_id": account(desks, second).id}
    desks.county.do(desks.county.office, "begin_scoring", for_body=body, **scorers)


def page(desks: Desks, deed: str) -> str:
    return reverse("dossier_do", args=[desks.county.inspection_id, deed])


def test_two_of_the_inspection_office_make_no_evaluation_of_the_supervision_office(desks: Desks) -> None:
    with pytest.raises(NobodyOfTheBody):
        begun(desks, "supervision_office", "office", SECOND)
    with pytest.raises(NobodyOfTheBody):
        begun(desks, "team", "office", SECOND)
    told = {"for_body": "supervision_office", "first_id": account(desks, "office").id}
    account(desks, "supervision_office")
    office = desks("office")
    assert "没有该主体的人" in words(
        send(office, page(desks, "begin_scoring"), **told, second_id=account(desks, SECOND).id)
    )
    assert not Scoring.objects.exists()
    begun(desks, "supervision_office", "office", "supervision_office")


def test_the_form_offers_bodies_of_which_somebody_can_score_and_tells_who_is_of_which(desks: Desks) -> None:
    office = desks("office")
    shown = office.get(page(desks, "begin_scoring")).content.decode()
    assert '<option value="office"' in shown
    assert '<option value="supervision_office"' not in shown
    account(desks, "supervision_office")
    shown = office.get(page(desks, "begin_scoring")).content.decode()
    assert '<option value="supervision_office"' in shown
    assert "某supervision_office · 联系的执纪监督室" in shown


def test_what_is_far_apart_is_settled_by_somebody_of_the_body(desks: Desks) -> None:
    county = desks.county
    another_of_the_supervision_office(desks)
    begun(desks, "supervision_office", "team_leader", "supervision_office")
    hand_in(desks, "team_leader")
    hand_in(desks, "supervision_office", execution__done="8")
    for who in (county.office, acting(desks, "team_leader")):
        with pytest.raises(BodySettles):
            county.do(who, "settle_scores", on=county.today, **TOLD)
    with pytest.raises(SettlesForBoth):
        county.do(acting(desks, "supervision_office"), "settle_scores", on=county.today, **TOLD)
    settle = page(desks, "settle_scores")
    assert "由该主体的人" in words(desks("office").get(settle))
    for name, is_offered in (("office", False), ("another", True)):
        assert (settle in desks(name).get(reverse("todo")).content.decode()) is is_offered
    shown = desks("another").get(settle)
    assert "20、8，相差12分；在8至20之间合议" in words(shown)
    beyond = {"on": "2018-06-20", "settled-execution.done": "30", "reason-execution.done": "只完成一半"}
    refused = words(send(desks("another"), settle, **beyond))
    assert refused.count("确保该值小于或等于") == 1, "told once, by the bound that holds"
    county.do(acting(desks, "another"), "settle_scores", on=county.today, **TOLD)
    row = Evaluation.objects.get()
    assert (row.by_role, row.by_name) == ("supervision_office", "第三执纪监督室")


def test_of_a_body_with_nobody_else_its_own_scorer_settles(desks: Desks) -> None:
    county = desks.county
    begun(desks, "supervision_office", "office", "supervision_office")
    hand_in(desks, "office")
    hand_in(desks, "supervision_office", execution__done="8")
    with pytest.raises(BodySettles):
        county.do(acting(desks, "office"), "settle_scores", on=county.today, **TOLD)
    county.do(acting(desks, "supervision_office"), "settle_scores", on=county.today, **TOLD)


def test_the_office_settles_what_is_close_once_a_scorer_of_the_body_has_handed_in(desks: Desks) -> None:
    county = desks.county
    begun(desks, "supervision_office", "team_leader", "supervision_office")
    hand_in(desks, "team_leader")
    hand_in(desks, "supervision_office")
    with pytest.raises(NotAScorer):
        county.do(acting(desks, "deputy"), "settle_scores", on=county.today)
    county.do(county.office, "settle_scores", on=county.today)
    assert Evaluation.objects.get().by_role == "supervision_office"


def test_a_sheet_opened_before_by_others_alone_is_settled_by_the_body_only(desks: Desks) -> None:
    county = desks.county
    begun(desks, "office", "office", SECOND)
    Scoring.objects.update(by_role="supervision_office", by_name="第三执纪监督室")
    hand_in(desks, "office")
    hand_in(desks, SECOND)
    for who in (county.office, acting(desks, SECOND)):
        with pytest.raises(NobodyOfTheBody):
            county.do(who, "settle_scores", on=county.today)
    county.do(acting(desks, "supervision_office"), "settle_scores", on=county.today)


def test_whoever_left_the_body_after_handing_in_has_scored_for_it(desks: Desks) -> None:
    county = desks.county
    begun(desks, "team", "team_leader", "supervision_office")
    hand_in(desks, "team_leader")
    hand_in(desks, "supervision_office")
    Assignment.objects.filter(account=account(desks, "team_leader")).update(until_on=county.today)
    county.today += timedelta(days=1)
    county.do(county.office, "settle_scores", on=county.today)
    assert Evaluation.objects.get().by_name == "县委第一巡察组"
