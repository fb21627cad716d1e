"""Forms by pack and category: what does not add up is refused with place and remedy, what is filled in adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bihuan.domain.evaluation import (
    GroundsMissing,
    MarkOutOfRange,
    OutsideBoth,
    TimesWrong,
    compared,
    refuse_groundless_marks,
    scored,
    settled_marks,
)
from bihuan.domain.rulebook import in_force
from bihuan.domain.score_forms import AspectForm, Indicator, ScoreForm, Way
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.forms import form_of
from bihuan.evaluation.models import Evaluation
from bihuan.organizations.models import Organization
from bihuan.rules.documents import PackUnreadable
from bihuan.rules.packs import load, read_pack
from bihuan.web.refusals import in_words
from tests.county import County
from tests.evaluation.panels import acting, county_of_three_in_one, named
from tests.evaluation.panels import marks as marks_of
from tests.web.desks import Desks

GOOD = """\
id: sample
title: {zh: 样例, en: Sample}
rules:
  evaluation/form/town:
    title: {zh: 评估表, en: Form}
    rulings:
      - since: 2017-07-01
        value:
          way: additive
          total: 100
          aspects:
            plan:
              full: 40
              indicators:
                - {code: whole, zh: 齐全, en: Whole, points: 30}
                - {code: concrete, zh: 具体, en: Concrete, points: 10}
            execution:
              full: 60
              indicators:
                - {code: done, zh: 完成, en: Done, points: 60}
        verified: false
        citation: {document: 做法, clause: 第一段}
  consequence/talk:
    title: {zh: 约谈, en: Talk}
    rulings:
      - since: 2017-07-01
        value: {below_percent: 70, grounds: [not_solid]}
        verified: false
        citation: {document: 做法, clause: 第二段}
"""
SPOILERS = [
    ("total: 100", "total: 90", "evaluation/form/town", "the aspects make 100, the total is 90"),
    ("full: 40", "full: 45", "evaluation/form/town", "the aspects make 105"),
    ("points: 10", "points: 20", "evaluation/form/town", "the indicators of plan make 50, its full mark is 40"),
    ("code: concrete", "code: whole", "evaluation/form/town", "stands twice"),
    ("way: additive", "way: generous", "evaluation/form/town", "way"),
    ("points: 30", "points: 0", "evaluation/form/town", "points"),
    ("en: Whole, ", "", "evaluation/form/town", "en"),
    ("grounds: [not_solid]", "grounds: [uneasy]", "consequence/talk", "grounds"),
    ("below_percent: 70, grounds: [not_solid]", "only_grave: true", "consequence/talk", "proposes nothing"),
    ("below_percent: 70", "below_percent: 170", "consequence/talk", "below_percent"),
]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_pack_is_read(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path, GOOD))
    form = in_force([pack], pack.rules[0].rulings[0].since).need("evaluation/form/town").value_as(ScoreForm)
    assert [item.key for item in form.items()] == ["plan.whole", "plan.concrete", "execution.done"]


@pytest.mark.parametrize(("good", "bad", "rule", "problem"), SPOILERS)
def test_what_does_not_add_up_is_refused_with_place_and_remedy(
    tmp_path: Path, good: str, bad: str, rule: str, problem: str
) -> None:
    assert good in GOOD
    with pytest.raises(PackUnreadable) as refused:
        read_pack(written(tmp_path, GOOD.replace(good, bad, 1)))
    told = str(refused.value)
    assert rule in told
    assert problem in told
    assert "sample.yaml" in told


def test_a_deduction_greater_than_its_aspect_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace("way: additive", "way: deducting").replace("points: 10", "points: 50")
    with pytest.raises(PackUnreadable, match="takes off more than its full mark"):
        read_pack(written(tmp_path, text))


# --- filling one in --------------------------------------------------------------------------------------------

DEDUCTING = ScoreForm(
    Way.DEDUCTING,
    100,
    (
        AspectForm("plan", 40, (Indicator("vague", 2), Indicator("late", 15))),
        AspectForm("execution", 60, (Indicator("not_done", 6),)),
    ),
)


def times(**found: str) -> dict[str, Decimal]:
    none = {"plan.vague": Decimal(0), "plan.late": Decimal(0), "execution.not_done": Decimal(0)}
    return none | {key.replace("__", "."): Decimal(value) for key, value in found.items()}


def test_points_are_taken_off_each_time_and_an_aspect_never_falls_below_nothing() -> None:
    assert scored(DEDUCTING, times()).total.hundredths == 10_000
    result = scored(DEDUCTING, times(plan__vague="3", execution__not_done="2"))
    assert (dict(result.by_aspect), result.total.hundredths) == ({"plan": 34, "execution": 48}, 8200)
    assert scored(DEDUCTING, times(plan__late="9")).by_aspect["plan"] == 0


def test_a_line_needs_its_grounds_where_points_are_taken_off_and_every_line_where_they_are_given() -> None:
    found = times(plan__vague="3")
    refuse_groundless_marks(DEDUCTING, found, {"plan.vague": "抽查三条措施笼统"})
    with pytest.raises(GroundsMissing) as refused:
        refuse_groundless_marks(DEDUCTING, found, {"plan.vague": " ", "plan.late": "未发现"})
    assert refused.value.items == ["plan.vague"]
    given = replace(DEDUCTING, way=Way.ADDITIVE)
    with pytest.raises(GroundsMissing) as refused:
        refuse_groundless_marks(given, found, {"plan.vague": "抽查三条措施笼统"})
    assert refused.value.items == ["plan.late", "execution.not_done"]


@pytest.mark.parametrize("found", ["-1", "100", "NaN"])
def test_how_often_has_its_bounds(found: str) -> None:
    with pytest.raises(MarkOutOfRange):
        scored(DEDUCTING, times(plan__vague=found))


def test_half_a_time_is_between_two_scorers_only() -> None:
    with pytest.raises(TimesWrong):
        scored(DEDUCTING, times(plan__vague="0.5"))
    lines = compared(DEDUCTING, times(plan__vague="1"), times(), 20)
    assert [(line.points, line.is_wide) for line in lines] == [(2, False), (0, False), (0, False)]
    assert scored(DEDUCTING, settled_marks(lines, {}, {}), settled=True).total.hundredths == 9900


def test_how_far_apart_is_wide_is_a_share_of_the_line() -> None:
    at_limit = compared(DEDUCTING, times(execution__not_done="2"), times(), 20)[2]
    over = compared(DEDUCTING, times(execution__not_done="3"), times(), 20)[2]
    assert (at_limit.points, at_limit.is_wide, over.points, over.is_wide) == (12, False, 18, True)


# --- a dossier's own -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_town_is_evaluated_on_the_form_for_towns_and_a_department_on_the_general_one() -> None:
    county = county_of_three_in_one()
    assert form_of(county.inspection, county.today).form.way is Way.ADDITIVE
    Organization.objects.filter(pk=county.unit_id).update(category="town")
    assert form_of(county.inspection, county.today).form == in_force([load("three-in-one-2018")], county.today).need(
        "evaluation/form/town"
    ).value_as(ScoreForm)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "deed", "told"),
    [
        ("unit_liaison", "assess_self", {"on": date(2018, 3, 1)}),
        ("team_leader", "hand_in_scores", {}),
    ],
)
def test_nobody_marks_a_form_of_three_in_one_without_grounds(who: str, deed: str, told: dict[str, date]) -> None:
    county = county_of_three_in_one()
    desks = Desks(county)
    if deed == "hand_in_scores":
        named(desks)
    with pytest.raises(GroundsMissing) as refused:
        county.do(acting(desks, who), deed, marks=marks_of(county), grounds={"plan.concrete": "查阅方案"}, **told)
    assert "plan.concrete" not in refused.value.items
    assert "没有写依据：" in in_words(refused.value)


@pytest.mark.django_db
def test_an_evaluation_without_grounds_is_refused_whole() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.check(county.team_leader, county.today)
    marks = {"arrangement": "13", "plan": "13", "execution": "45", "prevention": "8", "reporting": "9"}
    with pytest.raises(GroundsMissing) as refused:
        county.do(county.office, "record_evaluation", on=county.today, marks=marks, grounds={"plan": "查阅方案"})
    assert refused.value.items == ["arrangement", "execution", "prevention", "reporting"]
    assert "整改落实" in in_words(refused.value)
    assert not Evaluation.objects.exists()


@pytest.mark.django_db
def test_evidence_beside_a_mark_is_of_this_very_dossier() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.check(county.team_leader, county.today)
    elsewhere = County().found().fed_back()
    marks = {"arrangement": "13", "plan": "13", "execution": "45", "prevention": "8", "reporting": "9"}
    foreign = Finding.objects.filter(inspection_id=elsewhere.inspection_id)[0].id
    told = {"on": county.today, "marks": marks}
    with pytest.raises(NoSuchThing):
        county.do(county.office, "record_evaluation", **told, refs={"plan": [foreign]})
    own = county.finding("1")
    county.do(county.office, "record_evaluation", **told, refs={"plan": [own.id]})
    line = next(one for one in Evaluation.objects.get(inspection_id=county.inspection_id).lines if one["key"] == "plan")
    assert line["evidence"] == [{"sort": "finding", "id": str(own.id), "words": f"1 {own.title}"}]


@pytest.mark.parametrize("mark", ["1", "9", "NaN"])
def test_what_is_settled_lies_between_what_both_gave(mark: str) -> None:
    lines = compared(DEDUCTING, times(execution__not_done="8"), times(execution__not_done="2"), 20)
    reasons = {"execution.not_done": "两次系同一问题"}
    with pytest.raises(OutsideBoth) as refused:
        settled_marks(lines, {"execution.not_done": Decimal(mark)}, reasons)
    assert (refused.value.least, refused.value.most) == (2, 8)
    for at_the_edge in ("2", "8"):
        settled_marks(lines, {"execution.not_done": Decimal(at_the_edge)}, reasons)
