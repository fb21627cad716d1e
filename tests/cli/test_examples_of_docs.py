"""What docs/ shows of files and addresses can be used as it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bihuan.cli.main import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
Capture = pytest.CaptureFixture[str]


def shown(page: str) -> list[str]:
    """Return the JSON documents of a page, in their order."""
    return re.findall(r"```json\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.S)


def made(command: str, example: str, folder: Path, capfd: Capture) -> dict[str, Any]:
    """Let `solve` make a file of an example, let `check` confirm it, and return what stands in it."""
    instance, answer = folder / "instance.json", folder / "answer.json"
    instance.write_text(example, encoding="utf-8")
    assert main([command, "solve", str(instance), "-o", str(answer)]) == 0, capfd.readouterr().err
    assert main([command, "check", str(instance), str(answer)]) == 0, capfd.readouterr().out
    found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("command", "page"), [("plan", "term-plan.md"), ("staff", "staffing.md")])
def test_the_example_of_a_format_is_solved_to_the_answer_beside_it(
    command: str, page: str, tmp_path: Path, capfd: Capture
) -> None:
    example, answer = shown(page)[:2]
    found, told = made(command, example, tmp_path, capfd), json.loads(answer)
    of_this_run = {"instance", "seconds", "certificate"}
    assert {key: found[key] for key in set(told) - of_this_run} == {
        key: part for key, part in told.items() if key not in of_this_run
    }
    assert set(found) == set(told)


@pytest.mark.parametrize("page", ["api.md", "api.zh.md"])
def test_every_address_of_the_api_s_page_is_described(page: str) -> None:
    from bihuan.api.house import api

    paths = (path.replace("{key}", "KEY") for path in api.get_openapi_schema()["paths"])
    described = {re.sub(r"\{\w+\}", "ID", path) for path in paths}
    text = (DOCS / page).read_text(encoding="utf-8").replace("编号", "ID").replace("名称", "KEY")
    named = set(re.findall(r"(?<=[`E ])/api/[\w/-]+", text)) - {"/api/openapi"}  # the description itself
    assert len(named) > 10
    assert named <= described
