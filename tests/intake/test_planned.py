"""Planned measures go into a draft and come out of it as they were, however often they say the same."""

from __future__ import annotations

import json

import pytest

from bihuan.intake.planned import NAMES, PlannedMeasure, PlannedMeasures, from_draft, to_draft


@pytest.mark.parametrize("often", [1, 3, 4, 9])
def test_what_is_said_often_is_kept_once_and_comes_back_for_each_measure(often: int) -> None:
    day = PlannedMeasure("", "张某某", "办公室", "2018-05-31", "2018-05-31", "")
    none = PlannedMeasure("", "李某某", "", "长期坚持", None, "见成效")
    told = [(day._replace(text=f"订计划{n}"), none._replace(text=f"抓落实{n}")) for n in range(often)]
    planned = PlannedMeasures.of(PlannedMeasure, NAMES, [*told, ()])
    kept = json.loads(json.dumps(to_draft(planned), sort_keys=True))
    assert isinstance(kept["text"], list)
    assert isinstance(kept["due_on"], list) == (often < 4)
    assert list(from_draft(kept, often + 2)) == [*told, (), ()]
