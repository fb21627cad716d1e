"""What an explanation of a conflict says to people: each demand, and of each seat in the way out what would open it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from django.urls import reverse
from django.utils.translation import ngettext

from bihuan.domain.eligibility import Rule
from bihuan.teams.instances import Instance
from bihuan.web.composing.page import remedy_of
from bihuan.web.words import team_said, word

BY_THE_TERMS = frozenset({Rule.OUT_OF_REACH, Rule.DAYS_AWAY})


@dataclass(frozen=True)
class Opening:
    """What keeps somebody out of a seat, what would let him in, and where that is done."""

    words: str
    remedy: str
    url: str


@dataclass(frozen=True)
class Uncallable:
    """How many of the pool a round cannot call for one reason, and where that changes."""

    words: str
    url: str


def demand_said(row: str, found: Instance) -> str:
    """Return a row of the round as people say it: what is asked, and of whom or which team."""
    family, *parts = row.split("/")
    return " ".join([word("staffing_demand", family), *parts_said(parts, found)])


def parts_said(parts: Sequence[str], found: Instance) -> Iterator[str]:
    teams = {team.key: team_said(team.name) for team in found.teams}
    for part in map(unquote, parts):
        if part in found.people:
            yield found.people[part].name
        elif part in teams:
            yield teams[part]
        elif not part.isdigit():
            yield part


def openings(found: Instance, inspector: str, rules: Sequence[str]) -> Iterator[Opening]:
    """Yield what would let somebody into a seat: a waiver only where recusal asks for one."""
    for rule in rules:
        if rule == Rule.UNAVAILABLE:
            why = found.unavailable.get(inspector, "away")
            yield Opening(word("unavailable", why), *remedy_of(why, found.round, inspector))
        elif rule in BY_THE_TERMS:
            yield Opening(word("staffing_rule", rule), *remedy_of(rule, found.round, inspector))
        else:
            yield Opening(word("staffing_rule", rule), *remedy_of("waivable", found.round, inspector))


def uncallable(found: Instance) -> Iterator[Uncallable]:
    """Yield why people of the pool cannot be called for the round, the most frequent reason first."""
    places = {"not_declared": reverse("recusal", args=[found.round.pk]), "away": reverse("pool") + "?state=away"}
    for why, count in Counter(found.unavailable.values()).most_common():
        said = ngettext("%(why)s: %(count)s person", "%(why)s: %(count)s people", count)
        yield Uncallable(said % {"why": word("unavailable", why), "count": count}, places.get(why, ""))
