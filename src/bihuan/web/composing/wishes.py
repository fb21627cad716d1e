"""What is asked of people in a composition so far, as the page tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bihuan.web.composing.page import Composed
from bihuan.web.words import team_said, word


@dataclass(frozen=True)
class Wished:
    """What repairs have to keep to, about one person."""

    who: str
    kind: str
    words: str


def wishes_told(composed: Composed) -> Iterator[Wished]:
    """Yield what was asked of people so far and still holds."""
    people = composed.fresh.people
    teams = {team.key: team_said(team.name) for team in composed.fresh.teams}
    told = composed.row.wishes
    for who in told.get("drop", ()):
        if who in people:
            yield Wished(who, _("without"), people[who].name)
    for who, group, seat in told.get("pin", ()):
        if who in people and group in teams:
            place = f"{teams[group]} {word('seat', seat) if seat else ''}".strip()
            yield Wished(who, _("pinned"), f"{people[who].name} · {place}")
    for who, group in told.get("forbid", ()):
        if who in people and group in teams:
            yield Wished(who, _("not in"), f"{people[who].name} · {teams[group]}")
