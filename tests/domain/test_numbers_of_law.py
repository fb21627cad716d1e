"""Numbers of the law stand in packs: whatever decides holds no whole number above 1."""

import ast
from pathlib import Path

import pytest

import bihuan

DOMAIN = Path(bihuan.__file__).parent / "domain"
DECIDING = [
    path
    for path in (
        DOMAIN / "deadlines.py",
        DOMAIN / "lifecycle" / "gates.py",
        DOMAIN / "lifecycle" / "local_gates.py",
        DOMAIN / "eligibility.py",
        *sorted(DOMAIN.glob("staffing*.py")),
    )
    if path.exists()
]


def numbers_in(source: str) -> list[tuple[int, int]]:
    return [
        (node.lineno, node.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and abs(node.value) > 1
    ]


@pytest.mark.parametrize("path", DECIDING, ids=lambda path: path.stem)
def test_a_deciding_module_holds_no_number_above_one(path: Path) -> None:
    assert numbers_in(path.read_text(encoding="utf-8")) == []


def test_a_number_of_law_would_be_found() -> None:
    assert numbers_in("MONTHS = 2\nleast = 1\nflag = True\n") == [(1, 2)]
