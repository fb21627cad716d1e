"""The generated papers say what the code says, and `--check` names those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bihuan.cli import generate
from bihuan.cli.main import main
from bihuan.desk.offers import OFFERS
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.web.permissions import ROWS


def test_the_papers_in_the_checkout_are_those_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "--check"]) == 0, capsys.readouterr().out


def test_check_names_what_differs_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "FOLDER", tmp_path / "generated")
    assert main(["generate", "--check"]) == 1
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        f"docs/generated/{name}" for name in ("deeds.md", "lifecycle.md", "permissions.md", "rules.md", "sources.md")
    ]
    assert not (tmp_path / "generated").exists()
    assert main(["generate"]) == 0
    assert main(["generate", "--check"]) == 0
    (tmp_path / "generated" / "rules.md").write_text("by hand", encoding="utf-8")
    capsys.readouterr()
    assert main(["generate", "--check"]) == 1
    assert capsys.readouterr().out.startswith("docs/generated/rules.md differs")


def test_nothing_is_left_out_and_every_row_is_as_wide_as_its_head() -> None:
    written = {name: write() for name, write in generate.papers().items()}
    assert all(f"| `{name}` " in written["lifecycle.md"] for name in (*INSPECTION_STEPS, *FINDING_STEPS, *GATES))
    assert all(f"| `{name}` |" in written["deeds.md"] for name in OFFERS)
    assert all(f"| `{name}` |" in written["permissions.md"] for name in (*OFFERS, *ROWS))
    for text in written.values():
        widths: list[int] = []
        for line in [*text.replace(r"\|", "").splitlines(), ""]:
            if line.startswith("|"):
                widths.append(line.count("|"))
                continue
            assert len(set(widths)) <= 1
            widths = []
