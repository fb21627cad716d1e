"""How each inspection of the demo goes: when, how far, and what becomes of its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of one finding by today."""

    SIGNED_OFF = "signed_off"
    SIGNED_OFF_AT_SECOND = "signed_off_at_second"
    REQUESTED = "requested"
    RETURNED_TWICE = "returned_twice"
    REOPENED = "reopened"
    LONG_TERM = "long_term"
    LONG_TERM_WAITING = "long_term_waiting"
    OVERDUE = "overdue"
    YELLOW = "yellow"
    GREEN = "green"
    LATER = "later"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_APPROVED = "extension_approved"
    EXTENSION_REFUSED = "extension_refused"
    UNPLANNED = "unplanned"


class Goes(StrEnum):
    """How far a dossier has come."""

    PLANNED = "planned"
    ON_SITE = "on_site"
    REPORTING = "reporting"
    LOOKED_OVER = "looked_over"
    IMPORTED = "imported"
    FED_BACK = "fed_back"
    PLAN_SUBMITTED = "plan_submitted"
    PLAN_RETURNED = "plan_returned"
    AT_WORK = "at_work"
    EVALUATED_ONCE = "evaluated_once"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Head(StrEnum):
    """What happens to the head's post during the rectification."""

    STAYS = "stays"
    CHANGES = "changes"
    ACTING = "acting"


@dataclass(frozen=True)
class Story:
    """One way an inspection goes; days count back from today. `fates` are dealt out in turn, the last one repeats."""

    goes: Goes
    feedback_before: int
    fates: Sequence[Fate]
    head: Head = Head.STAYS
    signs_on_paper: bool = False
    returned: bool = False
    excepted: bool = False
    taken_over: bool = False
    gaps: bool = False


S, T, LONG, WAITING = Fate.SIGNED_OFF, Fate.SIGNED_OFF_AT_SECOND, Fate.LONG_TERM, Fate.LONG_TERM_WAITING
DONE = (S, S, T, LONG, S, S, S, T, LONG, S)
MIXED = (
    *(S, Fate.OVERDUE, S, Fate.REQUESTED, Fate.YELLOW, S, Fate.RETURNED_TWICE, Fate.GREEN, LONG, T),
    *(Fate.EXTENSION_ASKED, WAITING, S, Fate.REOPENED, Fate.EXTENSION_APPROVED, Fate.OVERDUE, S, Fate.REQUESTED),
    *(Fate.EXTENSION_REFUSED, Fate.YELLOW, S, Fate.GREEN, Fate.LATER, Fate.OVERDUE, S, Fate.LATER),
)
OLD = (S, S, Fate.OVERDUE, T, LONG, Fate.RETURNED_TWICE, S, WAITING, Fate.EXTENSION_APPROVED, S, Fate.REOPENED, S)
BLOCKED = (S, S, WAITING, S, T, S, LONG, S, Fate.REQUESTED, S, S)
NEW = (Fate.LATER,)

STORIES: Mapping[str, Story] = {
    "closed": Story(Goes.CLOSED, 345, DONE),
    "closed_new_head": Story(Goes.CLOSED, 340, DONE, head=Head.CHANGES),
    "closed_acting_head": Story(Goes.CLOSED, 338, DONE, head=Head.ACTING),
    "closed_after_return": Story(Goes.CLOSED, 348, DONE, returned=True),
    "closed_on_paper": Story(Goes.CLOSED, 335, DONE, signs_on_paper=True),
    "closed_by_exception": Story(Goes.CLOSED, 330, (S,), excepted=True),
    "under_review_blocked": Story(Goes.REPORTED, 325, BLOCKED, gaps=True),
    "under_review_signing": Story(Goes.ACCEPTED, 320, DONE),
    "returned": Story(Goes.REPORTED, 322, (*DONE, WAITING), head=Head.CHANGES, returned=True),
    "long_running": Story(Goes.EVALUATED_ONCE, 318, OLD),
    "taken_over": Story(
        Goes.AT_WORK, 300, (S, S, Fate.OVERDUE, LONG, S, Fate.GREEN, S, Fate.REQUESTED), taken_over=True
    ),
    "rectifying_busy": Story(Goes.AT_WORK, 84, MIXED),
    "plan_returned": Story(Goes.PLAN_RETURNED, 30, NEW),
    "plan_submitted": Story(Goes.PLAN_SUBMITTED, 19, NEW),
    "fed_back": Story(Goes.FED_BACK, 6, (Fate.LATER, Fate.UNPLANNED)),
    "imported": Story(Goes.IMPORTED, 0, ()),
    "towards_feedback": Story(Goes.LOOKED_OVER, 0, ()),
    "reporting": Story(Goes.REPORTING, 0, ()),
    "on_site": Story(Goes.ON_SITE, 0, ()),
    "planned": Story(Goes.PLANNED, 0, ()),
}


def fate_of(story: Story, place: int) -> Fate:
    """Return what becomes of the finding in a place."""
    return story.fates[place % len(story.fates)] if story.fates else Fate.UNPLANNED
