"""What the deeds of the weeks on site choose from: papers, fixes, facts, matters that wait for the deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.reply import FITS
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.dossiers.models import Inspection
from bihuan.feedback.hearings import standing_hearings
from bihuan.feedback.models import PutFact
from bihuan.fieldwork.facts import papers_seen
from bihuan.fieldwork.guides import choosable_guides, in_use, standing_ticks
from bihuan.fieldwork.models import FixOrder, Guidance, PublicConcern
from bihuan.web.forms.deed import Choices
from bihuan.web.forms.sending_choices import SENDING, choices_of_sending
from bihuan.web.things import Aim
from bihuan.web.words import word

SHOWN = 60  # signs of a matter in a choice


def choices_on_site(actor: Actor, deed: str, aim: Aim) -> Mapping[str, Choices]:
    """Return what the fields of a deed of the weeks on site are chosen from."""
    if deed == "order_fix":
        return {"paper_id": papers(actor, aim)}
    if deed == "tick_guide":
        return {"number": guides(aim.inspection), "point": points(aim.inspection), "paper_id": papers(actor, aim)}
    if deed == "choose_guide":
        return {"guide": all_guides(actor)}
    if deed in SENDING:
        return choices_of_sending(actor, deed, aim)
    if deed in BY_DEED:
        return {"number": BY_DEED[deed](aim.inspection)}
    return {}


def papers(actor: Actor, aim: Aim) -> Choices:
    """Return the working papers that stand, as far as somebody reads them."""
    rows = papers_seen(actor, aim.inspection).exclude(stage=PaperStage.WITHDRAWN)
    return [(str(row.id), f"{row.number} {row.title}") for row in rows]


def all_guides(actor: Actor) -> Choices:
    """Return what a team can work by: guides by category, then methods."""
    return [(key, one.title) for key, one in choosable_guides(actor.authority_id).items()]


def guides(inspection: Inspection) -> Choices:
    return [(str(row.number), row.version_of.title) for row in in_use(inspection) if row.ended_on is None]


def points(inspection: Inspection) -> Choices:
    """Return the points of the guides that a team works by; one code of two guides stands once."""
    used = [row for row in in_use(inspection) if row.ended_on is None]
    found = {point.code: point.name for row in used for _focus, point in row.version_of.guide.points()}
    return [(code, f"{code} {name}"[:SHOWN]) for code, name in found.items()]


def ticks(inspection: Inspection) -> Choices:
    rows = standing_ticks(inspection)
    return [(str(row.number), f"{row.point} {row.on} {word('tick_result', row.result)}") for row in rows]


def cut(number: int, text: str) -> tuple[str, str]:
    return str(number), f"{number} {text[:SHOWN]}"


def own(inspection: Inspection) -> dict[str, object]:
    return {"authority_id": inspection.authority_id, "inspection": inspection}


def fixes_for(deed: str) -> Callable[[Inspection], Choices]:
    def found(inspection: Inspection) -> Choices:
        rows = FixOrder.objects.filter(**own(inspection), stage__in=FITS[deed]).order_by("number")
        return [cut(row.number, row.matter) for row in rows]

    return found


def facts_for(deed: str) -> Callable[[Inspection], Choices]:
    def found(inspection: Inspection) -> Choices:
        rows = PutFact.objects.filter(**own(inspection), stage__in=FITS[deed]).order_by("number")
        return [cut(row.number, row.title) for row in rows]

    return found


def all_orders(inspection: Inspection) -> Choices:
    rows = FixOrder.objects.filter(**own(inspection), own=False).order_by("number")
    return [cut(row.number, row.matter) for row in rows]


def concerns(inspection: Inspection) -> Choices:
    rows = PublicConcern.objects.filter(**own(inspection), solved_on=None).order_by("number")
    return [cut(row.number, row.matter) for row in rows]


def guidances(inspection: Inspection) -> Choices:
    rows = Guidance.objects.filter(**own(inspection), followed_on=None).order_by("number")
    return [cut(row.number, f"{row.on} {row.prescription}") for row in rows]


def hearings(inspection: Inspection) -> Choices:
    rows = standing_hearings(inspection).filter(followed_on=None).order_by("number")
    return [cut(row.number, f"{row.on} {word('hearer', row.body)}") for row in rows]


def all_hearings(inspection: Inspection) -> Choices:
    rows = standing_hearings(inspection).order_by("number")
    return [cut(row.number, f"{row.number} · {row.on} {word('hearer', row.body)}") for row in rows]


BY_DEED: Mapping[str, Callable[[Inspection], Choices]] = {
    "answer_fix": fixes_for("answer_fix"),
    "check_fix": fixes_for("check_fix"),
    "issue_fix_order": all_orders,
    "solve_concern": concerns,
    "follow_guidance": guidances,
    "reply_to_fact": facts_for("reply_to_fact"),
    "answer_objection": facts_for("answer_objection"),
    "follow_hearing": hearings,
    "withdraw_hearing": all_hearings,
    "put_guide_aside": guides,
    "withdraw_tick": ticks,
}
