"""What a team lacks on the day on which it goes in: its authorisation, the announcement, pledges. It bars nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bihuan.dossiers.models import Inspection
from bihuan.teams.models import Tour


@dataclass(frozen=True)
class NotReady:
    """How many members were not authorised or pledged by a day, and whether the team was announced by then."""

    unauthorised: int
    is_unannounced: bool
    unpledged: int
    authorised_on: date | None  # the day of the letter, where it is later than the entry

    def __bool__(self) -> bool:
        return bool(self.unauthorised or self.is_unannounced or self.unpledged)


def not_ready_to_enter(inspection: Inspection, on: date) -> NotReady | None:
    """Return what the team of a dossier lacked on a day; None where it lacked nothing, or no team is composed here."""
    rows = Tour.objects.filter(authority_id=inspection.authority_id, round_id=inspection.round_id, ended_on=None)
    team = [one for one in rows.select_related("authorisation") if str(inspection.organization_id) in one.organizations]
    letters = [one.authorisation for one in team if one.authorisation is not None]
    later = [letter.decided_on for letter in letters if letter.decided_on > on]
    found = NotReady(
        unauthorised=len(team) - len(letters) + len(later),
        is_unannounced=any(letter.announced_on is None or letter.announced_on > on for letter in letters),
        unpledged=sum(one.pledged_on is None or one.pledged_on > on for one in team),
        authorised_on=max(later, default=None),
    )
    return found or None
