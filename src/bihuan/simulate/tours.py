"""The rounds behind us: who toured in their teams, what both sides thought of it, and what a year of it led to."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from random import Random
from typing import Any

from bihuan.domain.glossary import ASPECTS_ASSESSED
from bihuan.dossiers.models import Round
from bihuan.planning.models import Placement
from bihuan.simulate.founding import LASTED, County, shown_team
from bihuan.simulate.plans import TEAMS, team_login
from bihuan.simulate.pool import authorise, composed, declare_for, signing_in
from bihuan.simulate.setting import days
from bihuan.simulate.vocabulary import places
from bihuan.teams.assessing import HOST_OF_MEMBER, TEAM_OF_HOST, UNIT_OF_TEAM, assess
from bihuan.teams.growth import record_growth
from bihuan.teams.inspectors import pool_of
from bihuan.teams.models import Tour

POOR_EVERY, UNSCORED = 11, 2  # one in so many was scored low in discipline; the last are scored by nobody yet
FRESH_EVERY = 5  # once there were tours, most of those called have been on one
GOOD, BEST, POOR = 84, 99, 72
GROWN_EVERY = 4  # one kind of growth after the other, for one in so many


def last_round(county: County) -> Round | None:
    """Return the round that began last, where it has organizations to be staffed."""
    rows = Round.objects.filter(authority_id=county.cast.authority_id, from_on__lte=county.clock.day)
    at = rows.order_by("-from_on").first()
    return at if at is not None and visited(at) else None


def visited(at: Round) -> int:
    return Placement.objects.filter(authority_id=at.authority_id, round=at, removed_on=None).count()


def staff_the_round(county: County) -> None:
    """Compose, authorise and announce the teams of the round that begins; everybody pledges."""
    at = last_round(county)
    if at is None:
        return
    people = pool_of(at.authority_id)
    known = set(Tour.objects.filter(authority_id=at.authority_id).values_list("inspector_id", flat=True))
    again = [one for number, one in enumerate(people) if one.id in known or one.account_id or number % FRESH_EVERY == 0]
    declare_for(county, at, again if known else people)
    until = at.until_on or at.from_on + days(LASTED)
    seats = [(team_login(team), team, "leader") for team in range(TEAMS)]
    if known:
        seats += [(login, shown_team(), login) for login in ("deputy", "member")]
    authorise(county, at, composed(county, at, seats), until=until, unpledged=0)


def look_back_on_the_round(county: County) -> None:
    """Let units score their team, the host its members, a member the host; and record what came of it."""
    at = last_round(county)
    if at is None:
        return
    chance = Random(f"{county.clock.prefix} {at.name}")
    rows = Tour.objects.filter(authority_id=at.authority_id, round=at).select_related("inspector")
    tours = list(rows.order_by("team", "seat", "id"))
    for team, organizations in sorted({one.team: one.organizations for one in tours}.items()):
        for one in organizations:
            told: dict[str, Any] = {"kind": UNIT_OF_TEAM, "team": team, "organization_id": uuid.UUID(one)}
            score(county, at, chance, remark=places()["pool"]["of_team"], **told)
    for number, tour in enumerate(tours[: len(tours) - UNSCORED], start=1):
        told = {"kind": HOST_OF_MEMBER, "team": tour.team, "tour_id": tour.id}
        score(county, at, chance, is_poor=number % POOR_EVERY == 0, **told)
    for own, login in signing_in(county, tours):
        told = {"kind": TEAM_OF_HOST, "tour_id": own.id}
        score(county, at, chance, by=login, remark=places()["pool"]["of_host"], **told)
    grow(county, tours)


def score(county: County, at: Round, chance: Random, *, by: str = "office", is_poor: bool = False, **told: Any) -> None:
    scores = {aspect: chance.randint(GOOD, BEST) for aspect in ASPECTS_ASSESSED}
    scores |= {"discipline": POOR} if is_poor else {}
    plain: dict[str, Any] = {"team": "", "tour_id": None, "organization_id": None, "remark": ""}
    now, key = county.clock.tick()
    actor = county.cast.on(by, county.clock.day)
    assess(actor=actor, round_id=at.id, scores=scores, **plain | told, now=now, key=key)


def grow(county: County, tours: list[Tour]) -> None:
    """Record what the round led to for its people, one kind after the other."""
    said: Mapping[str, str] = places()["pool"]["grown"]
    kinds = list(said)
    for number, tour in enumerate(tours[::GROWN_EVERY]):
        kind = kinds[number % len(kinds)]
        plain: dict[str, Any] = {"mentor_id": None, "days": 0, "from_on": county.clock.day, "until_on": None}
        county.keep(record_growth, inspector_id=tour.inspector_id, kind=kind, title=said[kind], **plain)
