"""The small rules of letters, of what the public sent and of plans of visits stand in files, not in code."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bihuan.rules import public, rolling
from bihuan.rules.dated import DatedSilent, Strict, read_dated
from bihuan.rules.documents import PackUnreadable

DAY = date(2018, 3, 1)


def test_each_number_is_the_one_of_its_file_in_force_on_the_day() -> None:
    assert (public.least_findings(DAY), public.carry_in_days(DAY)) == (2, 3)
    assert (rolling.return_visit_days(DAY), rolling.visit_plan_days(DAY)) == (60, 30)
    assert (rolling.latest_plan_day(DAY) - DAY).days == 366
    with pytest.raises(DatedSilent) as refused:
        public.carry_in_days(date(2017, 6, 30))
    assert refused.value.file == "tips.yaml"


@pytest.mark.parametrize(
    ("path", "of", "spoiled"),
    [
        (public.LETTERS, public._Letters, ("least_findings: 2", "least_findings: 0")),
        (public.TIPS, public._Tips, ("carry_in_days: 3", "carry_in_days: 三天")),
        (rolling.PLANS, rolling._Plans, ("most_days: 366", "most_days: 0")),
        (rolling.RETURN_VISITS, rolling._Within, ("plan_days: 30", "plan_dayz: 30")),
    ],
)
def test_a_file_that_is_not_as_it_has_to_be_is_refused_with_its_place(
    path: Path, of: type[Strict], spoiled: tuple[str, str], tmp_path: Path
) -> None:
    copy = tmp_path / path.name
    copy.write_text(path.read_text(encoding="utf-8").replace(*spoiled), encoding="utf-8")
    with pytest.raises(PackUnreadable) as refused:
        read_dated(copy, of)
    assert re.fullmatch(rf"{path.name}:1\d: .+; correct the ruling", str(refused.value)), "the line, and the remedy"
