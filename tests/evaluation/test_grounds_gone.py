"""A consequence does not outlive what it rests on: neither the score it was adopted for, nor the mark."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.consequences import GroundGone
from bihuan.evaluation.actions import ScoreNeeded
from bihuan.evaluation.consequences import NothingProposed
from bihuan.evaluation.grave import GraveNeeded
from bihuan.evaluation.models import Consequence, Evaluation
from tests.county import County
from tests.evaluation.panels import county_at_sixty
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return county_at_sixty()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def propose(county: County, ground: str = "low_score") -> None:
    told = {"consequence": "meeting_again", "ground": ground, "reason": "对照检查不深入"}
    county.do(county.office, "propose_consequence", **told)


def decide(county: County, consequence: str, decision: str = "adopted") -> None:
    told = {"consequence": consequence, "decision": decision, "reason": "会议研究决定"}
    county.do(county.leading_group, "decide_consequence", **told)


def notify(county: County) -> None:
    county.do(county.office, "notify_consequence", number=1, notified_to="局党组", on=county.today)


def withdraw(county: County) -> None:
    row = Evaluation.objects.get(withdrawn_on=None)
    county.do(county.office, "withdraw_evaluation", row.id, reason="登错")


def test_an_evaluation_stays_while_a_talk_rests_on_its_score_and_nobody_knows(county: County) -> None:
    decide(county, "talk")
    with pytest.raises(ScoreNeeded) as refused:
        withdraw(county)
    assert (refused.value.number, refused.value.adopted) == (1, ["talk"])
    decide(county, "talk", "declined")
    withdraw(county)
    county.evaluate(county.office, county.today)
    with pytest.raises(NothingProposed):
        decide(county, "talk")


def test_whoever_would_withdraw_it_reads_what_comes_first_and_the_leading_group_can_do_it(desks: Desks) -> None:
    county = desks.county
    decide(county, "talk")
    url = reverse("evaluation_do", args=[Evaluation.objects.get().id, "withdraw_evaluation"])
    assert "“约谈主要负责人”" in (said := words(desks("office").get(url)))
    assert "改为不采纳" in said
    deciding = reverse("dossier_do", args=[county.inspection_id, "decide_consequence"])
    leading = desks("leading_group")
    assert "约谈主要负责人（已采纳，可改为不采纳）" in words(leading.get(deciding))
    told = {"consequence": "talk", "decision": "adopted", "reason": "评估登错"}
    assert "“约谈主要负责人”已经提出或正在办理" in words(send(leading, deciding, **told))
    told["decision"] = "declined"
    assert send(leading, deciding, **told).status_code == 302
    withdraw(county)


def test_what_was_told_stands_and_holds_no_evaluation(county: County) -> None:
    decide(county, "talk")
    notify(county)
    withdraw(county)
    assert Consequence.objects.get().decision == "adopted"


def test_what_rests_on_no_score_holds_no_evaluation(county: County) -> None:
    propose(county, "uneasy")
    decide(county, "meeting_again")
    withdraw(county)
    notify(county)


def test_a_proposal_whose_score_was_withdrawn_is_declined_and_not_adopted(desks: Desks) -> None:
    county = desks.county
    propose(county)
    withdraw(county)
    with pytest.raises(GroundGone) as refused:
        decide(county, "meeting_again")
    assert (refused.value.consequence, refused.value.ground) == ("meeting_again", "low_score")
    url = reverse("dossier_do", args=[county.inspection_id, "decide_consequence"])
    told = {"consequence": "meeting_again", "decision": "adopted", "reason": "会议研究"}
    said = words(send(desks("leading_group"), url, **told))
    assert "“责令重开民主生活会”所依据的是“评估得分偏低”，该依据已不存在" in said, said
    decide(county, "meeting_again", "declined")


def test_a_proposal_rests_on_the_score_that_stands_when_it_is_adopted(county: County) -> None:
    propose(county)
    withdraw(county)
    county.evaluate(county.office, county.today, execution="18")
    decide(county, "meeting_again")
    assert Consequence.objects.get().evaluation == Evaluation.objects.get(withdrawn_on=None)
    with pytest.raises(ScoreNeeded):
        withdraw(county)
    notify(county)


def test_nobody_is_told_of_what_outlived_its_score(county: County) -> None:
    decide(county, "talk")
    Evaluation.objects.update(withdrawn_on=county.today)  # as stores hold it in which nothing guarded the score
    with pytest.raises(GroundGone):
        notify(county)
    decide(county, "talk", "declined")


def test_a_better_score_that_came_later_takes_no_decision_back(county: County) -> None:
    decide(county, "talk")
    county.check(county.supervision_office, county.today)
    county.evaluate(county.supervision_office, county.today)
    notify(county)


def test_the_mark_holds_whatever_was_adopted_on_it(county: County) -> None:
    county.do(county.office, "mark_grave", reason="长期不整改")
    propose(county, "grave")
    decide(county, "meeting_again")
    with pytest.raises(GraveNeeded):
        county.do(county.office, "withdraw_grave", reason="认定有误")
    decide(county, "meeting_again", "declined")
    county.do(county.office, "withdraw_grave", reason="认定有误")
