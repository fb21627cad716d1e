"""Two bodies evaluate after one check, several counts of the people stand: each is combined, and each count counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.domain.evaluation import PartMissing, next_to_combine
from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.evaluation.models import Evaluation
from bihuan.evaluation.people_counts import CombinedUpon
from bihuan.evaluation.three_in_one import NothingToCombine, origins_of, to_combine
from tests.county import County
from tests.evaluation.panels import account, acting, count, county_of_three_in_one, hand_in, marks
from tests.questionnaires.asking import Asking
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    """Return desks at which the unit has assessed itself."""
    desks = at(county_of_three_in_one(), monkeypatch)
    desks.county.do(acting(desks, "unit_liaison"), "assess_self", on=desks.county.today, marks=marks(desks.county))
    return desks


def evaluated_for(desks: Desks, body: str) -> Evaluation:
    county = desks.county
    scorers = {"first_id": account(desks, "team_leader").id, "second_id": account(desks, "supervision_office").id}
    county.do(county.office, "begin_scoring", for_body=body, **scorers)
    hand_in(desks, "team_leader")
    hand_in(desks, "supervision_office")
    county.do(county.office, "settle_scores", on=county.today)
    return Evaluation.objects.latest("number")


def asked(county: County, audience: str, answered: int, answer: str) -> Asking:
    asking = Asking(county, QuestionnaireKind.PEOPLE).opened(audience=audience).printed(40)
    return asking.carried([asking.ballot(answer) for _ in range(answered)]).counted()


def test_each_evaluation_that_waits_is_combined_the_earliest_first(desks: Desks) -> None:
    county = desks.county
    evaluated_for(desks, "office")
    evaluated_for(desks, "supervision_office")
    office, panel = desks("office"), reverse("panel", args=[county.inspection_id])
    assert "有多次评估等待合成" in words(office.get(panel))
    todo = words(office.get(reverse("todo")))
    for number in (1, 2):
        assert f"三位一体合成得分 · 第 {number} 次 · 不完整，缺：群众测评" in todo
    count(county)
    for left in ([2], []):
        county.do(county.office, "combine_scores")
        assert list(Evaluation.objects.filter(combined_on=None).values_list("number", flat=True)) == left
    with pytest.raises(NothingToCombine):
        county.do(county.office, "combine_scores")
    for row in Evaluation.objects.order_by("number"):
        county.do(county.office, "tell_evaluation", row.id)


def test_one_that_lacks_a_part_bars_no_other(desks: Desks) -> None:
    assert next_to_combine([("people",), (), ()]) == 1
    assert next_to_combine([("people",), ("self",)]) == 0
    assert next_to_combine([]) is None
    county, first = desks.county, evaluated_for(desks, "office")
    county.today += timedelta(days=30)
    county.check(county.supervision_office, county.today)
    county.today += timedelta(days=1)
    county.do(acting(desks, "unit_liaison"), "assess_self", on=county.today, marks=marks(county))
    second = evaluated_for(desks, "office")
    count(county)
    assert "people" not in origins_of(county.inspection, first, county.today)  # it was counted in the next turn
    waiting = to_combine(county.inspection, county.today)
    assert waiting is not None
    assert waiting.number == second.number
    county.do(county.office, "combine_scores")
    with pytest.raises(PartMissing):
        county.do(county.office, "combine_scores")


def test_all_audiences_of_a_turn_enter_the_score_by_their_ballots_and_each_is_told(desks: Desks) -> None:
    county, row = desks.county, evaluated_for(desks, "office")
    users = asked(county, "users", 30, "good")
    cadres = asked(county, "cadres", 10, "poor")
    county.do(county.office, "combine_scores")
    row.refresh_from_db()
    part = next(one for one in row.parts if one["part"] == "people")
    given = {one["audience"]: one for one in part["counts"]}
    assert {name: one["ballots"] for name, one in given.items()} == {"users": 30, "cadres": 10}
    total = given["users"]["mean_hundredths"] * 30 + given["cadres"]["mean_hundredths"] * 10
    assert part["hundredths"] == round(total / 40)
    shown = words(desks("office").get(reverse("panel", args=[county.inspection_id])))
    for run in (users.run, cadres.run):
        assert f"问卷系统 第 {run.number} 次 · {run.counted_on} · {run.ballots}票" in shown


def test_a_count_stands_under_a_combined_score_that_it_is_one_of_several_of(desks: Desks) -> None:
    county = desks.county
    evaluated_for(desks, "office")
    count(county)
    asked(county, "users", 12, "good")
    county.do(county.office, "combine_scores")
    with pytest.raises(CombinedUpon):
        county.do(county.office, "withdraw_people_result", number=1, reason="统计有误")
