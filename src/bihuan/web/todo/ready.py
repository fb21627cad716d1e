"""Adopted teams on the office's to-do: what is lacking, what is to be announced, who cannot take part."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bihuan.domain.readiness import Ask
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Round
from bihuan.teams.authorising import running_tours
from bihuan.teams.models import Tour
from bihuan.teams.readying import Lacking, before_announcing, before_authorising, lacking
from bihuan.web.todo.desk import Desk, Task
from bihuan.web.todo.kind import Kind
from bihuan.web.todo.teams import OFFICE, lamp_of, of_round


def rounds_ahead(desk: Desk) -> list[Round]:
    """Return the rounds whose adopted people are not all announced yet."""
    open_yet = Q(authorisation=None) | Q(authorisation__announced_on=None)
    at = desk.actor.authority_id
    rows = Tour.objects.filter(open_yet, authority_id=at, ended_on=None)
    rows = rows.filter(until_on__gte=desk.actor.today, round__ended_on=None)
    return list(Round.objects.filter(authority_id=at, pk__in=rows.values("round_id")).order_by("from_on", "id"))


def awaiting(at: Round) -> tuple[list[Tour], list[Lacking]]:
    """Return who of a round is not authorised yet, and what those people lack."""
    tours = running_tours(at)
    bare = [one for one in tours if one.authorisation_id is None]
    return bare, before_authorising(at, tours) if bare else []


def to_ready(desk: Desk) -> Iterator[Task]:
    """What adopted people lack before the authorisation or the announcement, and teams that are to be announced."""
    if not desk.holds(OFFICE):
        return
    for at in rounds_ahead(desk):
        bare, found = awaiting(at)
        told = {"round": at.name}
        if found:
            words = ngettext(
                "%(round)s: %(count)s thing lacking before the authorisation",
                "%(round)s: %(count)s things lacking before the authorisation",
                len(found),
            )
        elif bare:
            continue  # the leading group's move
        elif found := before_announcing(at, running_tours(at)):
            words = ngettext(
                "%(round)s: %(count)s thing lacking before the announcement",
                "%(round)s: %(count)s things lacking before the announcement",
                len(found),
            )
        else:
            words = _("%(round)s: announce the teams")
        said = words % (told | {"count": len(found)})
        yield of_round(desk, said, "authorisation", at)


def to_replace(desk: Desk) -> Iterator[Task]:
    """People of running teams who have come to be unable to take part."""
    if not desk.holds(OFFICE):
        return
    today = desk.actor.today
    rows = Tour.objects.filter(authority_id=desk.actor.authority_id, ended_on=None, until_on__gte=today)
    still = Q(inspector__away_until__gte=today) & Q(inspector__away_until__gte=F("from_on"))
    rows = rows.filter(
        still | Q(inspector__away_until=None), inspector__away_from__lte=F("until_on"), round__ended_on=None
    )
    for tour in rows.select_related("round", "inspector").order_by("from_on", "id"):
        words = _("%(round)s: %(name)s cannot take part; give the seat to somebody else")
        said = words % {"round": tour.round.name, "name": tour.inspector.name}
        lit = lamp_of(desk, tour.from_on)
        yield Task(said, "", reverse("composer", args=[tour.round_id]), tour.from_on, lit, about=str(tour.id))
    yield from to_recuse(desk)


def to_recuse(desk: Desk) -> Iterator[Task]:
    """People of announced teams who have come to be recused since: a challenge upheld, a post taken up."""
    today = desk.actor.today
    rows = Tour.objects.filter(authority_id=desk.actor.authority_id, ended_on=None, until_on__gte=today)
    rows = rows.filter(authorisation__announced_on__isnull=False)
    own = Round.objects.filter(authority_id=desk.actor.authority_id, pk__in=rows.values("round_id"), ended_on=None)
    for at in own.order_by("from_on", "id"):
        announced = [one for one in running_tours(at) if one.authorisation and one.authorisation.announced_on]
        found = lacking(at, [one for one in announced if one.until_on >= today], {Ask.NOT_RECUSED})
        for tour in dict.fromkeys(one.tour for one in found):
            words = _("%(round)s: %(name)s has to be recused; give the seat to somebody else")
            said = words % {"round": at.name, "name": tour.inspector.name}
            lit = lamp_of(desk, at.from_on)
            yield Task(said, "", reverse("composer", args=[at.id]), at.from_on, lit, about=str(tour.id))


READY_KINDS = (
    Kind(
        "teams_to_ready",
        gettext_lazy("Adopted teams to be made ready"),
        gettext_lazy("What adopted teams lack before they are authorised or announced, and teams to be announced"),
        frozenset({Role.OFFICE}),
        to_ready,
    ),
    Kind(
        "people_to_replace",
        gettext_lazy("People to be replaced in their teams"),
        gettext_lazy("People of teams who have fallen ill, are away or have to be recused"),
        frozenset({Role.OFFICE}),
        to_replace,
    ),
)
