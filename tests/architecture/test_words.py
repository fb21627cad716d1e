"""Every code has its words, in both languages."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from bihuan.domain.glossary import FAMILIES, say_blocker, term
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.roles import Role
from tests.architecture.test_the_house import SOURCE

ENUMS: list[tuple[str, type[StrEnum]]] = [
    ("role", Role),
    ("inspection_stage", InspectionStage),
    ("finding_stage", FindingStage),
    ("check_kind", CheckKind),
]


@pytest.mark.parametrize(("family", "enum"), ENUMS)
def test_every_member_of_an_enum_has_a_term(family: str, enum: type[StrEnum]) -> None:
    for member in enum:
        assert term(family, member.value)


def test_every_step_has_a_term() -> None:
    for name in [*INSPECTION_STEPS, *FINDING_STEPS]:
        assert term("step", name)


def test_every_gate_says_what_is_missing() -> None:
    for code in GATES:
        words = say_blocker(code, "F-07")
        assert words.zh
        assert words.en
        assert "{" not in words.zh + words.en


def test_no_term_is_empty_in_either_language() -> None:
    empty = [
        (f, code) for f, terms in FAMILIES.items() for code, t in terms.items() if not (t.zh.strip() and t.en.strip())
    ]
    assert empty == []


def test_every_gate_has_a_name_for_when_it_is_met() -> None:
    assert set(FAMILIES["gate"]) == set(GATES)


def test_every_deed_on_the_authority_s_stream_has_a_name() -> None:
    told = set(FAMILIES["step"]) | set(FAMILIES["deed"])
    noted = set()
    for room in ("access", "organizations", "views", "dossiers", "papers"):
        for path in (SOURCE / room).glob("*.py"):
            noted |= set(re.findall(r'note\(\s*actor,\s*"([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert {"open_account", "grant", "change_own_password"} <= noted
    assert noted <= told, "domain/glossary/lives.py: DEEDS"


def test_no_gate_word_stands_without_its_gate() -> None:
    assert set(FAMILIES["blocker"]) == set(GATES)
