"""Why a round cannot be staffed: the smallest set of rules and teams in conflict, and the cheapest way out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from urllib.parse import unquote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.teams.instances import Instance, PoolEmpty, RoundEmpty, file_of, instance_of
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.composer import way
from bihuan.web.screens.placing import round_of
from bihuan.web.words import word

SECONDS = 20.0


def conflict(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Explain why a round cannot be staffed as it is asked, and what would have to give."""
    at = round_of(request, round_id)
    context: dict[str, object] = {"at": at, "crumbs": way(at, _("Conflict"))}
    try:
        found = instance_of(at)
    except (RoundEmpty, PoolEmpty) as refused:
        context["refusal"] = refusal_of(refused)
        return render(request, "web/conflict.html", context)
    from bihuan.teams.conflict import conflict_of
    from bihuan.teams.waiving import cheapest_way_out

    given = file_of(found.content, at.from_on).round
    told = conflict_of(given)
    context["conflict"] = told
    if told is not None:
        way_out = cheapest_way_out(given, seconds=SECONDS)
        names = {team.key: team.name for team in found.teams}
        context["rules"] = [word("staffing_rule", rule) for rule in told.rules]
        context["rows"] = [row_said(row, found) for row in told.rows]
        context["waivers"] = [
            (found.people[one.inspector], names[one.group], one.role, [word("staffing_rule", r) for r in one.rules])
            for one in way_out.waivers
        ]
        context["lacking"] = [(row_said(row, found), count) for row, count in way_out.lacking]
        context["proven"] = way_out.proven
    return render(request, "web/conflict.html", context)


def row_said(row: str, found: Instance) -> str:
    """Return a row of the round as people say it: the rule, and whom or which team it is about."""
    family, *parts = row.split("/")
    return " ".join([word("staffing_rule", family), *parts_said(parts, found)])


def parts_said(parts: list[str], found: Instance) -> Iterator[str]:
    teams = {team.key: _("team %(name)s") % {"name": team.name} for team in found.teams}
    for part in map(unquote, parts):
        if part in found.people:
            yield found.people[part].name
        elif part in teams:
            yield teams[part]
        elif not part.isdigit():
            yield part
