"""People who sit in teams, in words: as choices of a form, and what keeps each of them from his dossiers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from bihuan.teams.authorising import missing_dossiers
from bihuan.teams.models import Tour
from bihuan.web.words import in_brackets, labelled, team_said, word

Choice = tuple[str, str]


def people_offered(tours: Iterable[Tour]) -> list[Choice]:
    """Return people as a form offers them: name, home unit, seat; each once, whatever rounds he sits in."""
    found = {str(one.inspector_id): one for one in tours}
    return [
        (pk, f"{in_brackets(one.inspector.name, one.inspector.unit)} · {seat_of(one)}") for pk, one in found.items()
    ]


def seat_of(tour: Tour) -> str:
    return f"{tour.round.name} {team_said(tour.team)} {word('seat', tour.seat)}"


def left_out(tours: Iterable[Tour]) -> list[str]:
    """Return whom an announcement gave no role, each with the reason."""
    return [labelled(one.inspector.name, why) for one in tours if (why := why_none(one))]


def why_none(tour: Tour) -> str:
    """Return why a member reaches none of his team's dossiers, or not all; empty where he reaches them."""
    if tour.authorisation_id is None:
        return _("not authorised yet")
    if tour.inspector.account_id is None:
        return _("no account")
    if tour.pledged_on is None:
        return _("has not pledged secrecy")
    if missing_dossiers(tour):
        return _("reaches not every dossier of the team")
    return ""
