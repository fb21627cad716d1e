"""What a record of tours and scores leads to: allowance, and who is proposed for awards and promotion, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """What proposals rest on; numbers of a pack."""

    allowance_fen_a_day: int
    award_from_score: int
    award_share_percent: int
    promotion_from_score: int
    promotion_tours: int
    discipline_least: int


@dataclass(frozen=True)
class Earned:
    """What somebody's year and record come to."""

    key: str
    days: int
    tours_ever: int
    led_ever: int
    recognitions: int
    score: float | None
    discipline: float | None


@dataclass(frozen=True)
class Proposal:
    """What is proposed for somebody, and the codes of why or why not (glossary REWARDS)."""

    key: str
    allowance_fen: int
    award: bool
    promotion: bool
    reasons: tuple[str, ...]


def proposals_of(people: Sequence[Earned], terms: Terms) -> tuple[Proposal, ...]:
    """Return what is proposed for each; awards go to the best scores, equal ones together, within the share."""
    fit = [one for one in people if is_scored_from(one, terms.award_from_score) and is_disciplined(one, terms)]
    most = len(people) * terms.award_share_percent // 100
    awarded = {one.key for one in fit if standing(one, fit) < most}
    return tuple(proposed(one, terms, is_awarded=one.key in awarded) for one in people)


def standing(one: Earned, among: Sequence[Earned]) -> int:
    """Return how many of these are at least as good, himself apart: whoever ties at the edge is left out together."""
    return sum((other.score or 0) >= (one.score or 0) for other in among) - 1


def is_scored_from(one: Earned, least: int) -> bool:
    return one.score is not None and one.score >= least


def is_disciplined(one: Earned, terms: Terms) -> bool:
    return one.discipline is None or one.discipline >= terms.discipline_least


def proposed(one: Earned, terms: Terms, *, is_awarded: bool) -> Proposal:
    served = one.tours_ever >= terms.promotion_tours
    good = is_scored_from(one, terms.promotion_from_score)
    promotion = served and good and is_disciplined(one, terms)
    reasons = (
        *(("unscored",) if one.score is None else ()),
        *(("discipline",) if not is_disciplined(one, terms) else ()),
        *(("best",) if is_awarded else ()),
        *(("beyond_share",) if not is_awarded and is_scored_from(one, terms.award_from_score) else ()),
        *(("served",) if promotion else ("too_few_tours",) if good and not served else ()),
        *(("led",) if one.led_ever and promotion else ()),
        *(("recognised",) if one.recognitions else ()),
    )
    return Proposal(one.key, one.days * terms.allowance_fen_a_day, is_awarded, promotion, reasons)
