"""A pack may ask a gate where its facts are known, and nowhere else."""

from __future__ import annotations

import pytest

from bihuan.domain.lifecycle.askable import ASKABLE, OF_ONE_STEP, steps_asking
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.gates import ORDER
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.working_paper import STEPS as PAPER_STEPS
from bihuan.rules.documents import PackUnreadable
from bihuan.rules.packs import available, load
from bihuan.rules.written import read_released, read_written

GATE = """\
id: qingshi-2018
title: {{zh: 青石县做法, en: Practice of Qingshi}}
rules:
  gate/{step}/{code}:
    title: {{zh: 关口, en: Gate}}
    rulings:
      - since: 2017-07-01
        value: {value}
        verified: true
        citation: {{document: 青石县委办法, clause: 第八条}}
"""


def test_every_gate_of_the_packs_that_ship_can_be_asked_where_they_ask_it() -> None:
    asked = {tuple(rule.id.split("/")[1:]) for one in available() for rule in load(one).rules if "gate/" in rule.id}
    assert {(step, code) for step, code in asked if code not in ASKABLE.get(step, ())} == set()


def test_the_table_names_steps_and_gates_that_there_are() -> None:
    assert set(ASKABLE) <= {*STEPS, *FINDING_STEPS, *PAPER_STEPS}
    assert set().union(*ASKABLE.values()) <= set(ORDER)


@pytest.mark.parametrize(
    ("step", "code", "value", "remedy"),
    [
        ("accept_plan", "checks.too_few", "{least: 1}", "close"),
        ("grant_sign_off", "checks.too_few", "{least: 1}", "close"),
        ("close", "working_paper.no_evidence", "{}", "leave_site"),
        ("submit_for_review", "filing.missing", "{}", "close"),
        ("give_feedback", "finding.no_measure", "{}", "submit_plan"),
        ("close", "round_report.not_filed", "{}", "end_round"),
        ("reopen", "person_matter.no_outcome", "{}", "grant_sign_off"),
        ("close", "plan.not_submitted", "{}", "remove it"),
    ],
)
def test_a_gate_that_its_step_knows_nothing_of_is_refused_when_it_is_written(
    step: str, code: str, value: str, remedy: str
) -> None:
    text = GATE.format(step=step, code=code, value=value)
    with pytest.raises(PackUnreadable, match="cannot ask for") as refused:
        read_written(text)
    assert remedy in refused.value.remedy
    assert refused.value.line == 4
    assert read_released(text).rules, "what was released once stays readable"


def test_only_what_the_method_asks_at_steps_of_its_own_can_be_set_nowhere() -> None:
    assert {one for one in ORDER if not steps_asking(one)} == OF_ONE_STEP
