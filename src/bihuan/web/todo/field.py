"""The tasks of the weeks on site and of the way to the feedback: whose move each is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.access.actors import within
from bihuan.domain.field_guides import TickResult
from bihuan.domain.glossary import LOOKED_UP
from bihuan.domain.jurisdiction import roles_on, scope_of
from bihuan.domain.lifecycle.feedback_looks import LOOK_UP, REVIEW, Looks
from bihuan.domain.lifecycle.inspection import AT_WORK, FEEDBACK_READERS, STEPS, InspectionStage
from bihuan.domain.lifecycle.reply import FactStage, FixStage
from bihuan.domain.lifecycle.working_paper import STEPS as PAPER_STEPS
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.feedback.awaiting import looks_awaited
from bihuan.feedback.models import Hearing, PutFact
from bihuan.fieldwork.models import FixOrder, Guidance, GuideTick, PublicConcern, WorkingPaper
from bihuan.web.todo.desk import MOST, Desk, Task
from bihuan.web.words import deed_words

M = TypeVar("M", bound=Model)
SIGNATURES = {
    PaperStage.SUBMITTED: "review_working_paper",
    PaperStage.REVIEWED: "sign_working_paper",
    PaperStage.SIGNED: "confirm_finding",
}
SIGNERS = frozenset({Role.DEPUTY, Role.TEAM_LEADER, Role.OFFICE})


def for_the_unit(desk: Desk, rows: QuerySet[M]) -> list[M]:
    """Return rows of dossiers that have not had their feedback, for the inspected unit alone."""
    if not desk.holds(UNIT):
        return []
    fitting = rows.filter(inspection__stage__in=AT_WORK)
    return list(within(fitting, scope_of(desk.actor, UNIT), prefix="inspection__")[: MOST + 1])


def form(row: Inspection, deed: str, number: int, *, of_the_unit: bool = False) -> str:
    """Return the form of a deed with its row chosen."""
    return f"{reverse('site_do' if of_the_unit else 'dossier_do', args=[row.id, deed])}?number={number}"


def facts_to_answer(desk: Desk) -> Iterator[Task]:
    """Facts that were put to one's unit."""
    rows = PutFact.objects.select_related("inspection").filter(stage=FactStage.PUT).order_by("due_on", "number")
    for row in for_the_unit(desk, rows):
        url = form(row.inspection, "reply_to_fact", row.number, of_the_unit=True)
        yield desk.task(f"{row.number} {row.title}", row.inspection, url, row.due_on)


def fixes_to_answer(desk: Desk) -> Iterator[Task]:
    """Matters that one's unit was told to put right at once."""
    rows = FixOrder.objects.select_related("inspection").filter(stage=FixStage.ORDERED).order_by("due_on", "number")
    for row in for_the_unit(desk, rows):
        url = form(row.inspection, "answer_fix", row.number, of_the_unit=True)
        yield desk.task(f"{row.number} {row.matter}", row.inspection, url, row.due_on, row.remark)


def objections(desk: Desk) -> Iterator[Task]:
    """Objections of units that have no answer."""
    rows = PutFact.objects.select_related("inspection").filter(stage=FactStage.OBJECTED)
    rows = rows.filter(inspection__stage__in=AT_WORK).order_by("replied_on", "number")
    for row in desk.reach(rows, STEPS["answer_objection"].roles):
        url = form(row.inspection, "answer_objection", row.number)
        yield desk.task(f"{row.number} {row.title}", row.inspection, url, None, row.reply)


def fixes_to_check(desk: Desk) -> Iterator[Task]:
    """Matters that a unit says it has put right; its day was the unit's, the check has none."""
    rows = FixOrder.objects.select_related("inspection").filter(stage=FixStage.ANSWERED)
    rows = rows.filter(inspection__stage__in=AT_WORK).order_by("answered_on", "number")
    for row in desk.reach(rows, STEPS["check_fix"].roles):
        url = form(row.inspection, "check_fix", row.number)
        yield desk.task(f"{row.number} {row.matter}", row.inspection, url, None, row.answer)


def guidance_to_follow(desk: Desk) -> Iterator[Task]:
    """Mid-term guidance of which nobody has said what came of it."""
    rows = Guidance.objects.select_related("inspection").filter(followed_on=None)
    rows = rows.filter(inspection__stage__in=AT_WORK).order_by("on", "number")
    for row in desk.reach(rows, STEPS["follow_guidance"].roles):
        yield desk.task(row.prescription, row.inspection, form(row.inspection, "follow_guidance", row.number))


def concerns(desk: Desk) -> Iterator[Task]:
    """Matters of public concern that are not solved."""
    rows = PublicConcern.objects.select_related("inspection").filter(solved_on=None)
    rows = rows.filter(inspection__stage__in=AT_WORK).order_by("found_on", "number")
    for row in desk.reach(rows, STEPS["solve_concern"].roles):
        yield desk.task(row.matter, row.inspection, form(row.inspection, "solve_concern", row.number))


def points_to_follow(desk: Desk) -> Iterator[Task]:
    """Points at which somebody saw something to be followed up, until the point is ticked again."""
    later = GuideTick.objects.filter(
        authority_id=OuterRef("authority_id"),
        in_use=OuterRef("in_use"),
        point=OuterRef("point"),
        number__gt=OuterRef("number"),
        withdrawn_on=None,
    )
    rows = GuideTick.objects.select_related("inspection", "in_use__version_of").filter(~Exists(later))
    rows = rows.filter(result=TickResult.FOLLOW, withdrawn_on=None, inspection__stage__in=AT_WORK)
    for row in desk.reach(rows.order_by("on", "number"), STEPS["tick_guide"].roles):
        found = row.in_use.version_of.guide.find(row.point)
        url = f"{reverse('guide_on_site', args=[row.inspection_id])}#p-{row.point}"
        yield desk.task(f"{row.point} {found[1].name if found else ''}", row.inspection, url, None, row.remark)


def papers_to_sign(desk: Desk) -> Iterator[Task]:
    """Working papers whose next signature is one's own, on the dossiers where it is."""
    rows = WorkingPaper.objects.select_related("inspection").filter(inspection__stage__in=AT_WORK)
    rows = rows.filter(~Q(stage=PaperStage.SIGNED) | Q(inspection__stage=InspectionStage.REPORTING))
    for row in desk.reach(rows.filter(stage__in=SIGNATURES).order_by("number", "id"), SIGNERS):
        name = SIGNATURES[PaperStage(row.stage)]
        if PAPER_STEPS[name].roles & roles_on(desk.actor, row.inspection.thing):
            url = reverse("paper_do", args=[row.id, name])
            yield desk.task(f"{deed_words(name)} {row.number} {row.title}", row.inspection, url)


def feedback_to_review(desk: Desk) -> Iterator[Task]:
    """Dossiers whose rules ask for more looks at their findings before the feedback; one task each, for the next look.

    Whoever has reviewed them is not asked to again until a finding changes.
    """
    if not desk.holds(FEEDBACK_READERS):
        return
    found = Finding.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("pk"))
    rows = Inspection.objects.filter(Exists(found), stage=InspectionStage.REPORTING).order_by("number", "id")
    waiting = looks_awaited(desk.actor, list(desk.all_in_reach(rows, FEEDBACK_READERS, prefix="")))
    for row, looks in islice(waiting, MOST + 1):
        url = f"{reverse('dossier_do', args=[row.id, looks[0].step])}{what_to_look_up(looks[0])}"
        note = " · ".join(how_many(one) for one in looks)
        yield desk.task(deed_words(looks[0].step), row, url, None, note)


def what_to_look_up(looks: Looks) -> str:
    """Choose in the form what nobody has looked up."""
    left = [one for one in LOOKED_UP if one not in looks.different] if looks.step == LOOK_UP else []
    return f"?looked_up={left[0]}" if left else ""


def how_many(looks: Looks) -> str:
    """Say how many looks of a sort there are, of how many."""
    words = {REVIEW: _("%(done)s of %(asked)s reviews"), LOOK_UP: _("%(done)s of %(asked)s things looked up")}
    return words[looks.step] % {"done": len(looks.different), "asked": looks.asked}


def hearings(desk: Desk) -> Iterator[Task]:
    """Dossiers whose report nobody has heard, and hearings of which nobody has said what came of them."""
    heard = Hearing.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("pk"))
    heard = heard.filter(withdrawn_on=None)
    waiting = Inspection.objects.filter(~Exists(heard), stage=InspectionStage.REPORTING).order_by("number", "id")
    for one in desk.reach(waiting, STEPS["record_hearing"].roles, prefix=""):
        yield desk.task(deed_words("record_hearing"), one, reverse("dossier_do", args=[one.id, "record_hearing"]))
    rows = Hearing.objects.select_related("inspection").filter(followed_on=None, withdrawn_on=None)
    rows = rows.filter(inspection__stage__in=STEPS["follow_hearing"].sources).order_by("on", "number")
    for row in desk.reach(rows, STEPS["follow_hearing"].roles):
        yield desk.task(row.on_matters, row.inspection, form(row.inspection, "follow_hearing", row.number))
