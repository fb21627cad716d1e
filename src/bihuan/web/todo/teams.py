"""The pool and its teams on the to-do: declarations and pledges that somebody owes, and what awaits office or group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.domain.roles import Role
from bihuan.dossiers.models import Round
from bihuan.planning.facts import planning_rules
from bihuan.teams.authorising import running_tours, tours_shut_out
from bihuan.teams.calling import calls_owed, unanswered
from bihuan.teams.models import ADOPTED, PROPOSED, Challenge, Composition, Tour
from bihuan.teams.readying import before_authorising
from bihuan.web.lamps import Shown
from bihuan.web.todo.desk import Desk, Task
from bihuan.web.todo.filings import shown

OFFICE, GROUP = frozenset({Role.OFFICE}), frozenset({Role.LEADING_GROUP})


def declarations(desk: Desk) -> Iterator[Task]:
    """Rounds for which somebody of the pool owes his declaration."""
    actor, row = desk.actor, desk.inspector
    if row is None:
        return
    for call in calls_owed(row, actor.today):
        lit = lamp_of(desk, call.answer_by)
        url = reverse("declaration_own", args=[call.round_id])
        yield Task(_("Declare for %(round)s") % {"round": call.round.name}, call.paper, url, call.answer_by, lit)


def pledges(desk: Desk) -> Iterator[Task]:
    """Tours of somebody for which he has not pledged secrecy."""
    row = desk.inspector
    if row is None:
        return
    rows = Tour.objects.filter(authority_id=row.authority_id, inspector=row, ended_on=None, pledged_on=None)
    for tour in rows.filter(authorisation__isnull=False, until_on__gte=desk.actor.today).select_related("round"):
        words = _("Pledge secrecy for %(round)s") % {"round": tour.round.name}
        lit = lamp_of(desk, tour.from_on)
        yield Task(words, "", reverse("own_rounds"), tour.from_on, lit, about=str(tour.id))


def lamp_of(desk: Desk, day: date) -> Shown | None:
    """Return the lamp of a day that belongs to no dossier."""
    actor = desk.actor
    return shown(day, actor.today, planning_rules(actor.authority_id, actor.today))


def undeclared(desk: Desk) -> Iterator[Task]:
    """Calls that some of the pool have not answered."""
    if not desk.holds(OFFICE):
        return
    actor = desk.actor
    for one in unanswered(actor.authority_id, actor.today):
        words = ngettext(
            "%(round)s: %(owing)s of %(asked)s has not declared",
            "%(round)s: %(owing)s of %(asked)s have not declared",
            one.owing,
        ) % {"round": one.call.round.name, "owing": one.owing, "asked": one.asked}
        due = one.call.answer_by
        yield Task(words, "", reverse("recusal", args=[one.call.round_id]), due, lamp_of(desk, due))


def unpledged(desk: Desk) -> Iterator[Task]:
    """Announced teams some of whose members have not pledged, so that they have no access."""
    if not desk.holds(OFFICE):
        return
    actor = desk.actor
    rows = Tour.objects.filter(authority_id=actor.authority_id, ended_on=None, pledged_on=None)
    rows = rows.filter(authorisation__announced_on__isnull=False, until_on__gte=actor.today)
    waiting: dict[object, list[Tour]] = {}
    for tour in rows.select_related("round").order_by("from_on", "id"):
        waiting.setdefault(tour.round_id, []).append(tour)
    for tours in waiting.values():
        at = tours[0].round
        said = ngettext("%(round)s: %(count)s pledge lacking", "%(round)s: %(count)s pledges lacking", len(tours))
        words = said % {"round": at.name, "count": len(tours)}
        yield of_round(desk, words, "authorisation", at)


def shut_out(desk: Desk) -> Iterator[Task]:
    """Rounds with dossiers opened since the announcement, which their members do not reach yet."""
    if not desk.holds(OFFICE):
        return
    actor = desk.actor
    waiting = Counter(one.round for one in tours_shut_out(actor.authority_id, actor.today))
    for at, count in waiting.items():
        said = ngettext(
            "%(round)s: %(count)s member has no access to a dossier opened later; announce once more",
            "%(round)s: %(count)s members have no access to a dossier opened later; announce once more",
            count,
        ) % {"round": at.name, "count": count}
        yield of_round(desk, said, "authorisation", at)


def challenges(desk: Desk) -> Iterator[Task]:
    """Challenges of units that await their decision."""
    if not desk.holds(GROUP):
        return
    rows = Challenge.objects.filter(authority_id=desk.actor.authority_id, decided_on=None)
    for row in rows.select_related("organization", "inspector", "round").order_by("made_on", "id"):
        words = _("Recusal of %(name)s asked for") % {"name": row.inspector.name}
        yield Task(words, row.organization.name, reverse("challenge_decide", args=[row.id]), None, None, row.round.name)


def teams(desk: Desk) -> Iterator[Task]:
    """Proposed teams to check again and adopt, adopted teams to authorise."""
    if not desk.holds(GROUP):
        return
    at, today = desk.actor.authority_id, desk.actor.today
    proposed = Composition.objects.filter(authority_id=at, state=PROPOSED, round__ended_on=None)
    for row in proposed.select_related("round").order_by("round__from_on", "id"):
        words = _("Check again and adopt the teams of %(round)s") % {"round": row.round.name}
        yield of_round(desk, words, "composer", row.round)
    bare = Tour.objects.filter(authority_id=at, round=OuterRef("round"), ended_on=None, authorisation=None)
    adopted = Composition.objects.filter(Exists(bare), authority_id=at, state=ADOPTED, round__ended_on=None)
    for row in adopted.select_related("round").order_by("round__from_on", "id"):
        words = _("Authorise the teams of %(round)s") % {"round": row.round.name}
        if row.round.until_on is not None and row.round.until_on < today:
            continue
        if not before_authorising(row.round, running_tours(row.round)):  # else it is the office's move
            yield of_round(desk, words, "authorisation", row.round)


def of_round(desk: Desk, words: str, page: str, at: Round) -> Task:
    return Task(words, "", reverse(page, args=[at.id]), at.from_on, lamp_of(desk, at.from_on))
