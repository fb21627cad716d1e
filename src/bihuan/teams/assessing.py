"""Two-way assessment: units and host score teams and members, teams their host; and what a year comes to."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.access.actions import NotYours, note, require
from bihuan.domain.glossary import ASPECTS_ASSESSED
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.numerals import natural
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.actions import organization_of
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.rounds import round_of
from bihuan.teams.declarations import answers_for, inspector_of_account
from bihuan.teams.inspectors import POOL_KEEPERS
from bihuan.teams.models import Assessment, Inspector, Tour

UNIT_OF_TEAM, HOST_OF_MEMBER, TEAM_OF_HOST = "unit_of_team", "host_of_member", "team_of_host"
LEAST, MOST = 0, 100


class ScoreOutside(ValueError):
    """A score that is none."""

    def __init__(self, aspect: str) -> None:
        self.aspect_scored = aspect
        super().__init__(f"{aspect}: a score lies between {LEAST} and {MOST}; correct it")


class NotOfThisRound(ValueError):
    """Somebody scores what he has nothing to do with."""

    def __init__(self) -> None:
        super().__init__("who scores has to be of this round; choose a team that has inspected there")


@deed
def assess(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    kind: str,
    team: str,
    tour_id: uuid.UUID | None,
    organization_id: uuid.UUID | None,
    scores: Mapping[str, int],
    remark: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Score the other side of an inspection; a later score of the same author takes the place of the earlier."""
    at = round_of(actor, round_id)
    refuse_outside(scores)
    tours = Tour.objects.filter(authority_id=actor.authority_id, round=at)
    role: Role | None = None
    tour, organization = None, None
    if kind == UNIT_OF_TEAM:
        role = require(actor, UNIT | POOL_KEEPERS, "assess")
        organization = organization_of(actor, organization_id) if organization_id else None
        visited = {one for row in tours.filter(team=team) for one in row.organizations}
        if organization is None or str(organization.id) not in visited:
            raise NotOfThisRound
        if role in UNIT and not answers_for(actor, organization):
            raise NotYours("assess", UNIT)
    elif kind == HOST_OF_MEMBER:
        role = require(actor, POOL_KEEPERS, "assess")
        tour = tours.filter(pk=tour_id).first() if tour_id else None
        if tour is None:
            raise NoSuchThing("tour", tour_id)
    else:
        own = inspector_of_account(actor)
        tour = tours.filter(inspector=own).first() if own else None
        if tour is None:
            raise NotOfThisRound
    earlier = Assessment.objects.filter(
        authority_id=actor.authority_id,
        round=at,
        kind=kind,
        team=team,
        tour=tour,
        organization=organization,
        by_id=actor.account_id,
    ).first()
    row = earlier or Assessment(
        authority_id=actor.authority_id,
        round=at,
        kind=kind,
        team=team,
        tour=tour,
        organization=organization,
        by_id=actor.account_id,
    )
    row.scores = json.dumps({aspect: scores[aspect] for aspect in sorted(scores)})
    row.remark, row.made_on = remark.strip(), actor.today
    told = {"assessment": row.id, "round": at.id, "kind": kind}
    return commit(note=note(actor, "assess", role, now, at.name, told=told), rows=[row])


def refuse_outside(scores: Mapping[str, int]) -> None:
    for aspect in ASPECTS_ASSESSED:
        if not LEAST <= scores.get(aspect, -1) <= MOST:
            raise ScoreOutside(aspect)


@dataclass(frozen=True)
class Year:
    """What a year comes to for one inspector: tours, days, the mean of what he was scored."""

    inspector: Inspector
    tours: int
    days: int
    led: int
    own: float | None
    team: float | None

    @property
    def whole(self) -> float | None:
        """The mean of his own score and his teams'."""
        known = [one for one in (self.own, self.team) if one is not None]
        return round(sum(known) / len(known), 1) if known else None


def mean_of(row: Assessment) -> float:
    """Return the mean of an assessment's scores."""
    told = scores_of(row)
    return sum(told.values()) / len(told)


@dataclass(frozen=True)
class Direction:
    """One direction of the assessment: what was scored, line by line, and what all of it comes to by aspect."""

    kind: str
    rows: tuple[Assessment, ...]

    @property
    def mean(self) -> float | None:
        return mean([mean_of(row) for row in self.rows])

    def by_aspect(self) -> list[float | None]:
        """Return the means of the aspects, in the order of the glossary."""
        told = [scores_of(row) for row in self.rows]
        return [mean([one[aspect] for one in told if aspect in one]) for aspect in ASPECTS_ASSESSED]


def scores_of(row: Assessment) -> dict[str, int]:
    """Return the scores of an assessment by aspect."""
    told: dict[str, int] = json.loads(row.scores)
    return told


def directions(rows: Sequence[Assessment]) -> list[Direction]:
    """Return assessments by direction: units of teams, the host of members, teams of the host."""
    kinds = (UNIT_OF_TEAM, HOST_OF_MEMBER, TEAM_OF_HOST)
    by_team = sorted(rows, key=lambda row: natural(row.team or (row.tour.team if row.tour else "")))
    return [Direction(kind, tuple(row for row in by_team if row.kind == kind)) for kind in kinds]


def hosts_assessed(authority_id: uuid.UUID, year: int) -> list[tuple[Round, Direction]]:
    """Return what the teams of each round of a year thought of their host."""
    rows = Assessment.objects.filter(authority_id=authority_id, kind=TEAM_OF_HOST, made_on__year=year)
    by_round: dict[Round, list[Assessment]] = defaultdict(list)
    for row in rows.select_related("round", "tour").order_by("round__from_on", "id"):
        by_round[row.round].append(row)
    return [(at, Direction(TEAM_OF_HOST, tuple(some))) for at, some in by_round.items()]


def appraisals(authority_id: uuid.UUID, year: int, today: date | None = None) -> list[Year]:
    """Return what a year comes to for everybody who was in a team, of a year that runs up to today."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), today or date.max)
    rows = Tour.objects.filter(authority_id=authority_id, from_on__lte=last, until_on__gte=first)
    tours = list(rows.select_related("inspector").order_by("from_on", "id"))
    own, team = defaultdict[uuid.UUID, list[float]](list), defaultdict[tuple[uuid.UUID, str], list[float]](list)
    wanted = {one.round_id for one in tours}
    for scored in Assessment.objects.filter(authority_id=authority_id, round_id__in=wanted):
        if scored.kind == HOST_OF_MEMBER and scored.tour_id:
            own[scored.tour_id].append(mean_of(scored))
        elif scored.kind == UNIT_OF_TEAM:
            team[(scored.round_id, scored.team)].append(mean_of(scored))
    by_person: dict[uuid.UUID, list[Tour]] = defaultdict(list)
    for one in tours:
        by_person[one.inspector_id].append(one)
    return [year_of(some, own, team, first, last) for some in by_person.values()]


def year_of(
    tours: Sequence[Tour],
    own: Mapping[uuid.UUID, list[float]],
    team: Mapping[tuple[uuid.UUID, str], list[float]],
    first: date,
    last: date,
) -> Year:
    days = sum(max(0, (min(one.ended_on or one.until_on, last) - max(one.from_on, first)).days + 1) for one in tours)
    mine = [score for one in tours for score in own.get(one.id, ())]
    teams = [score for one in tours for score in team.get((one.round_id, one.team), ())]
    led = sum(one.seat == "leader" for one in tours)
    return Year(tours[0].inspector, len(tours), days, led, mean(mine), mean(teams))


def mean(scores: Sequence[float]) -> float | None:
    return round(sum(scores) / len(scores), 1) if scores else None
