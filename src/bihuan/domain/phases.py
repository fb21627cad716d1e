"""In which phase a rectification is, and who supervises it then: derived from days, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.rulebook import Responsible, Rulebook

PHASE = "phase/"


class Phase(StrEnum):
    """Early: the team that inspected stays on it. Middle: the office. Long: whoever findings were handed over to."""

    EARLY = "early"
    MIDDLE = "middle"
    LONG = "long"


@dataclass(frozen=True)
class Supervised:
    """A phase with who answers for it and the clause that says so; `responsible` None where no pack does."""

    phase: Phase
    responsible: Responsible | None
    basis: str


def phase_on(
    day: date,
    *,
    feedback_on: date | None,
    concentrated_end: date | None,
    closed_on: date | None = None,
    has_handed_over: bool = False,
) -> Phase | None:
    """Return the phase of a dossier; None before its feedback, and after its close where nothing was handed over.

    The last day of concentrated rectification is still early. Where no pack sets that end, the early phase has none.
    """
    if feedback_on is None or day < feedback_on:
        return None
    if closed_on is not None and day >= closed_on:
        return Phase.LONG if has_handed_over else None
    if concentrated_end is None or day <= concentrated_end:
        return Phase.EARLY
    return Phase.MIDDLE


def phase_of_finding(stage: str, *, accepted_on: date | None, dossier: Phase | None) -> Phase | None:
    """Return the phase of one finding: long from the day its receiver accepts it, before that its dossier's."""
    if stage == FindingStage.SIGNED_OFF:
        return None
    if stage == FindingStage.LONG_TERM and accepted_on is not None:
        return Phase.LONG
    return dossier


def supervised(phase: Phase, rulebook: Rulebook) -> Supervised:
    """Return who answers for a phase under the rules that bind the dossier."""
    governing = rulebook.get(PHASE + phase)
    if governing is None:
        return Supervised(phase, None, "")
    return Supervised(phase, governing.value_as(Responsible), governing.basis)
