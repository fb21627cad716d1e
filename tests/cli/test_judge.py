"""`judge` keeps its contract to the letter: exit codes, forms, refusals, order."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bihuan.cli.case_file import read_case
from bihuan.cli.main import UnusableInput, main

OFFICE_3 = "第三执纪监督室"
CASE: dict[str, Any] = {
    "packs": ["national-2017", "closing-loop-2018"],
    "step": "close",
    "by": "office",
    "on": date(2018, 11, 30),
    "inspection": {
        "organization": "县住建局",
        "category": "department",
        "stage": "under_review",
        "feedback_on": date(2018, 3, 1),
        "supervision_office": OFFICE_3,
        "heads": [
            {"name": "甲", "from": date(2017, 1, 1), "to": date(2018, 8, 31)},
            {"name": "乙", "from": date(2018, 9, 1)},
        ],
        "findings": [
            {"number": "F-01", "stage": "signed_off"},
            {
                "number": "F-02",
                "stage": "signed_off",
                "person_matter": True,
                "outcome": "诫勉谈话2人",
                "accountability": "已问责",
            },
            {"number": "F-03", "stage": "long_term", "handed_over_to": OFFICE_3, "accepted_on": date(2018, 10, 20)},
        ],
        "checks": [
            {"by": "team", "on": date(2018, 6, 10)},
            {"by": "supervision_office", "name": OFFICE_3, "on": date(2018, 10, 8)},
        ],
        "evaluations": [
            {"by": "office", "on": date(2018, 6, 20), "score": 82.0},
            {"by": "supervision_office", "name": OFFICE_3, "on": date(2018, 10, 15), "score": 88.5},
        ],
        "report": {"signed_by": "乙", "signed_on": date(2018, 11, 20)},
        "acceptance": {"by": "supervision_office", "on": date(2018, 11, 22)},
        "office_approval": {"on": date(2018, 11, 25)},
        "countersigned": [
            {"by": "supervision_office", "on": date(2018, 11, 26)},
            {"by": "team_leader", "on": date(2018, 11, 26)},
        ],
        "exceptions": [],
    },
}


class Gone:
    """Stands for a place that is taken out."""

    def __repr__(self) -> str:
        return "gone"


GONE = Gone()
Shown = pytest.CaptureFixture[str]


def spoiled(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the case with places (`inspection.checks.0.on`) set anew, or taken out."""
    case = copy.deepcopy(CASE)
    for place, value in changes.items():
        at: Any = case
        *way, last = [int(part) if part.isdigit() else part for part in place.split(".")]
        for part in way:
            at = at[part]
        if value is GONE:
            del at[last]
        elif isinstance(at, list) and last == len(at):
            at.append(value)
        else:
            at[last] = value
    return case


def judged(tmp_path: Path, capsys: Shown, changes: dict[str, Any]) -> tuple[int, Any, str]:
    """Return exit code, the document on stdout (None where there is none), stderr."""
    file = tmp_path / "case.yaml"
    with file.open("w", encoding="utf-8") as out:
        YAML().dump(spoiled(changes), out)
    code = main(["judge", str(file), "--json"])
    shown = capsys.readouterr()
    return code, json.loads(shown.out) if shown.out else None, shown.err


def test_a_closable_case_is_allowed(tmp_path: Path, capsys: Shown) -> None:
    expected = {"step": "close", "allowed": True, "blockers": [], "waived": []}
    assert judged(tmp_path, capsys, {}) == (0, expected, "")


def test_a_blocker_has_exactly_the_six_fields_of_the_contract(tmp_path: Path, capsys: Shown) -> None:
    code, told, _ = judged(tmp_path, capsys, {"inspection.findings.1.outcome": ""})
    assert code == 1
    assert told["blockers"] == [
        {
            "code": "person_matter.no_outcome",
            "subject": "F-02",
            "whose": "unit_head",
            "basis": told["blockers"][0]["basis"],
            "zh": "问题 F-02 涉及具体人和事，未报告处置结果",
            "en": "finding F-02 concerns definite persons or things and states no outcome",
        }
    ]
    assert told["blockers"][0]["basis"].startswith("closing-loop-2018 · ")


def test_all_blockers_come_at_once_in_the_order_of_the_contract(tmp_path: Path, capsys: Shown) -> None:
    changes = {
        "inspection.findings": [
            {"number": number, "stage": "rectifying", "person_matter": True} for number in ("F-2", "F-10")
        ],
        "inspection.checks": [],
        "inspection.evaluations": GONE,
        "inspection.report": GONE,
        "inspection.acceptance": GONE,
        "inspection.office_approval": None,
        "inspection.countersigned": [],
    }
    code, told, _ = judged(tmp_path, capsys, changes)
    assert code == 1
    assert [(b["code"], b["subject"], b["whose"]) for b in told["blockers"]] == [
        ("finding.not_signed_off", "F-10", "unit_head"),
        ("finding.not_signed_off", "F-2", "unit_head"),
        ("person_matter.no_outcome", "F-10", "unit_head"),
        ("person_matter.no_outcome", "F-2", "unit_head"),
        ("person_matter.no_accountability", "F-10", "unit_head"),
        ("person_matter.no_accountability", "F-2", "unit_head"),
        ("checks.too_few", "inspection", "office"),
        ("evaluations.too_few", "inspection", "office"),
        ("report.missing", "report", "unit_head"),
        ("acceptance.missing", "inspection", "supervision_office"),
        ("approval.office_missing", "inspection", "office"),
        ("countersign.supervision_office_missing", "inspection", "supervision_office"),
        ("countersign.team_leader_missing", "inspection", "team_leader"),
    ]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"inspection.report": {}}, ["report.unsigned"]),
        ({"inspection.report": {"signed_by": "", "signed_on": date(2018, 11, 20)}}, ["report.unsigned"]),
        ({"inspection.report.signed_by": "甲"}, ["report.not_signed_by_present_head"]),
        ({"inspection.heads": []}, ["report.not_signed_by_present_head"]),
        ({"inspection.acceptance.by": "office"}, ["acceptance.missing"]),
        ({"inspection.acceptance.on": date(2018, 11, 19)}, ["approval.out_of_order"]),
        ({"inspection.countersigned.0.on": date(2018, 11, 24)}, ["approval.out_of_order"]),
        ({"inspection.checks.1.on": date(2018, 6, 15)}, ["cycle.out_of_order"]),
        ({"inspection.checks.1.name": GONE}, ["second_check.not_by_linked_supervision_office"]),
        ({"inspection.evaluations.1.by": "team"}, ["second_evaluation.not_by_linked_supervision_office"]),
        ({"inspection.checks.1.kind": "return_visit"}, ["checks.too_few"]),
        ({"inspection.checks.1.kind": "surprise"}, []),
        ({"inspection.checks.1.kind": None}, []),
        ({"inspection.checks.2": {"by": "office", "on": date(2018, 11, 1), "kind": "return_visit"}}, []),
        ({"inspection.findings.2.accepted_on": GONE}, ["finding.not_signed_off"]),
        ({"inspection.findings.1.accountability": "无需追责：情节轻微"}, []),
        ({"inspection.findings.1.accountability": " "}, ["person_matter.no_accountability"]),
        ({"inspection.evaluations.1.score": 0}, []),  # no pack of S4 sets a pass mark
        ({"inspection.periodic_reports": [{"due": date(2030, 1, 1)}]}, []),  # a due day may lie ahead
        ({"inspection.mid_term_guidance": [{"on": date(2018, 1, 5)}], "inspection.status": "merged"}, []),
    ],
)
def test_one_thing_changed_gives_exactly_these(
    tmp_path: Path, capsys: Shown, changes: dict[str, Any], codes: list[str]
) -> None:
    code, told, _ = judged(tmp_path, capsys, changes)
    assert [b["code"] for b in told["blockers"]] == codes
    assert code == (1 if codes else 0)


def test_a_waiver_of_the_leading_group_stands_under_waived(tmp_path: Path, capsys: Shown) -> None:
    waiver = {"code": "checks.too_few", "reason": "问题少", "by": "leading_group", "on": date(2018, 11, 10)}
    changes = {"inspection.checks.1": GONE, "inspection.exceptions.0": waiver}
    code, told, _ = judged(tmp_path, capsys, changes)
    assert (code, told["allowed"], told["blockers"]) == (0, True, [])
    assert [b["code"] for b in told["waived"]] == ["checks.too_few"]


def test_what_is_not_waivable_stays_a_blocker(tmp_path: Path, capsys: Shown) -> None:
    waiver = {"code": "report.missing", "reason": "来不及", "by": "leading_group", "on": date(2018, 11, 10)}
    code, told, _ = judged(tmp_path, capsys, {"inspection.report": GONE, "inspection.exceptions.0": waiver})
    assert (code, [b["code"] for b in told["blockers"]], told["waived"]) == (1, ["report.missing"], [])


def test_finding_not_signed_off_is_asked_whatever_packs_are_named(tmp_path: Path, capsys: Shown) -> None:
    for packs in ([], ["national-2017"], ["office-practice"]):
        _, told, _ = judged(tmp_path, capsys, {"packs": packs, "inspection.findings.0.stage": "rectifying"})
        assert [(b["code"], b["basis"]) for b in told["blockers"]] == [("finding.not_signed_off", "method · close")]


def test_facts_of_packs_that_are_not_named_are_ignored(tmp_path: Path, capsys: Shown) -> None:
    code, told, _ = judged(tmp_path, capsys, {"packs": [], "inspection.report": GONE, "inspection.checks": []})
    assert (code, told["blockers"]) == (0, [])


# --- role before stage before gates ------------------------------------------------------------------


def test_a_wrong_role_is_told_before_a_wrong_stage(tmp_path: Path, capsys: Shown) -> None:
    changes = {"by": "unit_head", "inspection.stage": "planned", "inspection.report": GONE}
    code, told, _ = judged(tmp_path, capsys, changes)
    assert code == 1
    assert set(told) == {"allowed", "may_not"}
    assert told["allowed"] is False


def test_a_wrong_stage_is_told_before_any_gate(tmp_path: Path, capsys: Shown) -> None:
    code, told, _ = judged(tmp_path, capsys, {"inspection.stage": "rectifying", "inspection.report": GONE})
    assert code == 1
    assert set(told) == {"allowed", "no_such_step"}


@pytest.mark.parametrize(
    ("step", "by", "stage"),
    [("leave_site", "team_leader", "on_site"), *(("end_round", "office", s) for s in ("planned", "closed"))],
)
def test_steps_that_no_pack_gates_are_allowed(tmp_path: Path, capsys: Shown, step: str, by: str, stage: str) -> None:
    code, told, _ = judged(tmp_path, capsys, {"step": step, "by": by, "inspection.stage": stage})
    assert (code, told) == (0, {"step": step, "allowed": True, "blockers": [], "waived": []})


@pytest.mark.parametrize(
    ("needed", "notices", "blockers"),
    [
        (False, {"leader_in_charge": 1}, []),
        (True, {"leader_in_charge": 1, "responsible_department": 1}, []),
        (False, {}, [("copy_notice.missing", "leader_in_charge")]),
        (True, {"leader_in_charge": 1}, [("copy_notice.missing", "responsible_department")]),
        (False, {"leader_in_charge": 28}, [("copy_notice.not_same_day", "leader_in_charge")]),
    ],
)
def test_feedback_asks_for_its_copy_notices(
    tmp_path: Path, capsys: Shown, needed: bool, notices: dict[str, int], blockers: list[tuple[str, str]]
) -> None:
    days = {1: date(2018, 3, 1), 28: date(2018, 2, 28)}
    changes = {
        "step": "give_feedback",
        "on": date(2018, 3, 1),
        "inspection": {
            "stage": "reporting",
            "responsible_department_needed": needed,
            "copy_notices": [{"to": to, "on": days[day]} for to, day in notices.items()],
        },
    }
    code, told, _ = judged(tmp_path, capsys, changes)
    assert [(b["code"], b["subject"]) for b in told["blockers"]] == blockers
    assert code == (1 if blockers else 0)


# --- what cannot be used: exit 2, one line -----------------------------------------------------------

OVERLAP = [{"name": "甲", "from": date(2017, 1, 1)}, {"name": "乙", "from": date(2018, 9, 1)}]
NO_REASON = {"code": "checks.too_few", "by": "leading_group", "on": date(2018, 11, 10)}


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"inspection.colour": "red"},
        {"inspection.findings.0.colour": "red"},
        {"inspection.stage": "finished"},
        {"inspection.findings.0.stage": "done"},
        {"inspection.category": "company"},
        {"inspection.checks.0.by": "somebody"},
        {"inspection.checks.0.kind": "visit"},
        {"by": "team"},
        {"by": "chief"},
        {"by": GONE},
        {"step": "finish"},
        {"packs": ["nowhere-1999"]},
        {"packs": ["national-2017", "national-2017"]},
        {"packs": "national-2017"},
        {"on": "2018-11-31"},
        {"on": "30.11.2018"},
        {"on": GONE},
        {"inspection": GONE},
        {"inspection.heads": OVERLAP},
        {"inspection.heads.0.to": date(2018, 9, 1)},
        {"inspection.heads.0.to": date(2016, 1, 1)},
        {"inspection.report.signed_on": date(2018, 12, 1)},
        {"inspection.checks.1.on": date(2018, 12, 1)},
        {"inspection.heads.1.from": date(2018, 12, 1)},
        {"inspection.countersigned.1.on": date(2019, 1, 1)},
        {"inspection.exceptions.0": NO_REASON},
        {"inspection.exceptions.0": NO_REASON | {"reason": " "}},
        {"inspection.exceptions.0": NO_REASON | {"reason": "好", "by": "office"}},
        {"inspection.exceptions.0": NO_REASON | {"reason": "好", "by": GONE}},
        {"inspection.exceptions.0": NO_REASON | {"reason": "好", "code": "no.such_gate"}},
        {"inspection.findings.1.number": "F-01"},
        {"inspection.findings.0.number": 1},
        {"inspection.findings.0.person_matter": "yes"},
        {"inspection.evaluations.0.score": -1},
        {"inspection.evaluations.0.score": float("inf")},
        {"inspection.evaluations.0.score": "82"},
        {"inspection.filings": [{"paper": "plan", "to": "mayor", "on": date(2018, 5, 1)}]},
    ],
    ids=str,
)
def test_what_cannot_be_used_is_said_on_one_line(tmp_path: Path, capsys: Shown, changes: dict[str, Any]) -> None:
    changes = {place: without_gone(value) for place, value in changes.items()}
    code, told, said = judged(tmp_path, capsys, changes)
    assert (code, told) == (2, None)
    assert said.startswith("case.yaml: ")
    assert said.count("\n") == 1


def without_gone(value: Any) -> Any:
    return {k: v for k, v in value.items() if v is not GONE} if isinstance(value, dict) else value


@pytest.mark.parametrize(
    "content", [b"", b"- a\n", b"a: [", b"a: 1\na: 2\n", b"\xff\xfe", b"step: !!python/name:os.system x"]
)
def test_a_file_that_is_no_case_is_refused(tmp_path: Path, capsys: Shown, content: bytes) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(content)
    assert main(["judge", str(file), "--json"]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("spoiled_text", "told"),
    [
        ("on: 2018-02-30", "on: Input should be a valid date (found '2018-02-30')"),
        ("on: 2018-11-30T10:00:00", "on: Input should be a valid date (found 2018-11-30T10:00:00)"),
        ("on: " + "[" * 3000, "nested too deep"),
        ("on: &a [*a]", "on: Input should be a valid date (found a list)"),
    ],
    ids=["no such day", "an hour", "deep", "itself"],
)
def test_a_value_that_cannot_be_is_named_by_its_place(
    tmp_path: Path, capsys: Shown, spoiled_text: str, told: str
) -> None:
    file = tmp_path / "case.yaml"
    with file.open("w", encoding="utf-8") as out:
        YAML().dump(CASE, out)
    file.write_text(file.read_text(encoding="utf-8").replace("on: 2018-11-30\n", f"{spoiled_text}\n", 1), "utf-8")
    assert main(["judge", str(file), "--json"]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert told in shown.err


def test_a_case_that_unfolds_without_end_is_refused_at_once(tmp_path: Path, capsys: Shown) -> None:
    lines = ["x0: &x0 [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 10)]
    file = tmp_path / "case.yaml"
    file.write_text("\n".join([*lines, "packs: *x9"]), encoding="utf-8")
    assert main(["judge", str(file), "--json"]) == 2
    assert len(capsys.readouterr().err) < 300


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: Shown) -> None:
    assert main(["judge", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml" in capsys.readouterr().err


def test_a_case_written_as_json_with_quoted_days_is_the_same_case(tmp_path: Path, capsys: Shown) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE, default=str, ensure_ascii=False), encoding="utf-8")
    assert main(["judge", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["allowed"] is True


def test_without_json_the_blockers_are_told_in_words(tmp_path: Path, capsys: Shown) -> None:
    file = tmp_path / "case.yaml"
    with file.open("w", encoding="utf-8") as out:
        YAML().dump(spoiled({"inspection.report": GONE}), out)
    assert main(["judge", str(file)]) == 1
    assert "没有书面报结报告" in capsys.readouterr().out


@pytest.mark.parametrize(
    "value",
    ["9" * 5000, "!!int some", "!!float 1.2.3"],
    ids=lambda told: told[:9],
)
def test_a_value_that_cannot_be_read_is_told_with_its_line(value: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"packs: [national-2017]\nstep: close\ninspection:\n  organization: {value}\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match="line 4") as refused:
        read_case(path)
    assert str(refused.value).startswith(f"{path}: a value in it cannot be read (line 4")
