"""What is kept of each dossier is asked for anew once that dossier is written, and only then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.county import FEEDBACK_ON, County

from bihuan.dossiers.models import Finding
from bihuan.rectification.models import Measure
from bihuan.rules.stalling import stall_terms
from bihuan.web import by_dossier
from bihuan.web.by_dossier import ByDossier
from bihuan.web.figures import SUMS, figures_of, sums_of
from bihuan.web.moment import one_moment
from bihuan.web.remembered import remembered
from bihuan.web.todo.groups import OWN_GROUP

pytestmark = pytest.mark.django_db
OTHER = uuid4()  # a dossier of which nothing is told


class Counting:
    """A question that notes of which dossiers it was asked: the results of their findings."""

    def __init__(self) -> None:
        self.asked: list[Sequence[UUID]] = []
        self.kept: ByDossier[str, str] = ByDossier(self.told)

    def told(self, authority_id: UUID, _key: str, dossiers: Sequence[UUID]) -> Mapping[UUID, str]:
        self.asked.append(tuple(dossiers))
        rows = Finding.objects.filter(authority_id=authority_id, inspection_id__in=dossiers).exclude(result="")
        return dict(rows.order_by("number").values_list("inspection_id", "result"))

    def of(self, county: County, key: str = "today") -> dict[UUID, str]:
        return self.kept.of(county.office.authority_id, key, [county.inspection_id, OTHER])


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def state(county: County, result: str) -> None:
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result=result)


def test_a_dossier_is_asked_about_once_until_a_deed_writes_it_and_then_alone(county: County) -> None:
    counting = Counting()
    assert counting.of(county) == counting.of(county) == {}
    assert counting.asked == [(county.inspection_id, OTHER)]
    state(county, "已整改")
    assert counting.of(county) == counting.of(county) == {county.inspection_id: "已整改"}
    assert counting.asked[1:] == [(county.inspection_id,)]


def test_more_dossiers_are_asked_about_beside_those_that_are_known(county: County) -> None:
    counting = Counting()
    state(county, "已整改")
    counting.kept.of(county.office.authority_id, "today", [OTHER])
    assert counting.of(county) == {county.inspection_id: "已整改"}
    assert counting.asked == [(OTHER,), (county.inspection_id,)]


def test_another_reader_or_day_is_another_question(county: County) -> None:
    counting = Counting()
    counting.of(county), counting.of(county, "tomorrow")
    assert len(counting.asked) == 2


def test_what_is_written_in_no_dossier_s_stream_lets_all_be_asked_anew(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting()
    counting.of(county)
    state(county, "已整改")
    monkeypatch.setattr(by_dossier, "DOSSIER", "case:")
    assert counting.of(county) == {county.inspection_id: "已整改"}
    assert counting.asked[1:] == [(county.inspection_id, OTHER)]


def test_what_another_authority_does_changes_nothing(county: County) -> None:
    counting = Counting()
    counting.of(county)
    state(County().found().fed_back().planned_and_accepted(), "已整改")
    counting.of(county)
    assert len(counting.asked) == 1


def test_after_a_minute_all_are_asked_anew(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting()
    counting.of(county)
    monkeypatch.setattr(by_dossier, "minute", lambda: -1)
    counting.of(county)
    assert len(counting.asked) == 2


def test_within_one_moment_what_was_told_stays(county: County) -> None:
    counting = Counting()
    with one_moment():
        counting.of(county)
        state(county, "已整改")
        assert counting.of(county) == {}
    assert counting.of(county) == {county.inspection_id: "已整改"}


def test_what_is_made_of_it_rests_on_its_tables_too(county: County) -> None:
    counting, done = Counting(), []

    @remembered()
    def number(_actor: object) -> int:
        done.append(1)
        return len(counting.of(county))

    counting.of(county)  # known before: the tables of the answer count all the same
    assert number(county.office) == 0
    state(county, "已整改")
    assert (number(county.office), len(done)) == (1, 2)


def test_the_sums_of_a_dossier_that_was_written_are_those_counted_anew(county: County) -> None:
    leaders = county.leading_group
    asked = (leaders.authority_id, leaders, [county.inspection_id])
    for recovered, result in ((0, "已整改"), (500, "已收回"), (300, "更正:收回三元")):
        county.do(county.unit_liaison, "state_result", county.finding("1").id, result=result, recovered_fen=recovered)
        assert SUMS.of(*asked) == sums_of(*asked)
        assert figures_of(leaders).recovered_fen == recovered


def test_a_dossier_stalls_in_the_to_do_by_what_stalls_in_it_now(county: County) -> None:
    terms = stall_terms(county.today)
    county.today = FEEDBACK_ON + timedelta(days=terms.after_days)
    assert still_words(county) == ["停滞的措施：3 条"]
    measure = Measure.objects.get(number="1-1")
    county.do(county.unit_liaison, "report_progress", measure.id, progress="已完成初稿", done_on=None)
    assert still_words(county) == ["停滞的措施：2 条"]


def still_words(county: County) -> list[str]:
    return [task.words for task in OWN_GROUP["stalled"](county.office).tasks]
