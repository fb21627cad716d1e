"""`judge CASE.yaml`: may this step be taken, and if not, what is missing?"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

HELP = "Tell whether a step of an inspection may be taken; every blocker at once."
EXAMPLE = """python3 dev judge case.yaml --json
  case.yaml, complete; spoil one fact and see what is missing:

packs: [national-2017, closing-loop-2018]
step: close
by: office
on: 2018-11-30
inspection:
  stage: under_review
  feedback_on: 2018-03-01
  supervision_office: Third Supervision Office
  heads: [{name: Shen, from: 2017-01-01}]
  findings: [{number: F-01, stage: signed_off}]
  checks:
    - {by: team, on: 2018-06-10}
    - {by: supervision_office, name: Third Supervision Office, on: 2018-10-08}
  evaluations:
    - {by: office, on: 2018-06-20, score: 82}
    - {by: supervision_office, name: Third Supervision Office, on: 2018-10-15, score: 88.5}
  report: {signed_by: Shen, signed_on: 2018-11-20}
  acceptance: {by: supervision_office, on: 2018-11-22}
  office_approval: {on: 2018-11-25}
  countersigned: [{by: supervision_office, on: 2018-11-26}, {by: team_leader, on: 2018-11-26}]"""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, help="a YAML file: packs, step, by, on, inspection")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(arguments: argparse.Namespace) -> int:
    from bihuan.cli.case_file import read_case

    case = read_case(arguments.case)
    answer = answer_of(case, arguments.case.name)
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print_answer(answer)
    return 0 if answer["allowed"] else 1


def answer_of(case: Any, name: str) -> dict[str, Any]:
    """Return the contract's answer for a checked case."""
    from bihuan.cli.case import facts_of
    from bihuan.cli.main import UnusableInput
    from bihuan.domain.lifecycle.inspection import STEPS
    from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, judge
    from bihuan.domain.rulebook import governing_day
    from bihuan.rules.packs import PackError, rulebook

    step = STEPS.get(case.step)
    if step is None:
        raise UnusableInput(f"{name}: step: {case.step!r} is no step; use one of {', '.join(STEPS)}")
    day = governing_day(feedback_on=case.inspection.feedback_on, asked_on=case.on)
    try:
        rules = rulebook(case.packs, day)
    except PackError as error:
        raise UnusableInput(f"{name}: packs: {error}") from error
    refuse_silent_packs(case.packs, day, name)
    try:
        verdict = judge(step, role=case.by, stage=case.inspection.stage, facts=facts_of(case), rulebook=rules)
    except MayNot as error:
        return {"allowed": False, "may_not": str(error)}
    except NoSuchStep as error:
        return {"allowed": False, "no_such_step": str(error)}
    return {
        "step": verdict.step,
        "allowed": verdict.allowed,
        "blockers": [told(blocker) for blocker in verdict.blockers],
        "waived": [told(blocker) for blocker in verdict.waived],
    }


def refuse_silent_packs(pack_ids: list[str], day: date, name: str) -> None:
    """Refuse a pack whose gates begin after the day that governs: a hole is not leave to go."""
    from bihuan.cli.main import UnusableInput
    from bihuan.domain.rulebook import silent_on
    from bihuan.rules.packs import load

    for pack_id in silent_on(map(load, pack_ids), day):
        raise UnusableInput(
            f"{name}: packs: {pack_id} has no gate in force on {day}, the day that governs; name another pack or day"
        )


def told(blocker: Any) -> dict[str, str]:
    """Return one blocker with its words."""
    from bihuan.domain.glossary import say_blocker

    words = say_blocker(blocker.code, blocker.subject)
    return {
        "code": blocker.code,
        "subject": blocker.subject,
        "whose": blocker.whose.value,
        "basis": blocker.basis,
        "zh": words.zh,
        "en": words.en,
    }


def print_answer(answer: dict[str, Any]) -> None:
    for refusal in ("may_not", "no_such_step"):
        if refusal in answer:
            print(answer[refusal])
            return
    print(f"{answer['step']}: {'allowed' if answer['allowed'] else 'not now'}")
    for blocker in answer["blockers"]:
        print(f"  - {blocker['zh']} / {blocker['en']}  [{blocker['whose']}; {blocker['basis']}]")
    for blocker in answer["waived"]:
        print(f"  (waived) {blocker['zh']}  [{blocker['basis']}]")
