"""The letter of authorisation, made from the rows: nothing of it is typed a second time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bihuan.domain.glossary import say_team
from bihuan.domain.numerals import natural
from bihuan.organizations.models import Authority, Organization
from bihuan.papers.filling import filled
from bihuan.papers.kinds import kind_of
from bihuan.papers.making import Printed, paper_of, printed
from bihuan.teams.models import Authorisation, Tour

KIND = "authorisation"


def letter_of(row: Authorisation, suffix: str) -> Printed:
    """Return the letter as .docx or .pdf."""
    kind = kind_of(KIND)
    return printed(paper_of(kind, filled(kind, values_of(row), row.round.name)), suffix)


def values_of(row: Authorisation) -> dict[str | int, Any]:
    """Return what the letter tells."""
    return {
        "issuer": Authority.objects.get(authority_id=row.authority_id).name,
        "number": row.number,
        "date": row.decided_on,
        "round": row.round.name,
        "decided_by": row.decided_by,
        "decided_on": row.decided_on,
        "from": row.from_on,
        "until": row.until_on,
        "teams": list(teams_told(row)),
    }


def teams_told(row: Authorisation) -> Iterator[dict[str, Any]]:
    """Yield the teams with the names of their people and of what they inspect."""
    tours = Tour.objects.filter(authority_id=row.authority_id, authorisation=row, ended_on=None)
    by_team: dict[str, list[Tour]] = {}
    for tour in tours.select_related("inspector").order_by("id"):
        by_team.setdefault(tour.team, []).append(tour)
    rows = Organization.objects.filter(authority_id=row.authority_id)
    names = {str(one): name for one, name in rows.values_list("id", "name")}
    for team, people in sorted(by_team.items(), key=lambda one: natural(one[0])):
        called: dict[str, list[str]] = {"leader": [], "deputy": [], "member": []}
        for one in people:
            called[one.seat].append(one.inspector.name)
        told: dict[str, Any] = {
            "name": say_team(team).zh,
            "organizations": [names[one] for one in people[0].organizations if one in names],
            "leader": "".join(called["leader"][:1]),
            "deputies": called["deputy"],
            "members": called["member"],
        }
        yield {name: value for name, value in told.items() if value}
