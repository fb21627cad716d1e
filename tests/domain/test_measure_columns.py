"""The measures of many findings stand in columns, and each finding still has its own."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from bihuan.domain.measure_columns import MeasureColumns


class Told(NamedTuple):
    text: str
    owner: str


FINDINGS = [(Told("一", "甲"), Told("二", "乙")), (), (Told("三", "丙"),)]
MEASURES = MeasureColumns.of(Told, Told._fields, FINDINGS)


def test_each_finding_has_its_own_measures() -> None:
    assert MEASURES.columns == {"text": ("一", "二", "三"), "owner": ("甲", "乙", "丙")}
    assert (len(MEASURES), MEASURES.counts) == (3, [2, 0, 1])
    assert list(MEASURES) == FINDINGS
    assert MEASURES[2] == FINDINGS[2]
    assert MEASURES.by_finding("owner") == [("甲", "乙"), (), ("丙",)]


@pytest.mark.parametrize("places", [[0, 1], [2, 0], [1], [], [None, 2], [0, 1, 2, None], [0, None, 1, 2], [2, 2]])
def test_some_findings_bring_their_own_measures_in_the_order_asked(places: list[int | None]) -> None:
    assert list(MEASURES.only(places)) == [() if place is None else FINDINGS[place] for place in places]


def test_all_findings_in_their_order_bring_the_columns_as_they_are() -> None:
    assert MEASURES.only([0, 1, 2]) is MEASURES


def test_no_findings_and_findings_without_measures_have_the_columns_all_the_same() -> None:
    for findings in ([], [(), ()]):
        measures: MeasureColumns[Told] = MeasureColumns.of(Told, Told._fields, findings)
        assert measures.columns == {"text": (), "owner": ()}
        assert list(measures) == findings
