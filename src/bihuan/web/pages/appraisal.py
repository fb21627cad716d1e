"""What a year comes to for everybody who was in a team: the appraisals, and what is proposed of them."""

from __future__ import annotations

import re

from django.http import QueryDict

from bihuan.domain.jurisdiction import Actor
from bihuan.rules.rewards import Ruling
from bihuan.teams.assessing import Year, appraisals
from bihuan.teams.rewarding import Rewarded, rewards_of

A_YEAR = re.compile("[1-9][0-9]{3}")


def year_asked(actor: Actor, query: QueryDict) -> int:
    """Return the year that an address asks for; this year where it asks for none."""
    wanted = query.get("year", "")
    return int(wanted) if A_YEAR.fullmatch(wanted) else actor.today.year


def appraised(actor: Actor, year: int) -> list[Year]:
    """Return everybody who was in a team in a year, the best scored first."""
    return sorted(appraisals(actor.authority_id, year, actor.today), key=lambda one: -(one.whole or 0))


def rewarded(actor: Actor, year: int) -> tuple[Ruling, list[Rewarded]]:
    """Return what is proposed for each of them, and by which numbers."""
    ruling, found = rewards_of(actor.authority_id, year, actor.today)
    found.sort(key=lambda one: (-(one.year.whole or 0), one.year.inspector.unit))
    return ruling, found
