"""Whose move an unmet condition is today: its gate's, unless it waits for an answer or for the last turn.

A gate names whoever brings the matter forward. Once the unit has asked, the one who answers is to move; and where the
rules want the last check and the last evaluation from the linked supervision office, nobody else can make them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.gates import counted_checks
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import GateTerms

NOT_SIGNED_OFF = "finding.not_signed_off"
CHECKS, EVALUATIONS, CYCLE = "checks.too_few", "evaluations.too_few", "cycle.out_of_order"
# code → the condition by which a pack wants the last one from the linked supervision office
LAST_BY_LINKED_OFFICE: Mapping[str, str] = {
    CHECKS: "second_check.not_by_linked_supervision_office",
    EVALUATIONS: "second_evaluation.not_by_linked_supervision_office",
}


@dataclass(frozen=True)
class OpenFinding:
    """Where an open finding stands, as far as it tells who moves next."""

    stage: str
    is_handed_over: bool = False
    is_linked: bool = False  # handed over to the supervision office that is linked with the unit


@dataclass(frozen=True)
class Moves:
    """What of a dossier tells whose move its unmet conditions are.

    `last_turns`: from the linked office, by code; `out_of_turn`: of checks and evaluations that which is not next.
    """

    findings: Mapping[str, OpenFinding] = field(default_factory=dict)
    last_turns: frozenset[str] = frozenset()
    out_of_turn: str = ""

    def mover_of(self, blocker: Blocker) -> Role:
        """Return whose move an unmet condition is."""
        if blocker.code in self.last_turns:
            return Role.SUPERVISION_OFFICE
        finding = self.findings.get(blocker.subject) if blocker.code == NOT_SIGNED_OFF else None
        return blocker.whose if finding is None else awaits(finding, blocker.whose)


def awaits(finding: OpenFinding, whose: Role) -> Role:
    """Return whose move an open finding is: `whose`, but for one that waits for an answer to what the unit has asked.

    A request is answered by the office; a hand-over by the linked supervision office or whoever else it went to.
    """
    if finding.stage == FindingStage.SIGN_OFF_REQUESTED:
        return Role.OFFICE
    if finding.stage == FindingStage.LONG_TERM and finding.is_handed_over:
        return Role.SUPERVISION_OFFICE if finding.is_linked else Role.RESIDENT_DISCIPLINE
    return whose


def last_turns(facts: InspectionFacts, asked: Mapping[str, tuple[GateTerms, str]]) -> frozenset[str]:
    """Return of which turns only the last is missing, and asked of the linked office; `asked`: gates of the close."""
    made = {CHECKS: len(counted_checks(facts)), EVALUATIONS: len(facts.evaluations)}
    return frozenset(
        code
        for code, condition in LAST_BY_LINKED_OFFICE.items()
        if {code, condition} <= asked.keys() and made[code] + 1 == asked[code][0].least
    )


def out_of_turn(facts: InspectionFacts, asked: Collection[str]) -> str:
    """Return which turn is not next where the close asks for their order; `asked`: codes of its gates.

    A check is evaluated before the next one is made, and an evaluation without a check ahead of it is none of a cycle.
    """
    if CYCLE not in asked:
        return ""
    last = max((check.on for check in counted_checks(facts)), default=None)
    is_evaluated = last is None or any(last <= evaluation.on for evaluation in facts.evaluations)
    return EVALUATIONS if is_evaluated else CHECKS
