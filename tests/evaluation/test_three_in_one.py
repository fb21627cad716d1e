"""Three in one: the unit of itself, the panel, the people; every number of the combined score has its origin."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.domain.evaluation import PartMissing
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.evaluation.actions import NotCombined
from bihuan.evaluation.models import Evaluation
from bihuan.evaluation.people_counts import CombinedUpon, CountedAlready, MeanOutOfRange, enter_people_result
from bihuan.evaluation.three_in_one import NothingToCombine, NoThreeInOne, origins_of
from bihuan.questionnaires.queries import result_of
from tests.county import PACKS, PDF, County
from tests.evaluation.panels import acting, count, county_of_three_in_one, marks, settled
from tests.questionnaires.asking import Asking
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county_of_three_in_one(), monkeypatch)


def assess(desks: Desks) -> None:
    county = desks.county
    county.do(acting(desks, "unit_liaison"), "assess_self", on=county.today, marks=marks(county))


def test_three_scores_are_combined_by_weight_and_each_tells_where_it_comes_from(desks: Desks) -> None:
    county = desks.county
    assess(desks)
    settled(desks)
    count(county)
    county.do(county.office, "combine_scores")
    row = Evaluation.objects.get()
    told = [(one["part"], one["hundredths"], one["weight"], one["contributes"], one["source"]) for one in row.parts]
    assert told == [
        ("self", 8000, 20, 1600, "self_assessment"),
        ("panel", 7500, 60, 4500, "evaluation"),
        ("people", 9000, 20, 1800, "paper_count"),
    ]
    assert row.combined_hundredths == 7900
    page = words(desks("office").get(reverse("panel", args=[county.inspection_id])))
    assert "75÷100×60＝45" in page
    assert "16 + 45 + 18 = 79" in page


def test_a_count_is_not_withdrawn_under_a_combined_score_that_stands(desks: Desks) -> None:
    county = desks.county
    assess(desks)
    settled(desks)
    count(county)
    county.do(county.office, "combine_scores")
    row = Evaluation.objects.get()
    told = {"number": 1, "reason": "统计有误"}
    with pytest.raises(CombinedUpon) as refused:
        county.do(county.office, "withdraw_people_result", **told)
    assert (refused.value.number, refused.value.on) == (row.number, row.on)
    county.do(county.office, "withdraw_evaluation", row.id, reason="群众测评统计有误")
    county.do(county.office, "withdraw_people_result", **told)


def test_what_is_missing_is_named_and_nothing_is_combined_before(desks: Desks) -> None:
    county = desks.county
    with pytest.raises(NothingToCombine):
        county.do(county.office, "combine_scores")
    settled(desks)
    with pytest.raises(PartMissing) as refused:
        county.do(county.office, "combine_scores")
    assert refused.value.parts == ["self", "people"]


def test_the_unit_is_told_the_combined_score_and_not_before(desks: Desks) -> None:
    county = desks.county
    assess(desks)
    settled(desks)
    row = Evaluation.objects.get()
    with pytest.raises(NotCombined):
        county.do(county.office, "tell_evaluation", row.id)
    count(county)
    county.do(county.office, "combine_scores")
    unit = desks("unit_head")
    assert "79 / 100" not in words(unit.get(reverse("panel", args=[county.inspection_id])))
    county.do(county.office, "tell_evaluation", row.id)
    for page in ("panel", "dossier"):
        assert "79 / 100" in words(unit.get(reverse(page, args=[county.inspection_id])))


def test_the_unit_sees_its_own_and_nothing_of_the_people(desks: Desks) -> None:
    county = desks.county
    assess(desks)
    count(county, "91.25")
    page = words(desks("unit_liaison").get(reverse("panel", args=[county.inspection_id])))
    assert "80 / 100" in page
    assert "91.25" not in page
    with pytest.raises(MayNot):
        county.do(county.office, "assess_self", on=county.today, marks=marks(county))


def test_a_count_is_entered_once_and_within_its_bounds(desks: Desks) -> None:
    county = desks.county
    count(county)
    with pytest.raises(CountedAlready):
        count(county)
    county.do(county.office, "withdraw_people_result", number=1, reason="统计有误")
    count(county)
    county.today += timedelta(days=1)
    more = {"paper_name": "p.pdf", "paper": b"%PDF-1.4", "now": county.now, "key": "count-refused"}
    more |= {"asked": "rectification", "on": county.today, "ballots": 40}
    with pytest.raises(MeanOutOfRange):
        enter_people_result(actor=county.office, inspection_id=county.inspection_id, mean=Decimal("100.01"), **more)


def test_a_count_on_paper_of_too_few_ballots_is_kept_and_is_no_part_of_the_score(desks: Desks) -> None:
    county = desks.county
    assess(desks)
    settled(desks)
    row = Evaluation.objects.get()
    count(county, "100", ballots=3)
    assert "people" not in origins_of(county.inspection, row, county.today)
    with pytest.raises(PartMissing):
        county.do(county.office, "combine_scores")
    page = words(desks("office").get(reverse("panel", args=[county.inspection_id])))
    assert "3票" in page
    assert "不足10票，不计入" in page
    county.today += timedelta(days=1)
    count(county, "90", ballots=10)
    assert origins_of(county.inspection, row, county.today)["people"].hundredths == 9000


def test_a_count_without_a_ballot_is_refused_in_words_and_the_least_is_told_beforehand(desks: Desks) -> None:
    office, url = desks("office"), reverse("dossier_do", args=[desks.county.inspection_id, "enter_people_result"])
    assert "不足10票" in words(office.get(url))
    told = {"asked": "rectification", "on": desks.county.today.isoformat(), "ballots": "0", "mean": "80"}
    paper = SimpleUploadedFile("统计表.pdf", PDF)
    shown = words(send(office, url, **told, paper=paper))
    assert "没有有效票" in shown
    assert "此处填写有误" not in shown
    paper = SimpleUploadedFile("统计表.pdf", PDF)
    assert "小于或等于100" in words(send(office, url, **told | {"ballots": "20", "mean": "100.5"}, paper=paper))


def test_where_no_pack_combines_there_is_nothing_to_combine() -> None:
    county = County().found(PACKS).fed_back()
    with pytest.raises(NoThreeInOne):
        county.do(county.office, "combine_scores")


def asked(county: County, answered: int) -> Asking:
    """Count a questionnaire of the people that so many have answered."""
    asking = Asking(county, QuestionnaireKind.PEOPLE).opened().printed()
    return asking.carried([asking.ballot() for _ in range(answered)]).counted()


def test_a_questionnaire_that_enough_have_answered_is_the_people_s_part(desks: Desks) -> None:
    county = desks.county
    settled(desks)
    row = Evaluation.objects.get()
    asked(county, 3)
    assert "people" not in origins_of(county.inspection, row, county.today)
    asking = asked(county, 12)
    found = origins_of(county.inspection, row, county.today)["people"]
    assert (found.source, found.number, found.on) == ("questionnaire", asking.run.number, county.today)
    told = result_of(county.inspection, QuestionnaireKind.PEOPLE)
    assert told is not None
    assert found.hundredths == told.mean_hundredths
