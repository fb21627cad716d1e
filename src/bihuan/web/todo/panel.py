"""Evaluation by several and what follows, on the to-do of whoever's move it is."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

from django.utils.translation import gettext as _

from bihuan.desk.fitting import THREE_IN_ONE
from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.lifecycle.inspection import CHECKERS, RUNNING, STEPS
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.scoring_bodies import OFFICE as OFFICE_BODY
from bihuan.domain.scoring_bodies import bodies_of
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.consequence_models import ADOPTED
from bihuan.evaluation.leaders import Owed, owed_by_dossier
from bihuan.evaluation.models import Consequence, Scoring
from bihuan.evaluation.proposing import by_dossier, weighed
from bihuan.evaluation.scorers import bar_to_settle, slips_of_sheets
from bihuan.evaluation.three_in_one import lacking_of, waiting_to_combine
from bihuan.evaluation.turns import bar_to_assess
from bihuan.web.addresses import address
from bihuan.web.pages.look_back import still_to_open, way_to_record
from bihuan.web.sayings.evaluation import said_lacking
from bihuan.web.todo.desk import MOST, Desk, Task
from bihuan.web.todo.places import asking
from bihuan.web.words import deed_words, word

OFFICE, LEADING_GROUP = frozenset({Role.OFFICE}), frozenset({Role.LEADING_GROUP})
FOLLOWERS = UNIT | OFFICE


def form_of(row: Inspection, deed: str, asked: str = "") -> str:
    return f"{address('dossier_do', row.id, deed)}{asked}"


def scorings(desk: Desk) -> Iterator[Task]:
    """Sheets on which somebody has to score, or that are to be settled."""
    rows = Scoring.objects.filter(authority_id=desk.actor.authority_id, settled_on=None, cancelled_on=None)
    sheets = list(desk.reach(rows.select_related("inspection").order_by("opened_on", "id"), CHECKERS))
    handed_in = slips_of_sheets(sheets)
    for row in sheets:
        there = handed_in[row.id]
        is_mine = desk.actor.account_id in (row.first_id, row.second_id)
        if is_mine and desk.actor.account_id not in there:
            yield desk.task(deed_words("hand_in_scores"), row.inspection, form_of(row.inspection, "hand_in_scores"))
        elif not (is_mine or bodies_of(desk.actor.roles) & {OFFICE_BODY, row.by_role}):
            continue
        elif bar_to_settle(desk.actor, row, row.inspection, there) is None:
            yield desk.task(deed_words("settle_scores"), row.inspection, form_of(row.inspection, "settle_scores"))


def three_in_one(desk: Desk) -> Iterator[Task]:
    """Self-assessments that a unit owes before the panel, and scores that wait to be combined."""
    asked = asking(desk, FOLLOWERS, THREE_IN_ONE)
    to_be_combined = waiting_to_combine(asked) if desk.holds(OFFICE) else {}
    for row in asked:
        if desk.holds(UNIT) and bar_to_assess(row, desk.actor.today) is None:
            yield desk.task(deed_words("assess_self"), row, form_of(row, "assess_self"))
            continue
        waiting = to_be_combined.get(row.id, [])
        for one in waiting:
            lacking = lacking_of(row, one, desk.actor.today)
            words = [deed_words("combine_scores")]
            words += [_("No. %(number)s") % {"number": one.number}] if len(waiting) > 1 else []
            words += [said_lacking(lacking)] if lacking else []
            yield desk.task(" · ".join(words), row, f"{address('panel', row.id)}#parts")


def leaders(desk: Desk) -> Iterator[Task]:
    """What leaders in charge are still to be told of dossiers that run."""
    if not desk.holds(OFFICE):
        return
    rows = Inspection.objects.filter(stage__in=RUNNING, taken_over_on=None).order_by("-feedback_on", "id")
    untold = owed_by_dossier(desk.all_in_reach(rows, OFFICE, prefix=""), desk.actor)
    for row, owed in nsmallest(MOST + 1, untold, key=lambda one: one[1].due_on):
        words = f"{deed_words('tell_leader')} · {word('leader_told', owed.told_of)}"
        yield desk.task(words, row, form_of(row, "tell_leader"), owed.due_on, about=about(owed))


def about(owed: Owed) -> str:
    return str(owed.evaluation.id) if owed.evaluation else owed.told_of


def to_decide(desk: Desk) -> Iterator[Task]:
    """What the rules or the office propose, for the leading group."""
    if not desk.holds(LEADING_GROUP):
        return
    rows = Inspection.objects.filter(stage__in=STEPS["decide_consequence"].sources).order_by("-feedback_on", "id")
    own = by_dossier(desk.actor.authority_id)
    for one in weighed(desk.all_in_reach(rows, LEADING_GROUP, prefix=""), own, desk.actor.today):
        kinds = [row.kind for row in own.get(one.inspection.id, ()) if not row.decision]
        kinds += [proposal.consequence.value for proposal in one.proposals]
        for kind in kinds:
            words = f"{deed_words('decide_consequence')} · {word('consequence', kind)}"
            yield desk.task(
                words, one.inspection, form_of(one.inspection, "decide_consequence", f"?consequence={kind}")
            )


def to_follow(desk: Desk) -> Iterator[Task]:
    """Adopted consequences that wait for their notice or their record."""
    rows = Consequence.objects.filter(authority_id=desk.actor.authority_id, decision=ADOPTED, recorded_on=None)
    if not desk.holds(OFFICE):
        rows = rows.filter(kind=Kind.MEETING_AGAIN, notified_on__isnull=False)
    waiting = list(desk.reach(rows.select_related("inspection__organization").order_by("due_on", "id"), FOLLOWERS))
    if desk.holds(OFFICE):
        for row, opening in still_to_open(waiting, desk.actor.today):
            words = _("Open the look-back: %(kind)s") % {"kind": word("inspection_kind", row.kind)}
            yield desk.task(words, row.inspection, opening.url, row.due_on)
    for row in waiting:
        deed = "notify_consequence" if row.notified_on is None else "record_consequence"
        words = f"{deed_words(deed)} · {word('consequence', row.kind)}"
        asked = f"?number={row.number}" + (way_to_record(row, desk.actor.today) if row.notified_on else "")
        yield desk.task(words, row.inspection, form_of(row.inspection, deed, asked), row.due_on)
