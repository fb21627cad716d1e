"""Registers of the office that a page and a workbook show alike: numbers of papers, laptops, growth of the pool."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.exchange.models import Loan
from bihuan.exchange.staying import stay_here
from bihuan.papers.models import PaperNumber
from bihuan.teams.growth import standing_growth
from bihuan.teams.models import Growth

# which record belongs to which of the six actions
ACTION_OF = {
    "widening": "widening",
    "rotation": "posts",
    "mentor": "mentors",
    "training": "quality",
    "culture": "culture",
    "recognition": "care",
    "care": "care",
}


def numbers_asked(actor: Actor, query: QueryDict) -> QuerySet[PaperNumber]:
    """Return the numbers that were drawn, of the letters asked for, the latest first."""
    rows = PaperNumber.objects.filter(authority_id=actor.authority_id).select_related("inspection")
    series = query.get("series", "")
    return (rows.filter(series=series) if series else rows).order_by("-year", "series", "-number")


def loans_seen(actor: Actor) -> list[Loan]:
    """Return the loans that somebody may see, what is out first: the office all, a team its own dossiers'.

    On a laptop there is nothing to see: the register stays at home.
    """
    if stay_here(actor.authority_id):
        return []
    rows = Loan.objects.filter(authority_id=actor.authority_id).select_related("round").order_by("-lent_on", "-id")
    own = {str(duty.dossier_id) for duty in actor.duties if duty.dossier_id}
    seen = [row for row in rows if Role.OFFICE in actor.roles or own.intersection(row.dossiers)]
    return sorted(seen, key=lambda row: not row.is_out)


def growth_rows(actor: Actor) -> QuerySet[Growth]:
    """Return what was done for the people of the pool, the latest first."""
    rows = standing_growth(actor.authority_id).select_related("inspector", "mentor")
    return rows.order_by("-from_on", "-id")
