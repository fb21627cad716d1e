"""An evaluation's sum can be recomputed from its marks, or is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bihuan.domain.evaluation import MarkOutOfRange, MarksIncomplete, Total, total_of
from bihuan.domain.rulebook import Weights

WEIGHTS = Weights(100, {"plan": 30, "execution": 70})


def marks(**given: str) -> dict[str, Decimal]:
    return {"plan": Decimal("30"), "execution": Decimal("61.25")} | {k: Decimal(v) for k, v in given.items()}


def test_marks_add_up_in_hundredths() -> None:
    assert total_of(marks(), WEIGHTS) == Total(9125, 10000)


@pytest.mark.parametrize("mark", ["-0.01", "70.01", "NaN", "sNaN", "Infinity", "1.005", "1." + "0" * 40 + "1", "1e30"])
def test_what_is_no_mark_is_refused(mark: str) -> None:
    with pytest.raises(MarkOutOfRange):
        total_of(marks(execution=mark), WEIGHTS)


def test_each_aspect_has_one_mark_and_no_other_has_any() -> None:
    with pytest.raises(MarksIncomplete) as refused:
        total_of({"plan": Decimal(1), "prevention": Decimal(1)}, WEIGHTS)
    assert (refused.value.missing, refused.value.unknown) == (["execution"], ["prevention"])
