"""docs/figures.md tells of every benchmark there is, and `dev bench` runs every one."""

from __future__ import annotations

import ast

from benchmarks import paper
from benchmarks.run import HERE, NAMES


def test_every_benchmark_is_run() -> None:
    measuring = {
        path.stem
        for path in HERE.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "measure"
    }
    assert measuring == set(NAMES)


def test_the_paper_of_figures_names_every_benchmark_and_its_machine() -> None:
    sections = paper.standing()
    assert list(sections) == list(NAMES), "run python3 dev bench --write NAME"
    for name, section in sections.items():
        assert "cores" in section, name
        assert section.count("\n|") > 2, name
