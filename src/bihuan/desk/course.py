"""The course of events out of the ledger, cut to what its reader may know: of a dossier, of one finding, of them all.

Nothing is stored beside the entries; what an entry is about stands in its payload. The inspected unit reads its own
deeds and those told to it, from the feedback on: no check, no score, no consent, no copy notice, nobody else's name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, Case, F, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Length

from bihuan.access.actions import authority_stream
from bihuan.access.models import Assignment
from bihuan.desk.notices import DECIDERS, receives_only
from bihuan.desk.sight import cut_to_sight, is_unit_only
from bihuan.domain.jurisdiction import Actor, roles_on, scope_of
from bihuan.domain.ledger import changes_in
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.lifecycle.working_paper import STEPS as PAPER_STEPS
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.ledger.models import Entry
from bihuan.ledger.trail import holds
from bihuan.rectification.models import Measure
from bihuan.teams.models import Inspector

FEEDBACK = ("give_feedback", "take_over")  # from here on the unit reads its dossier
TOLD_TO_THE_UNIT = frozenset(
    {
        *FEEDBACK,
        "accept_plan",
        "return_plan",
        "tell_evaluation",
        "submit_for_review",
        "close",
        "return_dossier",
        "grant_sign_off",
        "return_sign_off",
        "reopen",
        "note_change",
        "approve_extension",
        "refuse_extension",
        "hand_over",
        "accept_hand_over",
        "follow_long_term",
        "take_back",
        "state_outcome",
        "mark_person_matter",
        "correct_finding",
        "state_party_absent",
        "withdraw_absence",
        "call_periodic_reports",
        "cancel_periodic_report",
        "feed_back_three_party",
    }
)
# what becomes of the payload's rows in the unit's eyes: those it reads on its own pages
TABLES_OF_THE_UNIT = frozenset(
    {
        Inspection._meta.db_table,
        Finding._meta.db_table,
        Evidence._meta.db_table,
        Measure._meta.db_table,
        "rectification_extension",
        "rectification_look",
        "rectification_measurechange",
        "rectification_meeting",
        "rectification_plan",
        *("rectification_partyfiling", "rectification_absentparty", "rectification_periodicreport"),
        "rectification_report",
        "rectification_signoffanswer",
        "evaluation_selfassessment",
        "closeout_return",
    }
)
# deeds on somebody of the pool, on the authority's own stream
ON_THE_POOL = frozenset(
    {
        *("enter_inspector", "import_inspectors", "correct_inspector", "link_account", "leave_pool"),
        *("vouch_inspector", "commit_release", "state_availability"),
    }
)
# deeds on the authority's own stream that the office reads: the tree, the heads, the accounts with their roles, the
# pool, the tasks of a term
OF_THE_AUTHORITY = frozenset(
    {
        *ON_THE_POOL,
        *("set_mandate", "set_mandates"),
        "found_authority",
        "choose_packs",
        "release_pack",
        "open_round",
        "add_organization",
        "correct_organization",
        "end_organization",
        "name_successor",
        "appoint_head",
        "end_tenure",
        "open_account",
        "end_account",
        "grant",
        "end",
        "draw_paper_number",
        "void_paper_number",
        "void_issued_paper",
        "put_own_template",
        "end_own_template",
        *("lend_dossiers", "bring_home", "declare_lost"),
    }
)
# what gives somebody a role on a dossier or ends it
ON_PEOPLE = frozenset({"grant", "end", "pledge_secrecy", "link_account"})
# for those who read working papers
ON_WORKING_PAPERS = frozenset({"write_working_paper", *PAPER_STEPS, "write_log", "give_guidance", "follow_guidance"})
ISSUE_PAPER = "issue_paper"
# what a receiver of a notice reads of those to others: nothing
ON_NOTICES = frozenset({"send_copy_notice", "answer_copy_notice", ISSUE_PAPER})
PAPER_DEEDS = {
    "feedback": "issue_opinion",  # before it became a step of its own
    "copy_notice": "issue_copy_notice",
    "rectification_card": "issue_card",
    "control_sheet": "issue_control_sheet",
}
DOSSIER = "dossier:"  # what the names of dossiers' streams begin with
READABLE = 256 * 1024  # bytes of a payload that a page reads; of a longer one the entry tells without details


def read(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return entries with their payloads, but for those too long to be read for a page."""
    kept = When(Q(size__lte=READABLE), then=F("content"))
    told = Case(kept, default=Value(None), output_field=BinaryField())
    return rows.alias(size=Length("content")).annotate(payload=told).defer("content")


def course_of(actor: Actor, inspection: Inspection) -> QuerySet[Entry]:
    """Return the entries of a dossier that its reader may know, the latest first."""
    rows = Entry.objects.filter(authority_id=inspection.authority_id, stream=inspection.stream)
    if is_unit_only(actor, inspection):
        told = Subquery(rows.filter(action__in=FEEDBACK).order_by("number").values("number")[:1])
        rows = rows.exclude(action__in=ON_WORKING_PAPERS)
        rows = rows.filter(Q(role__in=UNIT) | Q(action__in=TOLD_TO_THE_UNIT), number__gte=told)
    elif not READERS & roles_on(actor, inspection.thing):
        rows = rows.exclude(action__in=ON_WORKING_PAPERS)
    if receives_only(actor, inspection):
        rows = rows.exclude(action__in=ON_NOTICES)
    if not DECIDERS & roles_on(actor, inspection.thing):
        rows = rows.exclude(action="redirect_copy_notice")
    return rows.defer("content").order_by("-number")


def course_with_people(actor: Actor, inspection: Inspection) -> QuerySet[Entry]:
    """Return the course of a dossier with the roles given and ended on it, which stand on the authority's own stream.

    The unit and those who only receive a notice are not told who is on the dossier, here as on its page.
    """
    rows = course_of(actor, inspection)
    if is_unit_only(actor, inspection) or receives_only(actor, inspection):
        return rows
    at = inspection.authority_id
    ids = Assignment.objects.filter(authority_id=at, dossier_id=inspection.id).values_list("id", flat=True)
    touched = Q()
    for one in ids:
        touched |= Q(holds(str(one)))
    if not touched:
        return rows
    given = Entry.objects.filter(touched, authority_id=at, stream=authority_stream(at), action__in=ON_PEOPLE)
    both = Entry.objects.filter(
        Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=list(given.values_list("pk", flat=True)))
    )
    return both.filter(authority_id=at).defer("content").order_by("-recorded_at", "-number")


def course_of_finding(actor: Actor, finding: Finding, inspection: Inspection) -> QuerySet[Entry]:
    """Return the entries that touched a finding, its measures or its evidence, the latest first."""
    own = {"authority_id": finding.authority_id, "finding": finding}
    ids = [finding.id, *Measure.objects.filter(**own).values_list("id", flat=True)]
    ids += Evidence.objects.filter(**own).values_list("id", flat=True)
    touched = Q()
    for one in ids:
        touched |= Q(holds(str(one)))
    return course_of(actor, inspection).filter(touched)


def course_of_inspector(inspector: Inspector) -> QuerySet[Entry]:
    """Return the entries that touched somebody of the pool, the latest first."""
    own = {"authority_id": inspector.authority_id, "stream": authority_stream(inspector.authority_id)}
    rows = Entry.objects.filter(Q(holds(str(inspector.id))), **own, action__in=ON_THE_POOL)
    return rows.defer("content").order_by("-number")


def recent(actor: Actor) -> QuerySet[Entry]:
    """Return the entries of all dossiers within the office's reach, and of its authority where it reaches the whole."""
    scope = scope_of(actor, {Role.OFFICE})
    rows = Entry.objects.filter(authority_id=actor.authority_id)
    if scope.everything:
        own = authority_stream(actor.authority_id)
        rows = rows.filter(Q(stream__startswith=DOSSIER) | Q(stream=own, action__in=OF_THE_AUTHORITY))
    else:
        seen = cut_to_sight(Inspection.everything.all(), actor, {Role.OFFICE}, stage="stage")
        rows = rows.filter(stream__in=[f"{DOSSIER}{one}" for one in seen.values_list("id", flat=True)])
    return rows.defer("content").order_by("-recorded_at", "-id")


# --- one entry ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What an entry's payload says: what the deed told, and the rows it wrote; nothing where it is too long."""

    values: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]

    def of(self, table: str) -> list[Mapping[str, Any]]:
        """Return the columns that were set in the rows of a table."""
        return [row["set"] for row in self.rows if row["table"] == table]


def told_by(entry: Entry, *, to_the_unit: bool) -> Told:
    """Return an entry's payload; to the unit without the rows that are not its to read."""
    payload = getattr(entry, "payload", None)
    if payload is None:
        return Told({}, ())
    content = json.loads(bytes(payload))
    rows = (
        {"table": table, "id": row_id, "set": columns}
        for table, row_id, columns in changes_in(content)
        if not to_the_unit or table in TABLES_OF_THE_UNIT
    )
    return Told(content["told"], tuple(rows))


def deed_of(entry: Entry, told: Told) -> str:
    """Return the name of the deed: some share a step, and the step is what an entry names."""
    if entry.action == "withdraw":
        return next((f"withdraw_{what}" for what in ("check", "evaluation") if what in told.values), entry.action)
    if entry.action == "write_report" and entry.subject == "report":
        return "withdraw_report"
    if entry.action == ISSUE_PAPER:
        return PAPER_DEEDS.get(str(told.values.get("kind")), entry.action)
    return entry.action


def dossier_id_of(entry: Entry) -> UUID | None:
    """Return the dossier on whose stream an entry stands."""
    return UUID(entry.stream.removeprefix(DOSSIER)) if entry.stream.startswith(DOSSIER) else None
