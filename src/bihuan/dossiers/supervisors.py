"""Which supervision offices a dossier may be linked with; its last check, evaluation and acceptance are theirs."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from bihuan.access.models import Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING, may_be_linked
from bihuan.domain.roles import Role
from bihuan.organizations.models import Organization


class NoSupervisionOffice(ValueError):
    """A dossier is linked with a supervision office, not with another body that supervises."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"supervision_office_id: {name} is no supervision office of today; choose one")


def supervision_offices(actor: Actor) -> list[Organization]:
    """Return the supervision offices of today, as the tree runs."""
    rows = Organization.objects.filter(authority_id=actor.authority_id, category__in=SUPERVISING)
    living = rows.filter(Q(until_on=None) | Q(until_on__gte=actor.today)).order_by("path")
    held = roles_by_path(actor, actor.today)
    return [row for row in living if may_be_linked(row.category, held.get(row.path, frozenset()))]


def roles_by_path(actor: Actor, day: date) -> dict[str, frozenset[Role]]:
    """Return where somebody works as a supervision office on a day."""
    rows = Assignment.objects.filter(authority_id=actor.authority_id, role=Role.SUPERVISION_OFFICE, from_on__lte=day)
    paths = rows.filter(Q(until_on=None) | Q(until_on__gte=day)).values_list("path", flat=True)
    return {path: frozenset({Role.SUPERVISION_OFFICE}) for path in paths}


def refuse_other_body(actor: Actor, office: Organization) -> None:
    """Refuse a body that is no supervision office, or no more."""
    if office.id not in {row.id for row in supervision_offices(actor)}:
        raise NoSupervisionOffice(office.name)
