"""The ranking of a round, a year or a category: by the latest evaluation of each dossier that stands.

A score that lacks a part is not ranked among whole ones; it is listed beside them with what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from bihuan.domain.evaluation import HUNDREDTHS
from bihuan.domain.ranking import figures, percent, ranks, rounded
from bihuan.domain.rulebook import in_force
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import chosen_packs
from bihuan.evaluation.facts import full_of, hundredths_of, standing_of_many, stands_whole
from bihuan.evaluation.forms import STARTING_PACK
from bihuan.evaluation.models import Evaluation
from bihuan.evaluation.three_in_one import lacking_of
from bihuan.organizations.own_packs import pack_named

LEAST = "evaluation/statistics_least"


@dataclass(frozen=True)
class Ranked:
    """One dossier in its place."""

    rank: int
    inspection: Inspection
    evaluation: Evaluation
    percent: Decimal

    @property
    def score(self) -> Decimal:
        """Return the score in marks."""
        return hundredths_of(self.evaluation) / HUNDREDTHS


@dataclass(frozen=True)
class Unranked:
    """One dossier whose score lacks parts; where it lacks none, they only wait to be combined."""

    inspection: Inspection
    evaluation: Evaluation
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """All of them, with mean and median where they are many enough; and those whose score is not whole yet."""

    rows: tuple[Ranked, ...]
    unranked: tuple[Unranked, ...]
    mean: Decimal | None
    median: Decimal | None
    least: int


def least_of(authority_id: UUID, today: date) -> int:
    """Return how many scores a mean needs, by the packs that the authority has chosen."""
    chosen = [pack for pack in chosen_packs(authority_id) if pack != STARTING_PACK]
    rules = in_force([pack_named(authority_id, pack_id) for pack_id in (STARTING_PACK, *chosen)], today)
    return rules.need(LEAST).value_as(int)


def ranking_of(authority_id: UUID, dossiers: Iterable[Inspection], today: date) -> Ranking:
    """Rank dossiers by their latest evaluations; those without one have no place."""
    by_id = {row.id: row for row in dossiers}
    latest = {one.id: row for one, row in standing_of_many(list(by_id.values()))}
    whole = [row for one, row in latest.items() if stands_whole(row, by_id[one])]
    scored: list[tuple[Fraction, Evaluation]] = sorted(
        ((percent(hundredths_of(row), full_of(row)), row) for row in whole),
        key=lambda pair: (-pair[0], by_id[pair[1].inspection_id].organization_name),
    )
    scores = [score for score, _row in scored]
    least = least_of(authority_id, today)
    told = figures(scores, least)
    ranked = tuple(
        Ranked(rank, by_id[row.inspection_id], row, rounded(score))
        for rank, (score, row) in zip(ranks(scores), scored, strict=True)
    )
    unranked = tuple(
        Unranked(by_id[one], row, lacking_of(by_id[one], row, today))
        for one, row in latest.items()
        if not stands_whole(row, by_id[one])
    )
    return Ranking(ranked, unranked, told[0] if told else None, told[1] if told else None, least)
