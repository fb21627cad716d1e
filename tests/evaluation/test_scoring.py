"""Two scorers blind to each other: who scores, what nobody sees before both have handed in, what is settled."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from bihuan.closeout.archive import ScoringStillOpen
from bihuan.domain.evaluation import MarksIncomplete, NothingToSettle, NotTalkedOver, OutsideBoth
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep
from bihuan.domain.sequence import OutOfOrder
from bihuan.evaluation.actions import TwoScorersAsked
from bihuan.evaluation.models import Evaluation, ScoreSlip
from bihuan.evaluation.scorers import OthersStillScore, SettlesForBoth
from bihuan.evaluation.scoring import (
    CannotScore,
    HandedInAlready,
    NoScoringOpen,
    NotAScorer,
    OneScorerTwice,
    ScoringOpen,
)
from bihuan.evaluation.turns import EvaluatedAlready, NothingChecked
from bihuan.ledger.models import Entry
from tests.county import County
from tests.evaluation.panels import account, acting, both_in, county_of_three_in_one, hand_in, marks, named, settled
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county_of_three_in_one(), monkeypatch)


def page(desks: Desks, name: str) -> str:
    return words(desks(name).get(reverse("panel", args=[desks.county.inspection_id])))


def test_neither_scorer_nor_anybody_else_sees_a_mark_before_both_have_handed_in(desks: Desks) -> None:
    named(desks)
    hand_in(desks, "team_leader", plan__concrete="6.03", execution__persons="11.03")
    for name in ("team_leader", "supervision_office", "office", "leading_group"):
        shown = page(desks, name)
        assert "已提交" in shown
        assert "6.03" not in shown
        assert "11.03" not in shown
    assert not any(b"11.03" in bytes(entry.content) for entry in Entry.objects.all())
    hand_in(desks, "supervision_office")
    assert "11.03" in page(desks, "supervision_office")


def test_the_api_and_the_course_tell_no_mark_either(desks: Desks) -> None:
    named(desks)
    hand_in(desks, "team_leader", plan__concrete="6.03")
    api = desks("supervision_office").get(f"/api/inspections/{desks.county.inspection_id}")
    assert api.status_code == 200
    told = api.content.decode()
    told += words(desks("office").get(reverse("dossier_course", args=[desks.county.inspection_id])))
    assert "6.03" not in told


def test_what_was_handed_in_stands_and_only_the_two_named_hand_in(desks: Desks) -> None:
    with pytest.raises(NoScoringOpen):
        hand_in(desks, "team_leader")
    named(desks)
    with pytest.raises(NotAScorer):
        hand_in(desks, "deputy")
    hand_in(desks, "team_leader")
    with pytest.raises(HandedInAlready):
        hand_in(desks, "team_leader")
    with pytest.raises(OthersStillScore):
        desks.county.do(desks.county.office, "settle_scores", on=desks.county.today)
    assert ScoreSlip.objects.count() == 1


def test_scorers_are_two_people_who_supervise_and_are_not_of_the_unit(desks: Desks) -> None:
    with pytest.raises(OneScorerTwice):
        named(desks, "team_leader", "team_leader")
    for wrong in ("unit_head", "member"):
        with pytest.raises(CannotScore):
            named(desks, "team_leader", wrong)
    named(desks)
    with pytest.raises(ScoringOpen):
        named(desks)
    scorers = {"first_id": account(desks, "team_leader").id, "second_id": account(desks, "deputy").id}
    with pytest.raises(MayNot):
        desks.county.do(desks.county.unit_head, "begin_scoring", for_body="office", **scorers)


def test_a_line_far_apart_is_settled_with_its_reason_and_the_rest_is_the_mean(desks: Desks) -> None:
    county = desks.county
    both_in(desks)
    with pytest.raises(NotTalkedOver) as refused:
        county.do(county.office, "settle_scores", on=county.today)
    assert refused.value.items == ["execution.done"]
    with pytest.raises(NotTalkedOver):
        county.do(county.office, "settle_scores", on=county.today, settled={"execution.done": Decimal(15)})
    given = {"settled": {"execution.done": Decimal(15), "plan.concrete": Decimal(1)}, "reasons": {}}
    with pytest.raises(NothingToSettle):
        county.do(county.office, "settle_scores", on=county.today, **given)
    told = {"settled": {"execution.done": Decimal(15)}, "reasons": {"execution.done": "只完成一半"}}
    county.do(county.office, "settle_scores", on=county.today, **told)
    row = Evaluation.objects.get()
    line = next(one for one in row.lines if one["key"] == "execution.done")
    assert (line["first"], line["second"], line["mark"], line["settled"]) == ("20", "8", "15", "只完成一半")
    assert line["evidence"][0]["words"].startswith("1 ")
    assert row.total_hundredths == 7500  # four fifths of a hundred, five less for the line settled
    assert row.by_role == "office"


def test_a_sheet_is_settled_after_its_marks_and_after_the_self_assessment(desks: Desks) -> None:
    county = desks.county
    told = {"settled": {"execution.done": Decimal(15)}, "reasons": {"execution.done": "只完成一半"}}
    opened = county.today
    named(desks)
    county.today += timedelta(days=1)
    hand_in(desks, "team_leader")
    county.today += timedelta(days=1)
    hand_in(desks, "supervision_office", execution__done="8")
    handed_in = county.today
    for before in (opened - timedelta(days=1), opened, handed_in - timedelta(days=1)):
        with pytest.raises(OutOfOrder) as refused:
            county.do(county.office, "settle_scores", on=before, **told)
        assert (refused.value.day, refused.value.earlier) == (before, "hand_in_scores")
        assert refused.value.earlier_on == handed_in
    county.today += timedelta(days=3)
    assessed = county.today - timedelta(days=1)
    county.do(county.unit_liaison, "assess_self", on=assessed, marks=marks(county))
    with pytest.raises(OutOfOrder) as refused:
        county.do(county.office, "settle_scores", on=handed_in, **told)
    assert (refused.value.earlier, refused.value.earlier_on) == ("assess_self", assessed)
    page = reverse("dossier_do", args=[county.inspection_id, "settle_scores"])
    fields = {"settled-execution.done": "15", "reason-execution.done": "只完成一半"}
    shown = words(send(desks("office"), page, on=handed_in.isoformat(), **fields))
    assert "“合议定分”的日期" in shown
    assert "整改自评" in shown
    county.do(county.office, "settle_scores", on=assessed, **told)


def test_a_mark_outside_both_is_refused_with_their_span(desks: Desks) -> None:
    county = desks.county
    both_in(desks)
    told = {"settled": {"execution.done": Decimal(0)}, "reasons": {"execution.done": "均未完成"}}
    with pytest.raises(OutsideBoth):
        county.do(county.office, "settle_scores", on=county.today, **told)
    page = reverse("dossier_do", args=[county.inspection_id, "settle_scores"])
    fields = {"settled-execution.done": "21", "reason-execution.done": "均已完成"}
    assert "小于或等于20" in words(send(desks("office"), page, on=county.today.isoformat(), **fields))
    assert not Evaluation.objects.exists()


def test_neither_of_two_who_are_far_apart_settles_for_both(desks: Desks) -> None:
    county = desks.county
    both_in(desks)
    told = {"settled": {"execution.done": Decimal(15)}, "reasons": {"execution.done": "只完成一半"}}
    with pytest.raises(SettlesForBoth):
        county.do(acting(desks, "team_leader"), "settle_scores", on=county.today, **told)
    page = reverse("dossier_do", args=[county.inspection_id, "settle_scores"])
    for name, is_offered in (("team_leader", False), ("office", True)):
        assert (page in desks(name).get(reverse("todo")).content.decode()) is is_offered
    assert "不由其中一人代为定分" in words(desks("team_leader").get(page))
    county.do(county.office, "settle_scores", on=county.today, **told)


def test_one_of_two_who_are_close_may_bring_the_sheet_to_its_end(desks: Desks) -> None:
    named(desks)
    for name in ("team_leader", "supervision_office"):
        hand_in(desks, name)
    desks.county.do(acting(desks, "team_leader"), "settle_scores", on=desks.county.today)
    assert Evaluation.objects.get().by_role == "office"


def test_whoever_settles_sees_every_mark_and_has_one_field_for_the_remark(desks: Desks) -> None:
    county = desks.county
    named(desks)
    page = reverse("dossier_do", args=[county.inspection_id, "settle_scores"])
    hand_in(desks, "team_leader", plan__concrete="6.03")
    assert "6.03" not in words(desks("office").get(page))
    hand_in(desks, "supervision_office", plan__concrete="6.01")
    shown = desks("office").get(page)
    assert shown.content.decode().count('name="remark"') == 1
    assert "6.03 / 6.01" in words(shown)
    assert "6.02" in words(shown)
    assert desks("unit_head").get(page).status_code == 403
    send(desks("office"), page, on=county.today.isoformat(), remark="两人意见一致")
    assert Evaluation.objects.get().remark == "两人意见一致"


def test_lines_that_are_close_stand_below_those_to_talk_over(desks: Desks) -> None:
    both_in(desks)
    page = reverse("dossier_do", args=[desks.county.inspection_id, "settle_scores"])
    shown = desks("office").get(page)
    assert shown.content.decode().count('name="remark"') == 1
    assert words(shown).count("20 / 8") == 0
    assert "其余各项两人评分接近" in words(shown)
    assert "取用分" in words(shown)


def test_the_settled_sheet_shows_both_to_supervisors_and_to_the_unit_the_settled_mark_only(desks: Desks) -> None:
    county = desks.county
    settled(desks)
    row = Evaluation.objects.get()
    assert "20 / 8" in page(desks, "office")
    assert "75 / 100" not in page(desks, "unit_head")
    Evaluation.objects.filter(pk=row.pk).update(told_on=county.today)
    told = page(desks, "unit_head")
    assert "75 / 100" in told
    assert "20 / 8" not in told


def test_a_mark_is_said_one_way_on_every_page_beside_finer_ones_too(desks: Desks) -> None:
    named(desks)
    hand_in(desks, "team_leader", plan__concrete="6.50")
    hand_in(desks, "supervision_office", plan__concrete="6.5")
    assert "20.0" not in (shown := page(desks, "office"))
    assert "6.5" in shown
    desks.county.do(desks.county.office, "settle_scores", on=desks.county.today)
    shown = page(desks, "office")
    assert "6.5 / 6.5" in shown
    assert "20 / 20" in shown
    dossier = words(desks("office").get(reverse("dossier", args=[desks.county.inspection_id])))
    assert not re.search(r"\d\.(?:0+|\d0)\b", dossier.replace(str(desks.county.today), ""))


def test_where_two_scorers_are_asked_one_alone_is_refused_with_the_way_out(desks: Desks) -> None:
    county = desks.county
    with pytest.raises(TwoScorersAsked):
        county.do(county.office, "record_evaluation", on=county.today, marks=marks(county))


def test_no_evaluation_comes_before_the_first_check(monkeypatch: pytest.MonkeyPatch) -> None:
    desks = at(county_of_three_in_one(checked=False), monkeypatch)
    with pytest.raises(NothingChecked):
        named(desks)


def test_a_sheet_called_off_shows_its_marks_to_nobody_and_another_can_be_opened(desks: Desks) -> None:
    named(desks)
    hand_in(desks, "team_leader", plan__concrete="6.03")
    desks.county.do(desks.county.office, "cancel_scoring", reason="一名评分人调离")
    assert "6.03" not in page(desks, "office")
    named(desks)


def test_an_archive_waits_until_both_have_handed_in(desks: Desks) -> None:
    county = desks.county
    named(desks)
    type(county.inspection).objects.filter(pk=county.inspection_id).update(stage="under_review")
    with pytest.raises(ScoringStillOpen):
        county.do(county.office, "write_archive")


def test_nothing_is_scored_after_the_close_out(desks: Desks) -> None:
    county = desks.county
    named(desks)
    type(county.inspection).objects.filter(pk=county.inspection_id).update(stage="closed", closed_on=county.today)
    for name, told in (("hand_in_scores", {}), ("record_evaluation", {"on": county.today})):
        with pytest.raises(NoSuchStep):
            county.do(county.team_leader, name, marks=marks(county), **told)


def test_a_mark_for_every_line_and_no_other(desks: Desks) -> None:
    named(desks)
    with pytest.raises(MarksIncomplete):
        hand_in(desks, "team_leader", unheard_of="1")


# --- one check, one evaluation a body ------------------------------------------------------------------


@pytest.fixture
def chain() -> County:
    """Return a county under the chain of check and evaluation, on the day of its first check."""
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 10)
    county.check(county.team_leader, county.today)
    return county


def test_one_body_evaluates_one_check_once_until_that_is_withdrawn_or_checked_anew(chain: County) -> None:
    chain.evaluate(chain.office, date(2018, 6, 10))
    chain.today = date(2018, 6, 20)
    with pytest.raises(EvaluatedAlready) as refused:
        chain.evaluate(chain.office, chain.today)
    assert (refused.value.number, refused.value.on) == (1, date(2018, 6, 10))
    chain.evaluate(chain.supervision_office, chain.today)
    first = Evaluation.objects.get(number=1)
    chain.do(chain.office, "withdraw_evaluation", first.id, reason="分值录错")
    chain.evaluate(chain.office, chain.today)
    chain.today = date(2018, 10, 8)
    chain.check(chain.supervision_office, chain.today)
    chain.evaluate(chain.office, chain.today)
    with pytest.raises(EvaluatedAlready):
        chain.evaluate(chain.office, date(2018, 7, 1))
    assert Evaluation.objects.filter(withdrawn_on=None).count() == 3


def test_the_page_says_which_evaluation_stands_and_what_to_do(chain: County, monkeypatch: pytest.MonkeyPatch) -> None:
    chain.evaluate(chain.office, chain.today)
    office, page = at(chain, monkeypatch)("office"), f"/dossiers/{chain.inspection_id}/do/record_evaluation/"
    told = {"arrangement": "13", "plan": "13", "execution": "45", "prevention": "8", "reporting": "9"}
    fields = {f"mark-{key}": mark for key, mark in told.items()} | {f"ground-{key}": "查阅台账" for key in told}
    shown = words(send(office, page, on=chain.today.isoformat(), **fields))
    assert "第1次评估仍然有效" in shown, shown
    assert "撤销后重新登记" in shown


def test_no_two_scorers_are_named_for_a_check_that_their_body_evaluated(desks: Desks) -> None:
    settled(desks)
    with pytest.raises(EvaluatedAlready):
        named(desks)
