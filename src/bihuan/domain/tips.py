"""What the public sends, once it is inside: when a door may be open, where a tip stands, what may not be taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.roles import TEAM, Role

SHORTEST_PASSPHRASE = 12  # characters: it alone stands between the store and what people told in confidence
DOOR_KEEPERS = frozenset({Role.TEAM_LEADER, Role.DEPUTY})  # who open and close a door, and choose its passphrase
TIP_READERS = TEAM
COURIERS = TEAM | {Role.OFFICE}  # who hang up the poster and carry files; they need no passphrase
OPENED_AT = frozenset({InspectionStage.PLANNED, InspectionStage.ON_SITE, InspectionStage.REPORTING})


class TipState(StrEnum):
    """Where a tip stands. A tip that led to the clue register is settled like any other that was dealt with."""

    NEW = "new"
    ANSWERED = "answered"
    SETTLED = "settled"


LEAD, OTHER = "lead", "other"
TOLD_WAYS = ("passed", "answered", OTHER)  # that somebody states; a lead is a working paper that was begun


class SettledMeanwhile(ValueError):
    """A colleague has said how a tip was dealt with, and this author did not know."""

    def __init__(self, name: str, on: date, tip_way: str) -> None:
        self.name, self.on, self.tip_way = name, on, tip_way
        super().__init__(f"{name} settled it on {on} ({tip_way}); look at it, and send again if yours is still needed")


def refuse_unseen_settlement(there: Sequence[tuple[str, date, str]], seen: int) -> None:
    """Refuse to settle a tip over settlements (by whom, when, how) of which the author saw only the first so many."""
    if len(there) > seen:
        raise SettledMeanwhile(*there[-1])


def last_day(until_on: date | None, ended_on: date | None) -> date | None:
    """Return the last day on which the public page takes something; None while there is no end.

    What was ended takes nothing from that very day on, and ending it late never opens it again.
    """
    days = [until_on] if until_on else []
    return min([*days, ended_on - timedelta(days=1)] if ended_on else days, default=None)


def fault_of_box(*, case: str, said_case: str, day: date, opened_on: date, today: date) -> str:
    """Return why a box that opens is not taken all the same; nothing where it is."""
    if said_case != case:
        return "moved"
    if day < opened_on:
        return "early"
    return "ahead" if day > today else ""
