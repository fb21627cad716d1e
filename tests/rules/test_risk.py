"""The weights of surprise draws: the worked examples run, and a pack with a hole is refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bihuan.domain.glossary import RISK_FACTORS
from bihuan.domain.risk import RiskFacts, factors_of
from bihuan.rules.dated import DatedSilent
from bihuan.rules.documents import PackUnreadable, read_document
from bihuan.rules.risk import RISK, read_rulings, risk_basis

EXAMPLES: Any = read_document(RISK.with_name("risk.examples.yaml")).content["examples"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_a_worked_example_runs(example: dict[str, Any]) -> None:
    points = factors_of(RiskFacts(**example["facts"]), risk_basis(example["on"]).terms)
    assert points == example["factors"]
    assert sum(points.values()) == example["weight"]
    assert set(points) <= set(RISK_FACTORS)


def test_the_release_is_named_by_the_hash_of_its_bytes() -> None:
    assert risk_basis(date(2026, 11, 26)).release == f"surprise-risk@{read_document(RISK).sha256}"


def test_before_the_first_ruling_there_are_no_weights() -> None:
    with pytest.raises(DatedSilent):
        risk_basis(date(2016, 1, 1))


@pytest.mark.parametrize(
    ("change", "place"),
    [(("base: 10 ", "base: 0 "), "14"), (("points: 4, most: 5", "points: 4"), "15"), (("low_mark", "low_marks"), "13")],
)
def test_a_pack_with_a_hole_is_refused_with_its_place(tmp_path: Path, change: tuple[str, str], place: str) -> None:
    file = tmp_path / "risk.yaml"
    file.write_text(RISK.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(PackUnreadable) as refused:
        read_rulings(file)
    assert refused.value.line >= int(place) - 3
