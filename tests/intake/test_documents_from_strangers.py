"""Documents and labels written by somebody who has not read the parser; their README says how to compare."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bihuan.intake import read
from bihuan.intake.refusals import Unreadable

FOLDER = Path(__file__).parent.parent / "documents"
LABELS = sorted(FOLDER.glob("[0-9]*.json"))
EXACT_NOTES = {"claim.mismatch", "date.incomplete", "text.garbled_repaired"}
OPEN_LISTS = {"22"}
BAD = FOLDER / "bad"


def document_of(label: Path) -> Path:
    return next(path for path in FOLDER.glob(f"{label.stem}.*") if path.suffix != ".json")


def squeeze(value: Any) -> Any:
    """Printed pages set gaps between Han and digits."""
    if isinstance(value, str):
        return re.sub(r"\s+", "", value)
    if isinstance(value, list):
        return [squeeze(each) for each in value]
    return {key: squeeze(each) for key, each in value.items()} if isinstance(value, dict) else value


def plain_measures(measures: list[str]) -> list[str]:
    return [re.sub(r"^(?:[一二三四五六七八九十]+是)[，,：]?|[。；;，]+$", "", each.strip()) for each in measures]


def compare_finding(expected: dict[str, Any], got: dict[str, Any]) -> list[str]:
    problems = []
    for key, value in expected.items():
        mine = got[key]
        if key == "measures":
            value, mine = plain_measures(value), plain_measures(mine)
        if key == "quotes":
            if not set(value) <= set(mine):
                problems.append(f"quotes {value} not in {mine}")
        elif value != mine:
            problems.append(f"{got['number']} {key}: wanted {value!r}, got {mine!r}")
    return problems


def compare_findings(expected: list[dict[str, Any]], got: list[dict[str, Any]], complete: bool) -> list[str]:
    if not complete:
        by_line = {each["line"]: each for each in got}
        return [p for each in expected for p in compare_finding(each, by_line.get(each["line"]) or got[0])]
    if len(expected) != len(got):
        wanted, read_ = {e["title"] for e in expected}, {g["title"] for g in got}
        return [f"{len(expected)} findings wanted, {len(got)} read; missing {wanted - read_}; more {read_ - wanted}"]
    return [p for e, g in zip(expected, got, strict=True) for p in compare_finding(e, g)]


def compare_claims(expected: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[str]:
    problems = []
    for claim in expected:
        if not any(all(each[key] == value for key, value in claim.items()) for each in got):
            problems.append(f"claim {claim} not among {got}")
    for claim in got:
        listed = any(claim["of"] == e["of"] and claim["total"] == e.get("total", claim["total"]) for e in expected)
        if claim["of"] == "问题" and not listed:
            problems.append(f"claim more: {claim}")
    return problems


def compare_notes(expected: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[str]:
    problems = []
    for note in expected:
        fits = [g for g in got if g["code"] == note["code"] and note.get("line") in (None, g["line"])]
        if not fits:
            problems.append(f"note missing: {note}")
    for note in got:
        if note["code"] in EXACT_NOTES and not any(
            e["code"] == note["code"] and e.get("line") in (None, note["line"]) for e in expected
        ):
            problems.append(f"note more: {note}")
    return problems


def compare(label: dict[str, Any], got: dict[str, Any], name: str) -> list[str]:
    problems = []
    for key, value in label.items():
        if key == "findings":
            problems += compare_findings(value, got[key], name[:2] not in OPEN_LISTS)
        elif key == "claims":
            problems += compare_claims(value, got[key])
        elif key == "notes":
            problems += compare_notes(value, got[key])
        elif key == "dates":
            problems += [
                f"{day}: wanted {iso}, got {got[key][day]}" for day, iso in value.items() if got[key][day] != iso
            ]
        elif got[key] != value:
            problems.append(f"{key}: wanted {value!r}, got {got[key]!r}")
    return problems


@pytest.mark.parametrize("label", LABELS, ids=lambda path: path.stem)
def test_a_document_is_read_as_its_author_labelled_it(label: Path) -> None:
    expected = json.loads(label.read_text("utf-8"))
    document = document_of(label)
    got = json.loads(json.dumps(read(document).to_json()))
    if document.suffix == ".pdf":
        expected, got = squeeze(expected), squeeze(got)
    assert compare(expected, got, label.stem) == []


EXPECTED_REFUSALS = json.loads((BAD / "expected.json").read_text("utf-8")) if BAD.exists() else {}


@pytest.mark.parametrize("name", sorted(EXPECTED_REFUSALS))
def test_bad_input_is_refused_with_a_word_of_what_is_wrong(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(BAD / name)
    line = str(caught.value)
    words = EXPECTED_REFUSALS[name]
    alternatives = words if isinstance(words, list) else str(words).split("|")
    assert "\n" not in line
    assert any(word.lower() in line.lower() for word in alternatives), line
