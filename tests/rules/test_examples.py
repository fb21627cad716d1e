"""The worked examples beside each pack hold."""

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bihuan.cli.case_file import check_case
from bihuan.cli.judge import answer_of
from bihuan.domain.deadlines import Deadline, due_dates
from bihuan.domain.rulebook import Event
from bihuan.rules.calendar import working_calendar
from bihuan.rules.documents import RULEPACKS, read_document
from bihuan.rules.packs import available, load, rulebook

Example = dict[Any, Any]
OF_RISK = RULEPACKS / "supervision" / "risk.examples.yaml"  # no pack of dossiers; run by test_risk
FILES = {path.name.split(".")[0]: path for path in sorted(RULEPACKS.glob("*/*.examples.yaml")) if path != OF_RISK}
DUE_KEYS = {"title", "packs", "event", "on", "today", "expect"}
JUDGE_KEYS = {"title", "from", "set", "drop", "expect"}


def content_of(pack: str) -> Example:
    return read_document(FILES[pack]).content


def examples(kind: str) -> Iterator[Any]:
    for pack in FILES:
        for example in content_of(pack).get(kind, []):
            yield pytest.param(pack, example, id=f"{pack}: {example['title']}")


def test_every_file_of_examples_names_its_pack() -> None:
    assert {pack: content_of(pack)["pack"] for pack in FILES} == {pack: pack for pack in FILES}


def row_of(deadline: Deadline) -> dict[str, str | bool | date]:
    return {key: getattr(deadline, key) for key in Deadline.__dataclass_fields__}


@pytest.mark.parametrize(("pack", "example"), list(examples("due")))
def test_a_due_example_holds(pack: str, example: Example) -> None:
    assert set(example) <= DUE_KEYS
    book = rulebook(example.get("packs", [pack]), example["on"])
    found = due_dates(Event(example["event"]), example["on"], book, working_calendar(), example.get("today"))
    assert [row_of(deadline) for deadline in found] == example["expect"]


def changed(case: Example, example: Example) -> Example:
    case = copy.deepcopy(case)
    for path, value in example.get("set", {}).items():
        holder, key = place_of(case, path)
        holder[key] = value
    for path in example.get("drop", []):
        holder, key = place_of(case, path)
        del holder[key]
    return case


def place_of(case: Any, path: str) -> tuple[Any, Any]:
    *way, last = path.split(".")
    for step in way:
        case = case[int(step) if isinstance(case, list) else step]
    return case, int(last) if isinstance(case, list) else last


@pytest.mark.parametrize(("pack", "example"), list(examples("judge")))
def test_a_judge_example_holds(pack: str, example: Example) -> None:
    assert set(example) <= JUDGE_KEYS
    case = changed(content_of(pack)["cases"][example["from"]], example)
    answer = answer_of(check_case(case, example["title"]), example["title"])
    found = {
        "allowed": answer["allowed"],
        **{
            part: [{key: blocker[key] for key in ("code", "subject", "whose")} for blocker in answer[part]]
            for part in ("blockers", "waived")
        },
    }
    assert found == example["expect"]


@pytest.mark.parametrize("pack_id", available())
def test_every_pack_has_examples_and_every_gate_of_it_one_that_blocks(pack_id: str) -> None:
    content = content_of(pack_id)
    blocking = {b["code"] for example in content.get("judge", []) for b in example["expect"]["blockers"]}
    gates = {rule.id.split("/")[2] for rule in load(pack_id).rules if rule.id.startswith("gate/")}
    assert gates - blocking == set()


@pytest.mark.parametrize("pack_id", available())
def test_every_deadline_of_a_pack_has_an_example(pack_id: str) -> None:
    content = content_of(pack_id)
    shown = {row["what"] for example in content.get("due", []) for row in example["expect"]}
    deadlines = {rule.id.split("/")[1] for rule in load(pack_id).rules if rule.id.startswith("deadline/")}
    assert deadlines - shown == set()


@pytest.mark.parametrize(("pack", "example"), list(examples("planning")))
def test_a_planning_example_holds(pack: str, example: Example) -> None:
    assert rulebook([pack], example["on"]).need(example["rule"]).ruling.value == example["expect"]
