"""What follows the record: proposals of allowance, awards and promotion, one person's appraisal, the six actions."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.glossary import SIX_ACTIONS
from bihuan.organizations.models import Authority
from bihuan.teams.growth import standing_growth
from bihuan.teams.models import Growth, Inspector
from bihuan.teams.rewarding import rewards_of
from bihuan.teams.supervising import host_of, own_tours
from bihuan.web.forms import Crumb
from bihuan.web.pages.appraisal import rewarded, year_asked
from bihuan.web.pages.registers import ACTION_OF, growth_rows
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.own_tours import gone
from bihuan.web.screens.pool import inspector_of, way_to


def rewards(request: SignedRequest) -> HttpResponse:
    """Show what is proposed for everybody who was in a team in a year, with the reasons."""
    year = year_asked(request.actor, request.GET)
    ruling, found = rewarded(request.actor, year)
    context = {
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "ruling": ruling,
        "rows": found,
        "allowance": sum(one.proposal.allowance_fen for one in found),
        "awards": sum(one.proposal.award for one in found),
        "promotions": sum(one.proposal.promotion for one in found),
        "crumbs": [Crumb(_("Pool"), reverse("pool")), Crumb(_("Allowance, awards, promotion"))],
    }
    return render(request, "web/rewards.html", context)


def appraisal_of(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Show the appraisal of one person for a year, to be printed and signed."""
    row, year = inspector_of(request, inspector_id), year_asked(request.actor, request.GET)
    _ruling, found = rewards_of(row.authority_id, year, request.actor.today)
    mine = next((one for one in found if one.year.inspector.id == row.id), None)
    host = host_of(row.authority_id)
    tours = [one for one in own_tours(row.id, row.authority_id) if one.from_on.year <= year <= one.until_on.year]
    grown = standing_growth(row.authority_id).filter(inspector=row, from_on__year=year)
    context = {
        "row": row,
        "year": year,
        "mine": mine,
        "tours": [gone(one, host) for one in tours],
        "growth": grown.select_related("mentor").order_by("from_on", "id"),
        "authority": Authority.objects.get(authority_id=row.authority_id).name,
        "crumbs": way_to(row, _("Annual appraisal")),
    }
    return render(request, "web/appraisal_of.html", context)


def growth(request: SignedRequest) -> HttpResponse:
    """Show how the pool grows, by the six actions: what was done, for whom, which mentor pairs run."""
    at, today = request.actor.authority_id, request.actor.today
    by_action: dict[str, list[Growth]] = defaultdict(list)
    for one in growth_rows(request.actor):
        by_action[ACTION_OF[one.kind]].append(one)
    pairs = [one for one in by_action["mentors"] if one.until_on is None or one.until_on >= today]
    paired, there = {one.inspector_id for one in pairs}, Inspector.objects.filter(authority_id=at, left_on=None)
    context = {
        "actions": [(code, by_action[code]) for code in SIX_ACTIONS],
        "pairs": pairs,
        "alone": there.exclude(pk__in=paired).count(),
        "trained": len({one.inspector_id for one in by_action["quality"] if one.from_on.year == today.year}),
        "may_keep": may_open("growth_add", request.actor),
        "crumbs": [Crumb(_("Pool"), reverse("pool")), Crumb(_("Growth of the pool"))],
    }
    return render(request, "web/growth.html", context)
