"""Allowance, awards and promotion from the record: what a year and all tours come to, and what is proposed."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from bihuan.domain.rewards import Earned, Proposal, proposals_of
from bihuan.rules.rewards import Ruling, rewards_on
from bihuan.teams.assessing import HOST_OF_MEMBER, UNIT_OF_TEAM, Year, appraisals, mean
from bihuan.teams.models import Assessment, Growth, Tour

DISCIPLINE, RECOGNITION, LEADER = "discipline", "recognition", "leader"


@dataclass(frozen=True)
class Rewarded:
    """Somebody's year with what is proposed for him."""

    year: Year
    earned: Earned
    proposal: Proposal


def rewards_of(authority_id: uuid.UUID, year: int, today: date) -> tuple[Ruling, list[Rewarded]]:
    """Return what is proposed for everybody who was in a team in a year, and the ruling it rests on."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    ruling, years = rewards_on(last), appraisals(authority_id, year, today)
    people = [one.inspector.id for one in years]
    until = Tour.objects.filter(authority_id=authority_id, inspector_id__in=people, from_on__lte=last)
    tours = list(until.order_by("from_on", "id"))
    ever, led = (
        Counter(one.inspector_id for one in tours),
        Counter(one.inspector_id for one in tours if one.seat == LEADER),
    )
    given = Growth.objects.filter(authority_id=authority_id, inspector_id__in=people, kind=RECOGNITION)
    praised = Counter(given.filter(from_on__range=(first, last)).values_list("inspector_id", flat=True))
    discipline = discipline_of(authority_id, [one for one in tours if one.until_on >= first])
    earned = [
        Earned(
            str(one.inspector.id),
            one.days,
            ever[one.inspector.id],
            led[one.inspector.id],
            praised[one.inspector.id],
            one.whole,
            discipline.get(one.inspector.id),
        )
        for one in years
    ]
    proposed = proposals_of(earned, ruling.terms)
    return ruling, [Rewarded(*three) for three in zip(years, earned, proposed, strict=True)]


def discipline_of(authority_id: uuid.UUID, tours: list[Tour]) -> dict[uuid.UUID, float]:
    """Return the mean of what people were scored for discipline: themselves, and their teams."""
    rows = Assessment.objects.filter(authority_id=authority_id, round_id__in={one.round_id for one in tours})
    own, team = defaultdict[object, list[float]](list), defaultdict[object, list[float]](list)
    for row in rows:
        score = float(json.loads(row.scores)[DISCIPLINE])
        if row.kind == HOST_OF_MEMBER:
            own[row.tour_id].append(score)
        elif row.kind == UNIT_OF_TEAM:
            team[(row.round_id, row.team)].append(score)
    told = defaultdict[uuid.UUID, list[float]](list)
    for one in tours:
        told[one.inspector_id] += [*own[one.id], *team[(one.round_id, one.team)]]
    means = {key: mean(scores) for key, scores in told.items()}
    return {key: value for key, value in means.items() if value is not None}
