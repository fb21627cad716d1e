"""What the page of special reports and transfers of a dossier shows, and what would find nothing to do there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bihuan.closeout.letters_out import transfers_without_paper
from bihuan.desk.chances import chances_on_inspection
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding
from bihuan.feedback.errands import OF_A_LINE
from bihuan.feedback.sent import Errand, Instruction, Publication, SpecialReport
from bihuan.feedback.special import told_findings
from bihuan.web.pages.errand import lines_of
from bihuan.web.pages.site import buttons_for, own
from bihuan.web.things import Aim

ROUTE, PUBLISH = "route_instruction", "issue_bulletin"


@dataclass(frozen=True)
class Reported:
    """A special report with the findings it tells and what leaders wrote on it."""

    row: SpecialReport
    findings: list[Finding]
    instructions: list[Instruction]


def sent_of(actor: Actor, aim: Aim) -> Mapping[str, Any]:
    """Return the special reports of a dossier, the instructions on them, and what went to others."""
    rows = SpecialReport.objects.filter(**own(aim.inspection)).select_related("paper__number")
    reports = list(rows.order_by("number"))
    instructions = list(Instruction.objects.filter(**own(aim.inspection)).select_related("file").order_by("number"))
    out = Errand.objects.filter(**own(aim.inspection)).select_related(*OF_A_LINE)
    errands = list(out.order_by("due_on", "number"))
    routed = {row.instruction_id for row in errands}
    chances = chances_on_inspection(actor, aim.inspection)
    idle = idle_here(aim, reports, instructions)
    return {
        "reports": [
            Reported(row, told_findings(row), [one for one in instructions if one.report_id == row.id])
            for row in reports
        ],
        "unrouted": {row.number for row in instructions if row.id not in routed},
        "may_route": any(chance.offer.name == ROUTE for chance in chances),
        "may_publish": any(chance.offer.name == PUBLISH for chance in chances),
        "publications": list(
            Publication.objects.filter(**own(aim.inspection)).select_related("paper__number").order_by("number")
        ),
        "lines": lines_of(actor, errands),
        "buttons": tuple(one for one in buttons_for("sent_papers", chances, aim.inspection) if one.deed not in idle),
    }


def idle_here(aim: Aim, reports: list[SpecialReport], instructions: list[Instruction]) -> frozenset[str]:
    """Return the deeds of this page that would find nothing to be done to."""
    idle = set() if reports else {"record_instruction", "issue_special_report"}
    idle |= set() if Finding.objects.filter(**own(aim.inspection)).exists() else {"write_special_report"}
    idle |= set() if instructions else {ROUTE}
    return frozenset(idle | (set() if transfers_without_paper(aim.inspection) else {"issue_transfer"}))
