"""No button, no to-do and no form that could only be refused: what comes first is said in its place."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.evaluation.models import Evaluation
from tests.evaluation.panels import acting, both_in, count, county_of_three_in_one, hand_in, marks, named, settled
from tests.web.desks import Desks, at, key_on, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county_of_three_in_one(), monkeypatch)


def form(desks: Desks, deed: str) -> str:
    return reverse("dossier_do", args=[desks.county.inspection_id, deed])


def panel(desks: Desks, client: Client) -> str:
    return client.get(reverse("panel", args=[desks.county.inspection_id])).content.decode()


def dead_end(client: Client, url: str) -> str:
    """Return what stands in the place of a form; nothing where the form stands."""
    found = re.search(r'<p class="note" id="dead-end">(.*?)</p>', client.get(url).content.decode(), re.S)
    return re.sub(r"<[^>]*>|\s", "", found[1]) if found else ""


def test_scores_are_combined_once_all_parts_are_there_and_before_that_the_to_do_names_what_lacks(desks: Desks) -> None:
    county, office = desks.county, desks("office")
    county.do(acting(desks, "unit_liaison"), "assess_self", on=county.today, marks=marks(county))
    settled(desks)
    assert form(desks, "combine_scores") not in panel(desks, office)
    assert "不完整，缺：群众测评" in words(office.get(reverse("todo")))
    assert "还缺少：群众测评" in dead_end(office, form(desks, "combine_scores"))
    count(county)
    assert form(desks, "combine_scores") in panel(desks, office)
    assert dead_end(office, form(desks, "combine_scores")) == ""
    assert "不完整" not in words(office.get(reverse("todo")))


def test_a_sheet_is_opened_only_for_a_body_that_has_not_evaluated_this_check(desks: Desks) -> None:
    office, url = desks("office"), form(desks, "begin_scoring")
    assert '<option value="office"' in office.get(url).content.decode()
    named(desks)
    assert url not in panel(desks, office)
    assert "双人评分正在进行" in dead_end(office, url)
    hand_in(desks, "team_leader")
    hand_in(desks, "supervision_office")
    desks.county.do(desks.county.office, "settle_scores", on=desks.county.today)
    offered = office.get(url).content.decode()
    assert '<option value="office"' not in offered
    assert '<option value="supervision_office"' in offered


def test_whoever_scores_is_told_beforehand_that_the_unit_has_not_assessed_itself(desks: Desks) -> None:
    county, office, told = desks.county, desks("office"), "单位还没有自评"
    page = reverse("panel", args=[county.inspection_id])
    assert told in words(office.get(form(desks, "begin_scoring")))
    assert "请先提醒单位自评" in words(office.get(page))
    assert "请先提醒单位自评" not in words(desks("unit_head").get(page))
    both_in(desks)
    assert told in words(office.get(form(desks, "settle_scores")))
    county.do(acting(desks, "unit_liaison"), "assess_self", on=county.today, marks=marks(county))
    for url in (form(desks, "settle_scores"), page):
        assert told not in words(office.get(url))


def test_what_was_typed_stays_where_it_is_refused_meanwhile(desks: Desks) -> None:
    named(desks)
    scorer, url = desks("team_leader"), form(desks, "hand_in_scores")
    shown = scorer.get(url)
    desks.county.do(desks.county.office, "cancel_scoring", reason="换人评分")
    lines = re.findall(r'name="mark-([^"]+)"', shown.content.decode())
    told = {f"mark-{line}": "3" for line in lines} | {f"ground-{line}": "查阅台账" for line in lines}
    answer = scorer.post(url, {"key": key_on(shown), **told, "ground-plan.concrete": "抽查措施十条"})
    page = answer.content.decode()
    assert "抽查措施十条" in page
    assert 'id="dead-end"' not in page
    assert "目前没有进行中的双人评分" in words(answer)


def test_whoever_has_handed_in_is_told_so_instead_of_the_form(desks: Desks) -> None:
    named(desks)
    scorer, url = desks("team_leader"), form(desks, "hand_in_scores")
    assert dead_end(scorer, url) == ""
    assert "不是" in dead_end(desks("office"), url)
    hand_in(desks, "team_leader")
    assert "提交后不再更改" in dead_end(scorer, url)
    assert url not in panel(desks, scorer)
    assert "还有1人没有提交评分" in dead_end(scorer, form(desks, "settle_scores"))


def test_where_two_scorers_are_asked_nobody_is_sent_to_score_alone(desks: Desks) -> None:
    alone, office = form(desks, "record_evaluation"), desks("office")
    assert "规则要求两人背对背评分" in dead_end(office, alone)
    assert form(desks, "begin_scoring") in office.get(alone).content.decode()
    for client in (office, desks("supervision_office")):
        assert alone not in client.get(reverse("dossier", args=[desks.county.inspection_id])).content.decode()
        assert alone not in client.get(reverse("todo")).content.decode()


def test_nobody_is_asked_to_tell_the_unit_a_score_that_lacks_a_part(desks: Desks) -> None:
    settled(desks)
    office, url = desks("office"), reverse("evaluation_do", args=[Evaluation.objects.get().id, "tell_evaluation"])
    for page in (reverse("dossier", args=[desks.county.inspection_id]), reverse("todo")):
        assert url not in office.get(page).content.decode()
    assert "尚未合成" in dead_end(office, url)
