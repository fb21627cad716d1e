"""The tasks of each kind (the package lists them): one query each, within the scope of the roles whose move it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.closeout.models import Consent
from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.jurisdiction import roles_on
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING, STEPS, InspectionStage
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.evaluation.facts import stands_whole
from bihuan.evaluation.models import Evaluation
from bihuan.rectification.facts import presses_on
from bihuan.rectification.models import Extension, Measure, MeasureChange, Meeting, Plan, Report, SignOffAnswer
from bihuan.rectification.sign_off import all_done
from bihuan.rectification.stalling import stalled, stalled_dossiers, unmoved_in
from bihuan.web.by_dossier import ByDossier
from bihuan.web.dues import DueState, dues_of
from bihuan.web.lamps import waiting_words
from bihuan.web.offered import url_on_dossier
from bihuan.web.todo.desk import IN_SIGHT, MOST, Desk, Task, about, all_findings_for, findings_for
from bihuan.web.words import change_words, day_words, deed_words

# --- findings ---------------------------------------------------------------------------------------


def sign_offs(desk: Desk) -> Iterator[Task]:
    """Findings whose sign-off was requested, those that wait longest first; no rule gives the reviewer a day."""
    roles, today = FINDING_STEPS["grant_sign_off"].roles, desk.actor.today
    if not desk.holds(roles):
        return
    rows = Finding.objects.filter(stage=FindingStage.SIGN_OFF_REQUESTED)
    longest = F("sign_off_requested_on").asc(nulls_first=True)
    for row in all_findings_for(desk, "grant_sign_off", rows, roles).order_by(longest, "id")[: MOST + 1]:
        since = row.sign_off_requested_on
        told = {"day": day_words(since), "waiting": waiting_words((today - since).days)} if since else None
        note = _("requested on %(day)s, %(waiting)s") % told if told else ""
        yield desk.task(about(row), row.inspection, reverse("finding", args=[row.id]), note=note)


def returned(desk: Desk) -> Iterator[Task]:
    """Findings sent back, with the reason of the latest answer."""
    latest = SignOffAnswer.objects.filter(authority_id=OuterRef("authority_id"), finding=OuterRef("pk")).order_by(
        "-number"
    )
    rows = Finding.objects.filter(stage=FindingStage.RECTIFYING)
    rows = rows.annotate(answer=Subquery(latest.values("kind")[:1]), why=Subquery(latest.values("reason")[:1]))
    for row in findings_for(desk, "request_sign_off", rows.filter(answer__in=["returned", "reopened"])):
        why = str(getattr(row, "why", ""))
        yield desk.task(about(row), row.inspection, reverse("finding", args=[row.id]), row.due_on, why)


def to_request(desk: Desk) -> Iterator[Task]:
    """Findings whose measures are all done and whose sign-off is not requested; what was sent back stands apart."""
    answered = SignOffAnswer.objects.filter(authority_id=OuterRef("authority_id"), finding=OuterRef("pk"))
    rows = all_done(desk.actor.today + IN_SIGHT).filter(~Exists(answered))
    for row in findings_for(desk, "request_sign_off", rows):
        yield desk.task(about(row), row.inspection, reverse("finding", args=[row.id]), row.due_on)


def outcomes(desk: Desk) -> Iterator[Task]:
    """Matters about definite persons or things without outcome or accountability."""
    rows = Finding.objects.filter(Q(outcome="") | Q(accountability=""), person_matter=True)
    if not desk.actor.roles & UNIT:
        return
    for row in findings_for(desk, "state_outcome", rows):
        yield desk.task(about(row), row.inspection, reverse("finding_do", args=[row.id, "state_outcome"]))


# --- measures ---------------------------------------------------------------------------------------


def measures(desk: Desk) -> Iterator[Task]:
    """Measures of one's unit that press, as far as they are in sight."""
    rows = Measure.objects.select_related("inspection", "finding").filter(done_on=None, removed_on=None)
    rows = rows.filter(finding__stage__in=[FindingStage.RECTIFYING, FindingStage.LONG_TERM], due_on__isnull=False)
    # what is followed presses on the day of its look; it is left out here only so that the most urgent come first
    rows = rows.exclude(finding__stage=FindingStage.LONG_TERM, finding__next_look_on__isnull=False)
    roles = FINDING_STEPS["report_progress"].roles
    for row in desk.reach(rows.order_by("due_on", "id"), roles):
        due = presses_on(row, row.finding)
        if due is not None and due - desk.actor.today <= IN_SIGHT:
            url = reverse("measure_do", args=[row.id, "report_progress"])
            yield desk.task(f"{row.number} {row.text}", row.inspection, url, due)


def still(desk: Desk) -> Iterator[Task]:
    """Measures that stall: one by one for the unit, which tells of progress; by dossier for the office, which asks."""
    unit = FINDING_STEPS["report_progress"].roles
    if not desk.actor.roles & unit:
        yield from still_by_dossier(desk)
        return
    rows = stalled(Measure.objects.all(), desk.actor.today)
    for row in desk.reach(rows.select_related("inspection").order_by("still_since", "id"), unit):
        url = reverse("measure_do", args=[row.id, "report_progress"])
        note = _("no progress since %(day)s") % {"day": row.still_since.isoformat()}
        yield desk.task(f"{row.number} {row.text}", row.inspection, url, None, note)


UNMOVED = ByDossier(unmoved_in)


def still_by_dossier(desk: Desk) -> Iterator[Task]:
    office = frozenset({Role.OFFICE})
    if not desk.holds(office):
        return
    within = desk.all_in_reach(Inspection.objects.all(), office, prefix="")
    found = stalled_dossiers(within, desk.actor.today, MOST + 1, UNMOVED.of)
    dossiers = Inspection.objects.filter(authority_id=desk.actor.authority_id)
    known = dossiers.in_bulk([one.inspection_id for one in found]) if found else {}
    for one in found:
        words = _("Stalled measures: %(number)s") % {"number": one.number}
        url = f"{reverse('findings')}?stalled=on&dossier={one.inspection_id}"
        note = _("no progress since %(day)s") % {"day": one.since.isoformat()}
        yield desk.task(words, known[one.inspection_id], url, None, note)


def extensions(desk: Desk) -> Iterator[Task]:
    """Requests for more time that await their answer."""
    rows = Extension.objects.select_related("measure", "inspection").filter(approved_on=None, refused_on=None)
    roles = FINDING_STEPS["approve_extension"].roles
    for row in desk.reach(rows.order_by("asked_on", "id"), roles):
        note = _("until %(day)s: %(reason)s") % {"day": row.until_on.isoformat(), "reason": row.reason}
        url = reverse("finding", args=[row.finding_id]) + "#measures"
        yield desk.task(f"{row.measure.number} {row.measure.text}", row.inspection, url, row.measure.due_on, note)


def changes(desk: Desk) -> Iterator[Task]:
    """Measures whose words a unit changed after its plan was accepted, with the old and the new words."""
    rows = MeasureChange.objects.select_related("measure", "inspection").filter(noted_on=None, taken_back_on=None)
    for row in desk.reach(rows.order_by("on", "id"), FINDING_STEPS["note_change"].roles):
        url = reverse("measure_do", args=[row.measure_id, "note_change"])
        note = _("%(change)s Reason: %(reason)s") % {"change": change_words(row), "reason": row.reason}
        yield desk.task(f"{row.measure.number} {row.measure.text}", row.inspection, url, None, note)


# --- plans, reports, evaluations ----------------------------------------------------------------------


def plans(desk: Desk) -> Iterator[Task]:
    """Plans handed in that await their answer."""
    rows = Plan.objects.select_related("inspection").filter(accepted_on=None, returned_on=None)
    rows = rows.filter(inspection__stage=InspectionStage.RECTIFYING).order_by("submitted_on", "id")
    for row in desk.reach(rows, STEPS["accept_plan"].roles):
        words = _("Plan no. %(number)s, handed in on %(day)s") % {"number": row.number, "day": row.submitted_on}
        yield desk.task(words, row.inspection, reverse("dossier_do", args=[row.inspection_id, "accept_plan"]))


def plans_owed(desk: Desk) -> Iterator[Task]:
    """Dossiers whose unit has no plan with the office: none yet, or the last one was returned."""
    standing = Plan.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("pk"), returned_on=None)
    rows = Inspection.objects.filter(~Exists(standing), stage=InspectionStage.RECTIFYING).order_by("feedback_on", "id")
    for row in desk.reach(rows, STEPS["submit_plan"].roles, prefix=""):
        url = reverse("dossier_do", args=[row.id, "submit_plan"])
        yield desk.task(deed_words("submit_plan"), row, url, plan_due(desk, row))


def meetings_owed(desk: Desk) -> Iterator[Task]:
    """Dossiers whose rules ask for a democratic-life meeting that has not been entered."""
    yield from (task for _row, _day, task in meetings_wanted(desk))


def meetings_wanted(desk: Desk) -> Iterator[tuple[Inspection, date, Task]]:
    """Return these dossiers, each with the day and the task."""
    held = Meeting.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("pk"), withdrawn_on=None)
    rows = Inspection.objects.filter(~Exists(held), stage__in=RUNNING).order_by("feedback_on", "id")
    for row in desk.reach(rows, STEPS["record_meeting"].roles, prefix=""):
        due = due_day(desk, row, DeadlineName.DEMOCRATIC_LIFE_MEETING)
        if due is not None:
            url = reverse("dossier_do", args=[row.id, "record_meeting"])
            yield row, due, desk.task(deed_words("record_meeting"), row, url, due)


def plan_due(desk: Desk, row: Inspection) -> date | None:
    return due_day(desk, row, DeadlineName.RECTIFICATION_PLAN)


def due_day(desk: Desk, row: Inspection, what: DeadlineName) -> date | None:
    dues = dues_of(row, rulebook_of(row, desk.actor.today), desk.actor.today, {})
    wanted = (due for due in dues if due.deadline.what is what)
    return next((due.deadline.due for due in wanted if due.state is not DueState.MET), None)


def signatures(desk: Desk) -> Iterator[Task]:
    """Reports that await the signature of the head."""
    rows = Report.objects.select_related("inspection").filter(signed_on=None, withdrawn_on=None)
    rows = rows.exclude(inspection__stage=InspectionStage.CLOSED).order_by("written_on", "id")
    for row in desk.reach(rows, STEPS["sign_report"].roles):
        yield desk.task(row.title, row.inspection, reverse("dossier_do", args=[row.inspection_id, "sign_report"]))


def untold(desk: Desk) -> Iterator[Task]:
    """Evaluations that the unit has not been told; one that lacks a part waits for it first."""
    rows = Evaluation.objects.select_related("inspection").filter(told_on=None, withdrawn_on=None)
    rows = rows.filter(inspection__stage__in=STEPS["tell_evaluation"].sources).order_by("on", "id")
    for row in desk.reach(rows, STEPS["tell_evaluation"].roles):
        if not stands_whole(row, row.inspection):
            continue
        words = _("Evaluation no. %(number)s of %(day)s") % {"number": row.number, "day": row.on}
        yield desk.task(words, row.inspection, reverse("evaluation_do", args=[row.id, "tell_evaluation"]))


# --- the dossier's own steps ----------------------------------------------------------------------------

FIELDWORK = {
    InspectionStage.PLANNED: "enter_site",
    InspectionStage.ON_SITE: "leave_site",
    InspectionStage.REPORTING: "give_feedback",
}


def dossier_steps(desk: Desk) -> Iterator[Task]:
    """Dossiers before their feedback and under review, where the next step is one's own."""
    stages = [*FIELDWORK, InspectionStage.UNDER_REVIEW]
    roles = STEPS["enter_site"].roles | STEPS["countersign"].roles | STEPS["close"].roles
    rows = Inspection.objects.filter(stage__in=stages).order_by("feedback_on", "number", "id")
    found = list(desk.reach(rows, roles, prefix=""))
    given = consents_given(desk, [row for row in found if row.stage == InspectionStage.UNDER_REVIEW])
    for row in found:
        held = roles_on(desk.actor, row.thing)
        name = next_step(row, held, given)
        if name:
            url = reverse("dossier", args=[row.id]) if name == "close" else url_on_dossier(name, row.id)
            yield desk.task(deed_words(name), row, url or reverse("dossier", args=[row.id]))


def consents_given(desk: Desk, rows: list[Inspection]) -> set[tuple[object, str, str]]:
    if not rows:
        return set()
    at = desk.actor.authority_id
    given = Consent.objects.filter(authority_id=at, inspection_id__in=[row.id for row in rows], withdrawn_on=None)
    return set(given.values_list("inspection_id", "kind", "by_role"))


def next_step(row: Inspection, held: frozenset[Role], given: set[tuple[object, str, str]]) -> str:
    """Return the step of a dossier that waits for one of these roles; nothing where it waits for others."""
    stage = InspectionStage(row.stage)
    if stage in FIELDWORK:
        name = FIELDWORK[stage]
        return name if STEPS[name].roles & held else ""
    has = {(kind, role) for one, kind, role in given if one == row.id}
    kinds = {kind for kind, _role in has}
    if "acceptance" not in kinds:
        return "accept" if Role.SUPERVISION_OFFICE in held else ""
    if "approval" not in kinds:
        return "approve" if Role.OFFICE in held else ""
    owed = {role for role in STEPS["countersign"].roles if ("countersignature", role.value) not in has}
    if owed:
        return "countersign" if owed & held else ""
    return "close" if Role.OFFICE in held else ""
