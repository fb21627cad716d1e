"""`judge` under the packs of single places keeps its contract: forms, days, words, exit codes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bihuan.cli.main import main
from bihuan.rules.documents import RULEPACKS, read_document

PLACES = ["tianjin-2018", "changzhou-2021", "yunnan-2024", "shanxi-2018"]
CASES: dict[str, Any] = {
    f"{pack}: {name}": case
    for pack in PLACES
    for name, case in read_document(RULEPACKS / "local" / f"{pack}.examples.yaml").content["cases"].items()  # type: ignore[union-attr]
}
CLOSE, ROUND = CASES["tianjin-2018: closable"], CASES["shanxi-2018: ending"]
BLOCKER = {"code", "subject", "whose", "basis", "zh", "en"}
Judge = Callable[[dict[str, Any]], tuple[int, Any, str]]


@pytest.fixture
def judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Judge:
    def run(case: dict[str, Any]) -> tuple[int, Any, str]:
        file = tmp_path / "case.yaml"
        with file.open("w", encoding="utf-8") as out:
            YAML().dump(case, out)
        code = main(["judge", str(file), "--json"])
        shown = capsys.readouterr()
        return code, json.loads(shown.out) if shown.out else None, shown.err

    return run


def with_facts(case: dict[str, Any], **facts: Any) -> dict[str, Any]:
    changed = copy.deepcopy(case)
    changed["inspection"].update(facts)
    return changed


def bare(case: dict[str, Any]) -> dict[str, Any]:
    """Return a case that tells nothing but its stage."""
    return {**case, "inspection": {"stage": case["inspection"]["stage"]}}


@pytest.mark.parametrize("name", CASES)
def test_facts_that_are_absent_are_missing_and_said_in_both_languages(judge: Judge, name: str) -> None:
    code, told, _ = judge(bare(CASES[name]))
    for blocker in told["blockers"]:
        assert set(blocker) == BLOCKER
        assert not {"{", "}"} & set(blocker["zh"] + blocker["en"])
        assert blocker["basis"].partition(" · ")[0] in CASES[name]["packs"]
    assert (code, told["allowed"]) == ((1, False) if told["blockers"] else (0, True))


def test_the_words_of_a_filing_name_paper_and_receiver(judge: Judge) -> None:
    _, told, _ = judge(with_facts(CLOSE, filings=CLOSE["inspection"]["filings"][:-1]))
    (blocker,) = told["blockers"]
    assert (blocker["subject"], blocker["whose"]) == ("report → office", "unit_head")
    assert blocker["zh"] == "整改报告（向巡察办）未报备"
    assert blocker["en"] == "not filed: rectification report → inspection office"


@pytest.mark.parametrize("stage", ["planned", "on_site", "reporting", "rectifying", "under_review", "closed"])
def test_a_round_is_ended_at_any_stage_and_by_the_office_only(judge: Judge, stage: str) -> None:
    assert judge(with_facts(ROUND, stage=stage))[0] == 0
    code, told, _ = judge({**with_facts(ROUND, stage=stage), "by": "team_leader"})
    assert (code, set(told)) == (1, {"allowed", "may_not"})


@pytest.mark.parametrize(
    "facts",
    [
        {"filings": [{"paper": "plan", "to": "office", "on": date(2018, 12, 1)}]},
        {"filings": [{"paper": "card", "to": "office", "on": date(2018, 5, 1)}]},
        {"filings": [{"paper": "plan", "to": "office"}]},
        {"three_party": [{"by": "office", "on": date(2018, 5, 1)}]},
        {"three_party": [{"by": "team", "on": date(2018, 12, 1)}]},
        {"three_party_fed_back": [{"to": "mayor", "on": date(2018, 5, 1)}]},
        {"three_party_fed_back": [{"to": "superior", "on": date(2019, 1, 1)}]},
        {"not_applicable": [{"party": "resident_discipline"}]},
        {"not_applicable": [{"party": "resident_discipline", "reason": " "}]},
        {"not_applicable": [{"party": "mayor", "reason": "没有"}]},
        {"periodic_reports": [{"signed_by": "乙", "signed_on": date(2018, 9, 1)}]},
        {"periodic_reports": [{"due": date(2018, 12, 31), "signed_by": "乙", "signed_on": date(2018, 12, 1)}]},
        {"status": "renamed"},
        {"successors": "县自然资源局"},
        {"successors": [1]},
        {"feedback_review": {"compared_with_papers": "yes"}},
        {"feedback_review": {"reviewed": ["甲"]}},
        {"mid_term_guidance": [date(2018, 5, 1)]},
        {"mid_term_guidance": [{"on": date(2018, 12, 1)}]},
        {"working_papers": [{"number": "", "evidence": 1, "basis": "依据"}]},
        {"working_papers": [{"number": "1", "evidence": -1}]},
        {"working_papers": [{"number": "1", "evidence": True}]},
        {"working_papers": [{"number": "1", "evidence": "3"}]},
        {"assessments": [{"of": "office", "on": date(2018, 5, 1)}]},
        {"assessments": [{"of": "team", "on": date(2018, 12, 1)}]},
        {"round_report_filed_on": date(2018, 12, 1)},
        {"round_report_filed_on": "soon"},
    ],
    ids=str,
)
@pytest.mark.parametrize("packs", [["national-2017"], PLACES], ids=["not named", "named"])
def test_a_fact_of_the_wrong_form_or_from_the_future_is_refused_whichever_packs_are_named(
    judge: Judge, packs: list[str], facts: dict[str, Any]
) -> None:
    code, told, said = judge({**with_facts(CLOSE, **facts), "packs": packs})
    assert (code, told, said.count("\n")) == (2, None, 1)
    assert said.startswith("case.yaml: inspection.")


def test_facts_of_packs_not_named_are_ignored_where_their_form_is_right(judge: Judge) -> None:
    facts = {
        "status": "abolished",
        "feedback_review": {},
        "working_papers": [{"number": "1"}],
        "periodic_reports": [{"due": date(2018, 6, 30)}, {"due": date(2030, 1, 1)}],
        "assessments": [],
    }
    assert judge({**with_facts(CLOSE, **facts), "packs": ["national-2017"]})[:2] == (
        0,
        {"step": "close", "allowed": True, "blockers": [], "waived": []},
    )


def test_a_packs_gates_hold_from_the_day_assumed_and_are_no_leave_to_go_before(judge: Judge) -> None:
    early = {**bare(CLOSE), "on": date(2017, 6, 30)}
    assert judge(early)[0] == 2
    assert judge({**early, "on": date(2017, 7, 1)})[0] == 1
