"""What a unit may change of a measure once its plan is accepted, and that the office sees it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.models import Entry
from bihuan.rectification.changes import ChangeUnexplained, unnoted
from bihuan.rectification.measures import DueDayFixed
from bihuan.rectification.models import Measure, MeasureChange
from bihuan.rectification.undoing import undo_edit
from tests.county import County, new_key
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db
NEW = {"text": "开展一次学习", "owner": "局长", "department": "办公室", "expected_result": "制度印发，台账齐全"}


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def measure() -> Measure:
    return Measure.objects.get(number="1-1")


def revise(county: County, **told: Any) -> None:
    given = {**NEW, "due_on": date(2018, 5, 31), **told}
    county.do(county.unit_liaison, "revise_measure", measure().id, **given)


def test_before_acceptance_a_measure_is_revised_freely() -> None:
    county = County().found().fed_back().with_measures()
    revise(county)
    assert MeasureChange.objects.count() == 0


def test_after_acceptance_a_change_needs_its_reason(county: County) -> None:
    with pytest.raises(ChangeUnexplained):
        revise(county)
    assert measure().text == "修订学习制度并按月检查台账"
    revise(county, reason="分管领导调整")
    (change,) = unnoted(measure())
    assert change.before == {"text": "修订学习制度并按月检查台账", "owner": "分管副局长"}
    assert change.after == {"text": "开展一次学习", "owner": "局长"}
    with pytest.raises(DueDayFixed):
        revise(county, reason="来不及", due_on=date(2018, 8, 31))


def test_what_changes_nothing_needs_no_reason(county: County) -> None:
    revise(county, text=measure().text, owner=measure().owner)
    assert MeasureChange.objects.count() == 0


def test_the_office_is_shown_old_and_new_words_until_it_has_noted_them(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = at(county, monkeypatch)
    todo = reverse("todo")
    assert "审核通过后修改的措施" not in words(desks("office").get(todo))
    revise(county, reason="分管领导调整")
    deed = reverse("measure_do", args=[measure().id, "note_change"])
    for page in (todo, deed, reverse("finding", args=[county.finding("1").id])):
        shown = words(desks("office").get(page))
        assert "“修订学习制度并按月检查台账”改为“开展一次学习”" in shown, page
        assert "分管领导调整" in shown, page
    assert "审核通过后修改的措施" not in words(desks("unit_head").get(todo))
    county.do(county.office, "note_change", measure().id, remark="已阅")
    assert "审核通过后修改的措施" not in words(desks("office").get(todo))
    assert "已阅" in words(desks("unit_head").get(reverse("finding", args=[county.finding("1").id])))
    with pytest.raises(NoSuchThing):
        county.do(county.office, "note_change", measure().id, remark="")


def test_a_change_taken_back_waits_for_nobody(county: County) -> None:
    former = {"text": measure().text, "owner": measure().owner}
    revise(county, reason="分管领导调整")
    entry = Entry.objects.filter(authority_id=county.authority_id, action="revise_measure").get()
    undo_edit(
        actor=county.unit_liaison,
        measure_id=measure().id,
        entry_id=entry.id,
        former=former,
        now=county.now,
        key=new_key(),
    )
    assert measure().text == "修订学习制度并按月检查台账"
    assert unnoted(measure()) == []
