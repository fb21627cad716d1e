"""A long document takes as much longer to read as it is longer, not the square of it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bihuan.intake import findings
from bihuan.intake.reading import read

HEADINGS = 300
SECONDS = 5  # of the processor, that any input may take


def test_each_heading_is_judged_a_few_times_however_many_stand_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, judge = [], findings.states_problem

    def counted(words: str) -> Any:
        asked.append(words)
        return judge(words)

    monkeypatch.setattr(findings, "states_problem", counted)
    told = "对石桥村党总支的巡察反馈意见\n" + "".join(
        f"{n}、第{n}项收支公开不及时\n逾期一个月。\n" for n in range(1, HEADINGS + 1)
    )
    found = read(told.encode(), "反馈意见.txt").findings
    assert len(found) == HEADINGS
    assert len(asked) <= 10 * HEADINGS


def test_a_number_without_end_before_the_first_heading_costs_no_time() -> None:
    told = f"区委巡察整改进展情况通报\n集中整改期间，党纪政务处分{'9' * 10_000}人，挽回损失3万元。\n"
    begun = time.process_time()
    read(told.encode(), "通报.txt")
    assert time.process_time() - begun < SECONDS
