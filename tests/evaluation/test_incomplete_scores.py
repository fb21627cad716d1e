"""A score that lacks a part is shown as such: not ranked among whole ones, and nothing follows from it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from bihuan.closeout.risk import risk_facts
from bihuan.domain.evaluation import PartMissing, is_whole, lacking
from bihuan.domain.rulebook import Weights
from bihuan.domain.sequence import OutOfOrder
from bihuan.evaluation.actions import NotCombined
from bihuan.evaluation.facts import evaluations_of, evaluations_of_many
from bihuan.evaluation.leaders import NothingToTellOf, owed_to_leader
from bihuan.evaluation.models import Consequence, Evaluation, LeaderTold
from bihuan.evaluation.proposing import proposed_by_rule
from bihuan.evaluation.ranking import Ranking, ranking_of
from tests.county import County
from tests.evaluation.panels import acting, count, county_of_three_in_one, marks, named
from tests.web.desks import Desks, at, words

THREE = Weights(100, {"self": 20, "panel": 60, "people": 20})
LOW = {"execution.done": Decimal(0)}  # the panel comes to 60 of 100: low enough for a look-back and a talk


def test_the_rules_say_which_parts_are_asked_and_so_which_are_lacking() -> None:
    assert lacking(THREE, {"panel"}) == ("self", "people")
    assert lacking(Weights(100, {"self": 40, "panel": 60}), {"panel", "self"}) == ()


def test_a_score_is_whole_once_it_is_combined_or_where_nothing_is_combined() -> None:
    assert is_whole(asks_parts=False, is_combined=False)
    assert is_whole(asks_parts=True, is_combined=True)
    assert not is_whole(asks_parts=True, is_combined=False)


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county_of_three_in_one(), monkeypatch)


def assessed(desks: Desks) -> None:
    county = desks.county
    county.do(acting(desks, "unit_liaison"), "assess_self", on=county.today, marks=marks(county))


def panel_scored_low(desks: Desks) -> None:
    county = desks.county
    named(desks)
    for name in ("team_leader", "supervision_office"):
        county.do(acting(desks, name), "hand_in_scores", marks=marks(county) | LOW)
    county.do(county.office, "settle_scores", on=county.today)


def ranking(county: County) -> Ranking:
    return ranking_of(county.authority_id, [county.inspection], county.today)


def proposed(county: County) -> list[str]:
    return [one.consequence.value for one in proposed_by_rule(county.inspection, [], county.today)]


@pytest.mark.django_db
def test_a_low_panel_score_alone_is_neither_ranked_nor_has_it_consequences(desks: Desks) -> None:
    county = desks.county
    panel_scored_low(desks)
    told = ranking(county)
    assert told.rows == ()
    assert [one.lacking for one in told.unranked] == [("self", "people")]
    assert proposed(county) == []
    assert risk_facts([county.inspection], county.today)[county.inspection_id].mark_percent is None
    todo = words(desks("leading_group").get(reverse("todo")))
    assert "决定结果运用" not in todo


@pytest.mark.django_db
def test_what_lacks_stands_on_the_ranking_the_page_and_the_dossier(desks: Desks) -> None:
    assessed(desks)
    panel_scored_low(desks)
    office, inspection_id = desks("office"), desks.county.inspection_id
    shown = words(office.get(reverse("evaluations")))
    assert "不参加排名" in shown
    pages = [reverse("panel", args=[inspection_id]), reverse("dossier", args=[inspection_id])]
    for page in (shown, *(words(office.get(url)) for url in pages)):
        assert "不完整，缺：群众测评" in page
    count(desks.county)
    assert "不完整，尚未合成" in words(office.get(reverse("evaluations")))


@pytest.mark.django_db
def test_once_whole_it_is_ranked_and_what_follows_is_proposed_by_the_combined_score(desks: Desks) -> None:
    county = desks.county
    assessed(desks)
    panel_scored_low(desks)
    count(county, "50")
    assert proposed(county) == []
    county.do(county.office, "combine_scores")
    told = ranking(county)
    assert ([one.percent for one in told.rows], told.unranked) == ([Decimal("62.00")], ())
    assert proposed(county) == ["look_back", "talk"]
    reasons = {"decision": "adopted", "reason": "会议研究决定"}
    county.do(county.leading_group, "decide_consequence", consequence="talk", **reasons)
    assert Consequence.objects.get().evaluation is not None
    assert risk_facts([county.inspection], county.today)[county.inspection_id].mark_percent == 62


@pytest.mark.django_db
def test_gates_have_no_score_to_weigh_before_it_is_whole(desks: Desks) -> None:
    county = desks.county
    panel_scored_low(desks)
    (one,) = evaluations_of(county.inspection)
    assert one.score is None
    assert evaluations_of_many([county.inspection]) == {county.inspection_id: (one,)}


@pytest.mark.django_db
def test_the_leader_is_told_the_whole_score_and_no_incomplete_one(desks: Desks) -> None:
    county, office = desks.county, desks("office")
    assessed(desks)
    panel_scored_low(desks)
    told = {"told_of": "evaluation", "addressee": "分管副县长"}
    todo = "向分管领导通报 · 整改评估情况"
    with pytest.raises(PartMissing) as refused:
        county.do(county.office, "tell_leader", **told, on=county.today)
    assert refused.value.parts == ["people"]
    assert todo not in words(office.get(reverse("todo")))
    count(county)
    with pytest.raises(NotCombined):
        county.do(county.office, "tell_leader", **told, on=county.today)
    scored_on = county.today
    county.today += timedelta(days=2)
    county.do(county.office, "combine_scores")
    assert todo in words(office.get(reverse("todo")))
    with pytest.raises(OutOfOrder):
        county.do(county.office, "tell_leader", **told, on=scored_on)
    county.do(county.office, "tell_leader", **told, on=county.today)
    with pytest.raises(NothingToTellOf):
        county.do(county.office, "tell_leader", **told, on=county.today)


@pytest.mark.django_db
def test_a_leader_who_heard_an_incomplete_score_hears_the_combined_one_too(desks: Desks) -> None:
    county = desks.county
    assessed(desks)
    panel_scored_low(desks)
    count(county)
    given = {
        "told_of": "evaluation",
        "number": 1,
        "addressee": "分管副县长",
        "on": county.today,
        "due_on": county.today,
    }
    old = LeaderTold(authority_id=county.authority_id, inspection=county.inspection, **given)
    old.evaluation = Evaluation.objects.get()
    old.save_base(raw=True, force_insert=True)
    county.today += timedelta(days=1)
    county.do(county.office, "combine_scores")
    assert [one.told_of for one in owed_to_leader(county.inspection, county.today)] == ["round_result", "evaluation"]
