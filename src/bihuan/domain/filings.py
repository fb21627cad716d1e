"""Reporting up: which papers are owed to the level above, by when, and how each stands.

An event (a plan adopted, a round begun or over, a hearing, a year gone) owes a paper; the packs say within how many
days. A paper that was sent is no longer owed; what awaits its receipt is followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class FilingKind(StrEnum):
    """What is filed."""

    TERM_PLAN = "term_plan"
    YEAR_PLAN = "year_plan"
    ROUND_PLAN = "round_plan"
    SPEECH = "speech"
    ROUND_REPORT = "round_report"
    YEAR_REPORT = "year_report"
    RECTIFICATION = "rectification"
    STATISTICS = "statistics"


class FilingState(StrEnum):
    """How a filing stands."""

    OWED = "owed"
    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True)
class Event:
    """Something that owes a paper: of which kind, about what, since when."""

    kind: FilingKind
    about: str  # the id of a term, round or hearing; with a year where it is one of many
    name: str
    on: date


@dataclass(frozen=True)
class Owed:
    """A paper that is owed and not registered yet."""

    event: Event
    due_on: date


def due_on(kind: FilingKind, on: date, days: Mapping[FilingKind, int]) -> date | None:
    """Return by when a paper is due; the day of the event is not counted. None where the packs say nothing."""
    return on + timedelta(days=days[kind]) if kind in days else None


def owed(
    events: Iterable[Event], registered: Iterable[tuple[FilingKind, str]], days: Mapping[FilingKind, int], today: date
) -> tuple[Owed, ...]:
    """Return what is owed up to today and not registered, what is due first in front."""
    there = set(registered)
    found = [
        Owed(event, due)
        for event in events
        if event.on <= today and (event.kind, event.about) not in there
        for due in [due_on(event.kind, event.on, days)]
        if due is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.event.kind, one.event.name)))


def state_of(*, sent_on: date | None, received_on: date | None) -> FilingState:
    """Return how a registered filing stands."""
    if received_on is not None:
        return FilingState.RECEIVED
    return FilingState.SENT if sent_on is not None else FilingState.OWED
