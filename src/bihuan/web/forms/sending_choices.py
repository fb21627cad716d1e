"""What the deeds on special reports, instructions and transfers choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bihuan.closeout.letters_out import transfers_without_paper
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.dossiers.models import Finding, Inspection
from bihuan.feedback.sent import Instruction, SpecialReport
from bihuan.fieldwork.facts import papers_seen
from bihuan.web.forms import choices
from bihuan.web.forms.deed import Choices
from bihuan.web.things import Aim

SHOWN = 60  # signs of a matter in a choice
Chooser = Callable[[Actor, Inspection], Mapping[str, Choices]]


def findings(inspection: Inspection, *, of_persons: bool = True) -> Choices:
    rows = Finding.objects.filter(authority_id=inspection.authority_id, inspection=inspection).order_by("place")
    return [(str(row.id), f"{row.number} {row.title}") for row in rows if of_persons or not row.person_matter]


def bodies(actor: Actor) -> Choices:
    return choices.by_id(choices.living_organizations(actor.authority_id, actor.today))


def reports(inspection: Inspection) -> Choices:
    rows = SpecialReport.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return [(str(row.number), f"{row.number} {row.matter[:SHOWN]}") for row in rows.order_by("number")]


def instructions(inspection: Inspection) -> Choices:
    rows = Instruction.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return [(str(row.number), f"{row.on} {row.leader} {row.words[:SHOWN]}") for row in rows.order_by("number")]


def papers(actor: Actor, inspection: Inspection) -> Choices:
    rows = papers_seen(actor, inspection).exclude(stage=PaperStage.WITHDRAWN).filter(person_matter=False)
    return [(str(row.id), f"{row.number} {row.title}") for row in rows]


def awaiting_a_letter(inspection: Inspection) -> Choices:
    rows = transfers_without_paper(inspection)
    return list({str(row.receiver_id): (str(row.receiver_id), row.receiver.name) for row in rows}.values())


SENDING: Mapping[str, Chooser] = {
    "write_special_report": lambda _actor, one: {"finding_ids": findings(one)},
    "issue_special_report": lambda _actor, one: {"number": reports(one)},
    "record_instruction": lambda _actor, one: {"number": reports(one)},
    "route_instruction": lambda actor, one: {"number": instructions(one), "receiver_id": bodies(actor)},
    "issue_bulletin": lambda _actor, one: {"withheld_ids": findings(one)},
    "transfer_matter": lambda actor, one: {
        "finding_id": findings(one, of_persons=False),
        "paper_id": papers(actor, one),
        "receiver_id": bodies(actor),
    },
    "issue_transfer": lambda _actor, one: {"receiver_id": awaiting_a_letter(one)},
}


def choices_of_sending(actor: Actor, deed: str, aim: Aim) -> Mapping[str, Choices]:
    """Return what the fields of such a deed are chosen from."""
    return SENDING[deed](actor, aim.inspection)
