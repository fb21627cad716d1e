"""What the forms that give a role of the team tell beside it: who is authorised, and who would come in besides."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.access.models import Account
from bihuan.domain.glossary import say_team
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import TEAM, Role
from bihuan.dossiers.models import Inspection
from bihuan.organizations.models import HeadTenure
from bihuan.teams.models import Tour
from bihuan.teams.seating import AuthorisedTeam, authorised_for
from bihuan.web.forms import choices
from bihuan.web.forms.choices import Choice
from bihuan.web.words import in_brackets, in_this_language, labelled, word


@dataclass(frozen=True)
class Beside:
    """What stands beside the form: what it is about in a sentence, who is authorised, and where that is announced."""

    lead: str
    people: tuple[str, ...]
    url: str = ""


def beside_dossier(inspection: Inspection, team: AuthorisedTeam) -> Beside:
    """Return who is authorised for a dossier, or that nobody is."""
    url = reverse("authorisation", args=[inspection.round_id])
    if not team.here:
        lead = _("No team is authorised for %(unit)s yet. Its roles come with the authorisation and the announcement.")
        return Beside(lead % {"unit": inspection.organization_name}, (), url)
    called = in_this_language(say_team(team.here[0].team))
    lead = _("Authorised for %(unit)s: %(team)s. Its roles come with the announcement.")
    told = {"unit": inspection.organization_name, "team": called}
    return Beside(lead % told, tuple(told_of(one) for one in team.here), url)


def told_of(tour: Tour) -> str:
    """Return a seat and who sits in it; whoever has no account is told of."""
    said = labelled(word("seat", tour.seat), tour.inspector.name)
    return said if tour.inspector.account_id else in_brackets(said, _("no account"))


def beside_account(account: Account, seats: list[Tour]) -> Beside:
    """Return for what an account is authorised in the rounds to come, or that it is for nothing."""
    if not seats:
        lead = _("%(name)s is authorised for no team. The roles of an authorised team come with its announcement.")
        return Beside(lead % {"name": account.name}, ())
    lead = _("%(name)s is authorised; the roles come with the announcement.") % {"name": account.name}
    return Beside(lead, tuple(labelled(one.round.name, seat_words(one)) for one in seats))


def seat_words(tour: Tour) -> str:
    return in_brackets(in_this_language(say_team(tour.team)), word("seat", tour.seat))


def accounts_for(inspection: Inspection, team: AuthorisedTeam) -> list[Choice]:
    """Return the accounts for a dossier: the authorised first, in the order of their seats; others as they stand."""
    known = dict(choices.accounts(inspection.authority_id))
    marked: dict[str, str] = {}
    for tour in team.here:
        marked[str(tour.inspector.account_id)] = _("authorised: %(seat)s") % {"seat": word("seat", tour.seat)}
    first = [(pk, f"{known[pk]} · {said}") for pk, said in marked.items() if pk in known]
    others = {str(tour.inspector.account_id): tour for tour in team.elsewhere}
    heads = heads_now(inspection)
    rest: list[Choice] = []
    for pk, called in known.items():
        said = [called]
        if pk in others:
            said.append(_("authorised elsewhere: %(seat)s") % {"seat": seat_words(others[pk])})
        if pk in heads:
            said.append(_("heads %(unit)s") % {"unit": heads[pk]})
        rest.append((pk, " · ".join(said)))
    return [*first, *(choice for choice in rest if choice[0] not in marked)]


def heads_now(inspection: Inspection) -> dict[str, str]:
    """Return which accounts head which organization."""
    rows = HeadTenure.objects.filter(authority_id=inspection.authority_id, until_on=None, account_id__isnull=False)
    return {str(one): name for one, name in rows.values_list("account_id", "organization__name")}


def dossiers_for(actor: Actor, seats: list[Tour]) -> list[Choice]:
    """Return the dossiers within sight, those an account is authorised for first."""
    offered = choices.dossiers(actor)
    rounds = {one.round_id for one in seats}
    rows = Inspection.objects.filter(authority_id=actor.authority_id, round_id__in=rounds)
    marked: dict[str, str] = {}
    for pk, round_id, unit in rows.values_list("id", "round_id", "organization_id"):
        seat = next((one for one in seats if one.round_id == round_id and str(unit) in one.organizations), None)
        if seat is not None:
            marked[str(pk)] = _("authorised: %(seat)s") % {"seat": word("seat", seat.seat)}
    first = [(one, f"{called} · {marked[one]}") for one, called in offered if one in marked]
    return [*first, *(choice for choice in offered if choice[0] not in marked)]


def said_of_grant(actor: Actor, dossier_id: uuid.UUID | None, account_id: uuid.UUID, role: Role) -> str:
    """Return what is said once a role is given; of one in the team besides the authorised it says so."""
    said = _("The role is given; it works from the next page on.")
    if dossier_id is None or role not in TEAM:
        return said
    inspection = Inspection.objects.select_related("round").get(authority_id=actor.authority_id, pk=dossier_id)
    team = authorised_for(inspection)
    if team.is_for(account_id, role):
        return said
    beside = beside_dossier(inspection, team)
    outside = _("It goes beyond the authorisation, and can be ended among the people on the dossier.")
    return " ".join([said, outside, beside.lead, _(", ").join(beside.people)]).strip()
