"""What of a dossier tells whose move its unmet conditions are, gathered once for page, API and command line."""

from __future__ import annotations

from collections.abc import Iterable

from bihuan.desk.mending import is_scored_by_two
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import Blocker, gates_of
from bihuan.domain.lifecycle.moves import (
    EVALUATIONS,
    LAST_BY_LINKED_OFFICE,
    NOT_SIGNED_OFF,
    Moves,
    OpenFinding,
    last_turns,
    out_of_turn,
)
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.evaluation.facts import evaluations_of
from bihuan.supervision.facts import checks_of


def moves_of(inspection: Inspection, blockers: Iterable[Blocker], findings: Iterable[Finding] | None = None) -> Moves:
    """Gather only what these blockers ask; `findings` of the dossier where they were read."""
    codes = {blocker.code for blocker in blockers}
    rows: Iterable[Finding] = ()
    if NOT_SIGNED_OFF in codes:
        own = {"authority_id": inspection.authority_id, "inspection": inspection}
        rows = Finding.objects.filter(**own) if findings is None else findings
    return Moves({row.number: stands(row, inspection) for row in rows}, *turns_of(inspection, codes))


def stands(finding: Finding, inspection: Inspection) -> OpenFinding:
    went_to = finding.handed_over_to_id
    return OpenFinding(finding.stage, went_to is not None, went_to == inspection.supervision_office_id)


def turns_of(inspection: Inspection, codes: set[str]) -> tuple[frozenset[str], str]:
    """Return which turns wait for the linked supervision office alone, and which is not next.

    A sheet of two scorers is opened by the inspection office, whosever evaluation it is.
    """
    turns, day = codes & LAST_BY_LINKED_OFFICE.keys(), inspection.feedback_on
    if not turns or day is None:
        return frozenset(), ""
    facts = InspectionFacts(inspection.stage, day, checks=checks_of(inspection), evaluations=evaluations_of(inspection))
    asked = gates_of(STEPS["close"], rulebook_of(inspection, day))
    not_next = out_of_turn(facts, asked)
    if inspection.supervision_office_id is None:
        return frozenset(), not_next
    opened_by_office = {EVALUATIONS} if is_scored_by_two(inspection) else set()
    return last_turns(facts, asked) & (turns - opened_by_office), not_next
