"""Checks as the facts that gates ask."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from bihuan.domain.lifecycle.facts import CheckFacts, CheckKind
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.prepared import Prepared, Slot, read_rows
from bihuan.rectification.models import SignOffAnswer
from bihuan.supervision.models import Check, CheckedFinding

PUT_RIGHT = "done"


def in_turn(rows: QuerySet[CheckedFinding]) -> QuerySet[CheckedFinding]:
    """Return what checks saw with check and finding, the last look last."""
    return rows.select_related("check_made", "finding").order_by("check_made__on", "check_made__number")


LOOKS = Prepared(  # the checks' words on signed-off findings
    lambda: in_turn(
        CheckedFinding.objects.filter(
            authority_id=Slot("authority_id"),
            inspection=Slot("inspection_id"),
            check_made__withdrawn_on=None,
            finding__stage=FindingStage.SIGNED_OFF,
        )
    )
)


def checks_of(inspection: Inspection) -> tuple[CheckFacts, ...]:
    """Return the checks that stand, by day and number."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return tuple(
        CheckFacts(row.by_role, row.on, row.by_name, CheckKind(row.kind) if row.kind else None)
        for row in read_rows(Check, own, "on", "number", empty=("withdrawn_on",))
    )


def seen_otherwise(inspection: Inspection) -> frozenset[str]:
    """Return the numbers of the signed-off findings that the last check to look at them did not find put right.

    Taken over, a sign-off has an account of its day at most; one that was granted here has its place among the entries.
    """
    looks = LOOKS.ask(authority_id=inspection.authority_id, inspection_id=inspection.id)
    return frozenset(look.finding.number for look in contradicting(inspection.authority_id, looks))


def contradicted(authority_id: uuid.UUID, findings: Iterable[Finding]) -> list[CheckedFinding]:
    """Return the last looks at signed-off findings that did not find them put right, as many as there are at once."""
    rows = CheckedFinding.objects.filter(authority_id=authority_id, check_made__withdrawn_on=None, finding__in=findings)
    return contradicting(authority_id, in_turn(rows.filter(finding__stage=FindingStage.SIGNED_OFF)))


def contradicting(authority_id: uuid.UUID, looks: Iterable[CheckedFinding]) -> list[CheckedFinding]:
    """Return of the looks at signed-off findings, in their turn, the last of each that contradicts its sign-off."""
    last = {look.finding_id: look for look in looks}
    doubted = [look for look in last.values() if look.conclusion != PUT_RIGHT]
    if not doubted:
        return []
    asked = [look.finding_id for look in doubted]
    granted = SignOffAnswer.objects.filter(authority_id=authority_id, kind="granted", finding__in=asked)
    signed = {answer.finding_id: answer.id for answer in granted.order_by("finding_id", "number")}
    return [look for look in doubted if is_since(look, signed.get(look.finding_id))]


def is_since(look: CheckedFinding, signed: uuid.UUID | None) -> bool:
    """True for a check that the sign-off did not know of; ids grow with the time they were given.

    A check of an earlier day that is entered after the sign-off was as unknown to it as one that followed.
    """
    if signed is not None:
        return look.id > signed
    signed_off_on = look.finding.signed_off_on
    return signed_off_on is None or look.check_made.on >= signed_off_on
