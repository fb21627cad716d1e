"""What an empty page says: what to do first, in order, each line with its link, ticked where the rows say it is done.

The to-do's own lists stand in lead_on.py; here are those of the pages on which nothing is yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.fitting import is_offered
from bihuan.desk.offers import OFFERS, Target
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import STANDING, InspectionStage
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Evidence, Finding
from bihuan.feedback.models import CopyNotice
from bihuan.fieldwork.models import WorkingPaper
from bihuan.intake.models import CONFIRMED, READY, Draft
from bihuan.rectification.facts import latest_plan
from bihuan.rectification.models import Measure
from bihuan.web.lead_on import Step, Steps, setting_up, way_of
from bihuan.web.pages.paper import reads_papers
from bihuan.web.things import Aim

STAGES = list(STANDING)
BEFORE_FEEDBACK = frozenset(STAGES[: STAGES.index(InspectionStage.RECTIFYING)])


def of_an_office(actor: Actor) -> Steps | None:
    """What comes before the first dossier and the first finding; for the office, which does it."""
    if Role.OFFICE not in actor.roles:
        return None
    return Steps(_("What to do first"), tuple(setting_up(actor)))


def of_a_dossier(aim: Aim) -> Steps | None:
    """What comes before the findings of a dossier are there and fed back; nothing for whoever has no part in it."""
    if not aim.sees_all or aim.inspection.stage not in BEFORE_FEEDBACK:
        return None
    return Steps(_("What to do first"), tuple(up_to_the_feedback(aim)))


def up_to_the_feedback(aim: Aim) -> Iterator[Step]:
    one = aim.inspection
    at = {"authority_id": one.authority_id, "inspection": one}
    gone = STAGES.index(InspectionStage(one.stage))
    yield Step(_("Let the team enter the site"), of_deed(aim, "enter_site"), gone > 0)
    papers = WorkingPaper.objects.filter(**at).exclude(stage=PaperStage.WITHDRAWN)
    if reads_papers(aim.held) and papers.exists():
        yield from out_of_papers(aim, papers, gone)
    else:
        yield from out_of_a_document(aim, gone)
    notices = CopyNotice.objects.filter(**at)
    yield Step(_("Send the copy notices"), of_deed(aim, "send_copy_notice"), notices.exists())
    yield Step(_("Give the feedback on the same day"), of_deed(aim, "give_feedback"), False)


def out_of_papers(aim: Aim, papers: QuerySet[WorkingPaper], gone: int) -> Iterator[Step]:
    """What leads from working papers to findings; nothing is typed twice where a team wrote them."""
    address = reverse("working_papers", args=[aim.inspection.pk])
    unsigned = papers.filter(stage__in=(PaperStage.DRAFT, PaperStage.SUBMITTED, PaperStage.REVIEWED))
    unconfirmed = papers.exclude(stage=PaperStage.CONFIRMED)
    yield Step(_("Have each working paper signed by drafter, deputy and leader"), address, not unsigned.exists())
    yield Step(_("Let the team leader leave the site"), of_deed(aim, "leave_site"), gone > 1)
    at = address if Role.OFFICE in aim.held and gone > 1 else ""
    yield Step(_("Confirm the signed working papers as findings"), at, not unconfirmed.exists())


def out_of_a_document(aim: Aim, gone: int) -> Iterator[Step]:
    """What leads from a feedback document to findings, for whoever wrote no working papers here."""
    one = aim.inspection
    at = {"authority_id": one.authority_id, "inspection": one}
    yield Step(_("Let the team leader leave the site"), of_deed(aim, "leave_site"), gone > 1)
    drafts = Draft.objects.filter(**at, purpose="import_findings", state__in=(READY, CONFIRMED))
    document = _("Send the feedback document")
    if reads_papers(aim.held):
        document = _("Confirm working papers as findings or, without any, send the feedback document")
    yield Step(document, of_deed(aim, "import_findings"), drafts.exists())
    entered = Finding.objects.filter(**at).exists()
    yield Step(_("Compare what was read with its source and enter it"), of_deed(aim, "import_findings"), entered)


def of_measures(aim: Aim) -> Steps:
    """What to do with a finding that has no measure yet."""
    return Steps(_("What to do first"), tuple(up_to_the_plan(aim)))


def up_to_the_plan(aim: Aim) -> Iterator[Step]:
    one, finding = aim.inspection, aim.finding
    assert finding is not None
    measures = Measure.objects.filter(authority_id=OuterRef("authority_id"), finding=OuterRef("pk"), removed_on=None)
    bare = Finding.objects.filter(authority_id=one.authority_id, inspection=one).filter(~Exists(measures))
    others = bare.exclude(pk=finding.pk).exclude(stage=FindingStage.SIGNED_OFF)
    words = _("Add a measure: what will be done, by whom, by when, and what will be seen then")
    yield Step(words, of_deed(aim, "add_measure"), False)
    account = f"{reverse('findings')}?dossier={one.pk}"
    yield Step(_("Give the other findings theirs"), account, not others.exists())
    plan = latest_plan(one)
    yield Step(_("Hand in the plan"), of_deed(aim, "submit_plan"), plan is not None and plan.returned_on is None)


def of_evidence(aim: Aim) -> Steps:
    """What leads from the measures of a finding to its sign-off."""
    return Steps(_("What to do first"), tuple(up_to_the_sign_off(aim)))


def up_to_the_sign_off(aim: Aim) -> Iterator[Step]:
    finding = aim.finding
    assert finding is not None
    own = Measure.objects.filter(authority_id=finding.authority_id, finding=finding, removed_on=None)
    done = own.exists() and not own.filter(done_on=None).exists()
    yield Step(_("Carry the measures out and report each of them done"), "#measures", done)
    kept = Evidence.objects.filter(authority_id=finding.authority_id, finding=finding, removed_on=None)
    yield Step(_("Attach what shows it"), of_deed(aim, "attach_evidence"), kept.exists())
    yield Step(_("State what came of it"), of_deed(aim, "state_result"), bool(finding.result))
    asked = finding.stage not in (FindingStage.RECTIFYING, FindingStage.LONG_TERM)
    yield Step(_("Request sign-off"), of_deed(aim, "request_sign_off"), asked)


def of_a_list(aim: Aim) -> Steps | None:
    """What to do where one of the five lists is empty: up to the feedback, or from there to the report."""
    early = of_a_dossier(aim)
    if early is not None or aim.inspection.stage in BEFORE_FEEDBACK:
        return early
    return Steps(_("What to do first"), tuple(way_of(aim.inspection)))


def of_deed(aim: Aim, name: str) -> str:
    """Return where a deed is done; empty for whoever does not do it, and where its time is not now."""
    offer, one = OFFERS[name], aim.inspection
    finding = aim.finding if offer.target is not Target.INSPECTION else None
    if not is_offered(offer, aim.held, one, finding):
        return ""
    if name == "import_findings":
        return reverse(name, args=[one.pk])
    if finding is None:
        return reverse("dossier_do", args=[one.pk, name])
    return reverse("finding_do", args=[finding.pk, name])
