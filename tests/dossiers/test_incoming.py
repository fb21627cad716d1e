"""Findings that come in together are told by columns, and everything they tell is asked of the deed."""

from __future__ import annotations

from datetime import date

import pytest

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.dossiers.actions import NewFinding, NewMeasure
from bihuan.dossiers.incoming import ManyFindings

MEASURES = (
    NewMeasure("修订制度", "张某某", "办公室", date(2018, 5, 31), "印发"),
    NewMeasure("按月检查", "", "", None, ""),
)
FIRST = NewFinding("1", "学习流于形式", "仅学2次", ("一、党建",), "政治", source_line=7, measures=MEASURES)
SECOND = NewFinding("2", "违规发放补贴", person_matter=True, measures=MEASURES[:1])
FINDINGS = (FIRST, SECOND)


def test_findings_told_one_by_one_stand_in_columns_with_their_measures() -> None:
    many = ManyFindings.of(FINDINGS)
    assert (list(many.number), list(many.headings), list(many.source_line)) == (
        ["1", "2"],
        [("一、党建",), ()],
        [7, None],
    )
    assert list(many.measures) == [MEASURES, MEASURES[:1]]
    assert ManyFindings.of(many) is many
    assert len(ManyFindings.of([])) == 0


def test_those_that_are_wanted_keep_their_measures() -> None:
    assert repr(ManyFindings.of(FINDINGS).only([False, True])) == repr(ManyFindings.of([SECOND]))
    assert repr(ManyFindings.of(FINDINGS).only([True, True])) == repr(ManyFindings.of(FINDINGS))


def of_first(**told: object) -> tuple[NewFinding, ...]:
    return FIRST._replace(**told), SECOND  # type: ignore[arg-type]


def of_measure(**told: object) -> tuple[NewFinding, ...]:
    return of_first(measures=(MEASURES[0]._replace(**told), MEASURES[1]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        (FIRST,),
        (SECOND, FIRST),
        (FIRST, SECOND, SECOND),
        of_first(number="1学", title="习流于形式"),
        of_first(title="学习流于形式仅学2次", text=""),
        of_first(headings=("一、", "党建")),
        of_first(headings=()),
        of_first(headings=(), category="一、党建政治"),
        of_first(person_matter=True),
        of_first(source_line=None),
        of_first(stage=FindingStage.LONG_TERM),
        of_first(measures=MEASURES[:1]),
        of_first(measures=MEASURES[::-1]),
        of_measure(text="修订制度张某某", owner=""),
        of_measure(owner="", department="张某某办公室"),
        of_measure(text='修订","制度'),
        of_measure(text="修订\x00制度"),
        of_measure(due_on=None),
        of_measure(due_on=date(2018, 6, 1)),
        of_measure(expected_result=""),
        (FIRST._replace(measures=MEASURES[:1]), SECOND._replace(measures=MEASURES[::-1])),
    ],
)
def test_whatever_is_told_differently_is_another_thing_to_ask(other: tuple[NewFinding, ...]) -> None:
    assert repr(ManyFindings.of(other)) != repr(ManyFindings.of(FINDINGS))


def test_the_same_told_again_is_the_same_thing_to_ask() -> None:
    again = ManyFindings.of([NewFinding(*finding) for finding in FINDINGS])
    assert repr(again) == repr(ManyFindings.of(FINDINGS))
