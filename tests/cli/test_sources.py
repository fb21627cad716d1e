"""The table of mechanisms misses none, and names only rulings, deeds, commands, pages and tests that are there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from bihuan.cli.main import COMMANDS
from bihuan.cli.sources_paper import STATES, mechanisms, rulings_of
from bihuan.domain.glossary import FAMILIES
from bihuan.rules.packs import available, load
from bihuan.web.permissions import ROWS

HOUSE = Path(__file__).resolve().parents[2]
FILE = HOUSE / "docs" / "mechanisms.yaml"
# so many mechanisms the five sources ask for, by chapter; each is numbered from one without a gap
CHAPTERS = {
    "PLAN": 6,
    "TEAM": 9,
    "PREP": 1,
    "FIELD": 11,
    "REPORT": 1,
    "BACK": 8,
    "RECT": 8,
    "SUPV": 5,
    "EVAL": 6,
    "CLOSE": 3,
    "INSI": 5,
    "LINK": 6,
}
FOUND = mechanisms(FILE)


def test_no_mechanism_is_missing_and_none_stands_twice() -> None:
    wanted = [f"{chapter}-{number}" for chapter, most in CHAPTERS.items() for number in range(1, most + 1)]
    assert [one.id for one in FOUND] == wanted
    assert Counter(one.split("-")[0] for one in wanted) == Counter(CHAPTERS)


def test_what_is_built_is_held_by_a_test_and_what_is_left_is_said() -> None:
    for one in FOUND:
        assert one.state in STATES, one.id
        assert bool(one.by and one.tests) == (one.state != "open"), one.id
        assert bool(one.left) == (one.state != "done"), one.id


def test_every_test_that_is_named_is_there_and_tests_something() -> None:
    for one in FOUND:
        for name in one.tests:
            file = HOUSE / name
            assert file.is_file(), f"{one.id}: {name}"
            assert re.search(r"^def test_", file.read_text(encoding="utf-8"), re.MULTILINE), name


def test_every_ruling_deed_command_and_page_that_is_named_is_there() -> None:
    deeds = {**FAMILIES["step"], **FAMILIES["deed"]}
    there = {"deed": deeds, "cli": COMMANDS, "page": ROWS}
    for one in FOUND:
        for told in one.by:
            kind, _colon, name = told.partition(":")
            assert rulings_of(name) if kind == "rule" else name in there[kind], f"{one.id}: {told}"


def test_every_gate_of_every_pack_is_named_by_some_mechanism() -> None:
    named = {told.partition(":")[2] for one in FOUND for told in one.by if told.startswith("rule:")}
    fits = tuple(name.removesuffix("*") for name in named if name.endswith("*"))
    rules = {rule.id for pack_id in available() for rule in load(pack_id).rules}
    entered_late = {one for one in rules if one.startswith("entry/")}  # how Bihuan keeps its own account
    assert {one for one in rules - named - entered_late if not one.startswith(fits)} == set()
