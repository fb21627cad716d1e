"""The weight of a dossier in a surprise draw: points for what its facts show, by the rules of a pack, never by hand.

The weight is a chance of being looked at again, not a verdict on a unit. It speaks of an organization's rectification
only, never of a person.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTED = ("overdue", "not_true", "not_done", "sent_back", "reopened")


@dataclass(frozen=True)
class RiskFacts:
    """What is known of a dossier: counts of findings and answers, the last mark in percent, days."""

    overdue: int
    not_true: int
    not_done: int
    sent_back: int
    reopened: int
    mark_percent: int | None
    days_running: int
    days_unseen: int


@dataclass(frozen=True)
class Each:
    """Points for each of something, at most so many."""

    points: int
    most: int


@dataclass(frozen=True)
class Below:
    """Points where a mark is below so many percent."""

    below_percent: int
    points: int


@dataclass(frozen=True)
class After:
    """Points where something lasts longer than so many days."""

    after_days: int
    points: int


@dataclass(frozen=True)
class RiskTerms:
    """The rules of the weights, as a pack has them on a day."""

    base: int
    overdue: Each
    not_true: Each
    not_done: Each
    sent_back: Each
    reopened: Each
    low_mark: Below
    long_running: After
    unseen: After


def factors_of(facts: RiskFacts, terms: RiskTerms) -> dict[str, int]:
    """Return the points that make a weight, by what they are for; the weight is their sum."""
    points = {"base": terms.base}
    for name in COUNTED:
        each: Each = getattr(terms, name)
        points[name] = each.points * min(getattr(facts, name), each.most)
    if facts.mark_percent is not None and facts.mark_percent < terms.low_mark.below_percent:
        points["low_mark"] = terms.low_mark.points
    if facts.days_running > terms.long_running.after_days:
        points["long_running"] = terms.long_running.points
    if facts.days_unseen > terms.unseen.after_days:
        points["unseen"] = terms.unseen.points
    return {name: value for name, value in points.items() if value}
