"""The judge: role before stage, stage before gates, and always every gate.

Three refusals that never blur: MayNot (403, the role), NoSuchStep (404, the stage), and a Verdict with
blockers (409, not now).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bihuan.domain.lifecycle.facts import InspectionFacts, Waiver
from bihuan.domain.lifecycle.gates import GATES, ORDER
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.rulebook import GateTerms, Rulebook

METHOD = "method"  # the basis of a gate that no pack gives: Bihuan's own method


@dataclass(frozen=True)
class Blocker:
    """What is missing: a stable code, what it is about, whose move it is, which clause asks."""

    code: str
    subject: str
    whose: Role
    basis: str


@dataclass(frozen=True)
class Verdict:
    """The answer to "may this step be taken?": all blockers at once, or leave to go."""

    step: str
    blockers: tuple[Blocker, ...] = ()
    waived: tuple[Blocker, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.blockers

    @property
    def unmet(self) -> frozenset[str]:
        """The conditions that are missing, by code: one that several findings do not meet is one condition."""
        return frozenset(blocker.code for blocker in self.blockers)


class MayNot(Exception):
    """Somebody of this role may never take this step (403)."""

    def __init__(self, step: Step, role: Role | None) -> None:
        self.step, self.role = step, role
        allowed = ", ".join(sorted(step.roles))
        super().__init__(f"{role or 'nobody'} may not {step.name}; it is for {allowed}")


class NoSuchStep(Exception):
    """This stage knows no such step (404)."""

    def __init__(self, step: str, stage: str) -> None:
        self.step, self.stage = step, stage
        super().__init__(f"there is no step {step} at stage {stage}; look which steps its present stage has")


class StepRefused(Exception):
    """The step is not open now (409); the verdict says all that is missing."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        missing = ", ".join(b.code for b in verdict.blockers)
        super().__init__(f"{verdict.step} is refused: {missing}; mend each of them, then repeat it")


def gates_of(step: Step, rulebook: Rulebook) -> Mapping[str, tuple[GateTerms, str]]:
    """Return the gates a step has to pass, with their terms and basis: the method's own, then the packs'."""
    asked: dict[str, tuple[GateTerms, str]] = {code: (GateTerms(), f"{METHOD} · {step.name}") for code in step.gates}
    prefix = f"gate/{step.name}/"
    for governing in rulebook.under(prefix):
        asked[governing.rule_id.removeprefix(prefix)] = (governing.value_as(GateTerms), governing.basis)
    return asked


def ask_gates(step: Step, facts: InspectionFacts, rulebook: Rulebook) -> Verdict:
    """Ask every gate of a step, whatever the role and stage."""
    asked = gates_of(step, rulebook)
    terms = {code: gate_terms for code, (gate_terms, _) in asked.items()}
    blockers: list[Blocker] = []
    waived: list[Blocker] = []
    for code in sorted(asked, key=ORDER.__getitem__):
        gate, (gate_terms, basis) = GATES[code], asked[code]
        for subject in sorted(gate.unmet(facts, terms)):
            blocker = Blocker(code, subject, gate.mover(subject), basis)
            (waived if is_waived(code, gate_terms, facts.exceptions) else blockers).append(blocker)
    return Verdict(step.name, tuple(blockers), tuple(waived))


def is_waived(code: str, terms: GateTerms, exceptions: tuple[Waiver, ...]) -> bool:
    """True where the pack lets somebody waive this gate and exactly that body did, with a reason."""
    if terms.waivable_by is None:
        return False
    return any(e.code == code and e.by == terms.waivable_by and e.reason.strip() for e in exceptions)


def role_for(step: Step, held: Collection[Role]) -> Role | None:
    """Return in which of the roles held a step is taken, None where in none.

    Nobody answers for both sides: whoever reaches a dossier as the inspected unit takes the unit's steps there only.
    """
    own = UNIT.intersection(held)
    return min(step.roles & (own or frozenset(held)), default=None)


def judge(step: Step, *, role: Role | None, stage: str, facts: InspectionFacts, rulebook: Rulebook) -> Verdict:
    """Judge one step for one role; raise MayNot or NoSuchStep before any gate is asked."""
    if role is None or role not in step.roles:
        raise MayNot(step, role)
    if stage not in step.sources:
        raise NoSuchStep(step.name, stage)
    if not step.fits(stage, facts.stage):
        raise NoSuchStep(step.name, facts.stage)
    return ask_gates(step, facts, rulebook)


def take(step: Step, *, role: Role | None, stage: str, facts: InspectionFacts, rulebook: Rulebook) -> Verdict:
    """Judge a step that is about to be taken; raise StepRefused unless every gate is open."""
    verdict = judge(step, role=role, stage=stage, facts=facts, rulebook=rulebook)
    if not verdict.allowed:
        raise StepRefused(verdict)
    return verdict
