"""Code and packs speak of the same rules."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import bihuan
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.rulebook import in_force
from bihuan.rules.families import rule_families
from bihuan.rules.packs import available, load

SOURCE = Path(bihuan.__file__).parent
SCHEMA = SOURCE / "rules" / "schema.py"
RULE_ID = re.compile(r"(deadline|lamp|gate|evaluation|entry|answer|phase|planning)/[a-z_/.]*")
PACKED = {rule.id for pack in available() for rule in load(pack).rules}


def ids_read() -> Iterator[str]:
    """Yield every rule id, or beginning of one, that stands as a text in the code."""
    for path in SOURCE.rglob("*.py"):
        if path == SCHEMA:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE_ID.fullmatch(node.value):
                yield node.value


def test_every_rule_the_code_reads_stands_in_a_pack() -> None:
    read = set(ids_read())
    assert {"deadline/", "lamp/green", "lamp/yellow"} <= read
    assert {rule for rule in read if not any(packed.startswith(rule) for packed in PACKED)} == set()


@pytest.mark.parametrize("rule_id", sorted(PACKED))
def test_every_rule_of_a_pack_is_of_exactly_one_family(rule_id: str) -> None:
    assert [name for name, ids in rule_families().items() if ids.fullmatch(rule_id)] == [rule_id.split("/")[0]]


@pytest.mark.parametrize("rule_id", sorted(rule for rule in PACKED if rule.startswith("gate/")))
def test_every_gate_of_a_pack_is_one_the_method_can_ask_at_that_step(rule_id: str) -> None:
    _, step, code = rule_id.split("/")
    assert step in STEPS
    assert code in GATES


@pytest.mark.parametrize("pack_id", available())
def test_every_ruling_begins_on_its_day_and_not_the_day_before(pack_id: str) -> None:
    pack = load(pack_id)
    for rule in pack.rules:
        for place, ruling in enumerate(rule.rulings):
            earlier = rule.rulings[place - 1] if place else None
            before = in_force([pack], ruling.since - timedelta(days=1)).get(rule.id)
            on_the_day = in_force([pack], ruling.since).get(rule.id)
            assert (before and before.ruling) == (earlier if earlier and earlier.value is not None else None)
            assert (on_the_day and on_the_day.ruling) == (ruling if ruling.value is not None else None)


@pytest.mark.parametrize("pack_id", available())
def test_days_ascend_and_every_ruling_is_cited(pack_id: str) -> None:
    for rule in load(pack_id).rules:
        days = [ruling.since for ruling in rule.rulings]
        assert days == sorted(set(days)), rule.id
        assert all(r.citation.document.strip() and r.citation.clause.strip() for r in rule.rulings), rule.id


def test_nothing_of_office_practice_is_called_verified() -> None:
    rules = load("office-practice").rules
    assert [rule.id for rule in rules for ruling in rule.rulings if ruling.verified] == []
    assert [rule.id for rule in rules for ruling in rule.rulings if "待核实" not in ruling.note] == []
