"""What packs of single places ask for, on the to-do: filings owed, periodic reports, the three parties' evaluations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.fitting import FILING, PERIODIC, THREE_PARTY
from bihuan.domain.jurisdiction import roles_on
from bihuan.domain.lifecycle.inspection import PARTIES, RUNNING
from bihuan.domain.lifecycle.local_gates import EVALUATING
from bihuan.domain.roles import TEAM, UNIT, Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.models import PartyEvaluation, PartyFeedback
from bihuan.rectification.filed import owed_filings
from bihuan.rectification.models import AbsentParty, PeriodicReport, Report
from bihuan.web.todo.desk import IN_SIGHT, Desk, Task
from bihuan.web.words import deed_words, word

FILERS = UNIT | {Role.OFFICE}
EVALUATORS = PARTIES | {Role.OFFICE}


def asking(desk: Desk, roles: Collection[Role], rule_id: str) -> list[Inspection]:
    """Return running dossiers within reach whose packs rule something: the packs first, for there are few of them."""
    if not desk.holds(roles):
        return []
    at = desk.actor.authority_id
    ruled = ((packs, Inspection(authority_id=at, packs=packs, feedback_on=on)) for packs, on in desk.bound)
    bound = [packs for packs, one in ruled if asks(one, rule_id)]
    if not bound:
        return []
    under = Q()
    for packs in bound:
        under |= Q(packs=packs)
    rows = Inspection.objects.filter(under, stage__in=RUNNING).order_by("feedback_on", "id")
    return [row for row in desk.reach(rows, roles, prefix="") if asks(row, rule_id)]


def party_filings(desk: Desk) -> Iterator[Task]:
    """Plans and reports that are still to be filed with somebody."""
    rows = asking(desk, FILERS, FILING)
    owed = owed_filings(rows) if rows else {}
    for row in rows:
        by_paper: dict[str, list[str]] = defaultdict(list)
        for paper, party in owed[row.id]:
            by_paper[paper].append(word("role", party))
        is_unit = bool(roles_on(desk.actor, row.thing) & UNIT)
        url = reverse("dossier_do", args=[row.id, "file_with_parties"]) if is_unit else on_page(row, "filings")
        for paper, parties in by_paper.items():
            told = {"paper": word("filed", paper), "parties": _(", ").join(parties)}
            yield desk.task(_("%(paper)s: not filed with %(parties)s") % told, row, url)


def periodic(desk: Desk) -> Iterator[Task]:
    """Periodic reports to write or to sign; for the office those that are overdue."""
    yield from (task for _report, _row, task in periodic_wanted(desk))


def periodic_wanted(desk: Desk) -> Iterator[tuple[PeriodicReport, Inspection, Task]]:
    """Yield each such report with its dossier and its task."""
    rows = {row.id: row for row in asking(desk, FILERS, PERIODIC)}
    if not rows:
        return
    open_ones = PeriodicReport.objects.filter(
        authority_id=desk.actor.authority_id, inspection_id__in=rows, withdrawn_on=None, signed_on=None
    )
    for report in open_ones.filter(due_on__lte=desk.actor.today + IN_SIGHT).order_by("due_on", "id"):
        row = rows[report.inspection_id]
        deed = periodic_deed(roles_on(desk.actor, row.thing), is_written=report.written_on is not None)
        if deed:
            url = reverse("dossier_do", args=[row.id, deed])
            yield report, row, desk.task(deed_words(deed), row, url, report.due_on)
        elif report.due_on < desk.actor.today and not roles_on(desk.actor, row.thing) & UNIT:
            task = desk.task(_("Periodic report not handed in"), row, on_page(row, "periodic"), report.due_on)
            yield report, row, task


def periodic_deed(held: Collection[Role], *, is_written: bool) -> str:
    """Return what somebody of the unit does about a report that is due; nothing for others."""
    if not UNIT & frozenset(held):
        return ""
    if not is_written:
        return "write_periodic_report"
    return "sign_periodic_report" if Role.UNIT_HEAD in held else ""


def party_evaluations(desk: Desk) -> Iterator[Task]:
    """Evaluations that a party owes once the report is signed; for the office what it has to tell."""
    rows = asking(desk, EVALUATORS, THREE_PARTY)
    if not rows:
        return
    mine = {"authority_id": desk.actor.authority_id, "inspection__in": rows, "withdrawn_on": None}
    signed = set(Report.objects.filter(**mine, signed_on__isnull=False).values_list("inspection_id", flat=True))
    spoken: dict[UUID, set[str]] = defaultdict(set)
    for model in (PartyEvaluation, AbsentParty):
        for inspection_id, party in model._base_manager.filter(**mine).values_list("inspection_id", "party"):
            spoken[inspection_id].add(party)
    told = set(PartyFeedback.objects.filter(**mine).values_list("inspection_id", flat=True))
    for row in rows:
        deed = party_deed(roles_on(desk.actor, row.thing), spoken[row.id], is_told=row.id in told)
        if deed and row.id in signed:
            yield desk.task(deed_words(deed), row, reverse("dossier_do", args=[row.id, deed]))


def party_deed(held: frozenset[Role], spoken: set[str], *, is_told: bool) -> str:
    """Return what somebody does about the three-party evaluation; nothing where it is not his move."""
    own = {"team" if role in TEAM else role.value for role in held & PARTIES}
    if own - spoken:
        return "evaluate_as_party"
    if Role.OFFICE in held and not is_told and {str(party) for party in EVALUATING} <= spoken:
        return "feed_back_three_party"
    return ""


def on_page(row: Inspection, part: str) -> str:
    return f"{reverse('dossier', args=[row.id])}#{part}"
