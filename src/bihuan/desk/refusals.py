"""Every anticipated no as one kind: the status, a stable code, a title. Pages and API tell it alike.

May not (403), no such thing (404), not now (409) and what cannot be used (422) are answers that never blur.
"""

from __future__ import annotations

from enum import Enum

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404

from bihuan.closeout.actions import AlreadyGiven
from bihuan.desk.performing import FormRefused, NoSuchDeed, NotSeen
from bihuan.domain.layers import PacksContradict
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused
from bihuan.domain.reorganisation import FedBackAlready
from bihuan.domain.rulebook import PackSilent, PacksMissing, RuleMissing
from bihuan.domain.turns import AssessedAlready
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.consequences import FollowedAlready, ProposedAlready
from bihuan.evaluation.grave import GraveAlready
from bihuan.evaluation.leaders import NothingToTellOf
from bihuan.evaluation.look_backs import OpenedAlready
from bihuan.evaluation.people_counts import CountedAlready
from bihuan.evaluation.recurrence import LinkedAlready
from bihuan.evaluation.scoring import HandedInAlready, ScoringOpen
from bihuan.evaluation.three_party import PartiesToldAlready, PartyHasSpoken
from bihuan.feedback.actions import AlreadySent
from bihuan.feedback.looking import LookedAlready
from bihuan.fieldwork.fixing import EnteredAlready
from bihuan.fieldwork.guiding import GuideInUseAlready, GuideUnchanged, WithdrawnAlready
from bihuan.fieldwork.keeping import ReviewedAlready
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.clock import ClockMoved
from bihuan.ledger.door import ChangedMeanwhile, HeldElsewhere, KeyMalformed, KeyReused
from bihuan.ledger.store import StoreFull, fault_of
from bihuan.papers.numbers import AlreadyVoid
from bihuan.rectification.filed import PartyHasIt, StatedAlready
from bihuan.rectification.measures import AlreadyAsked
from bihuan.rectification.meetings import AlreadyHeld
from bihuan.rectification.periodic import PeriodicSigned
from bihuan.rectification.reports import AlreadySigned
from bihuan.rules.documents import PackError, PackUnreadable
from bihuan.rules.library import NoSuchText, VersionThere, VersionWithdrawn
from bihuan.rules.packs import PackNamedTwice
from bihuan.supervision.actions import AlreadyChecked


class Kind(Enum):
    """A sort of refusal: status, code, title."""

    MAY_NOT = (403, "may_not", "Your role may not do this")
    NO_SUCH_THING = (404, "no_such_thing", "Not found")
    NO_SUCH_STEP = (404, "no_such_step", "No such step at this stage")
    NO_SUCH_DEED = (404, "no_such_deed", "No such deed")
    NOT_NOW = (409, "not_now", "Not now: conditions are not met")
    ALREADY_DONE = (409, "already_done", "This stands already")
    CHANGED_MEANWHILE = (409, "changed_meanwhile", "Somebody else changed it meanwhile")
    HELD_ELSEWHERE = (409, "held_elsewhere", "Another installation holds this")
    NOT_SEEN = (428, "not_seen", "Say which version you saw")
    NO_RULE = (409, "no_rule", "The rules that bind this dossier are silent")
    KEY_UNUSABLE = (400, "key_unusable", "The idempotency key is missing or is none")
    KEY_REUSED = (422, "key_reused", "The idempotency key was used for another deed")
    FORM_REFUSED = (422, "form_refused", "The form cannot be used")
    UNUSABLE = (422, "unusable", "What was told cannot be used")
    STORE_FULL = (507, "store_full", "The server can keep nothing now")
    STORE_AWAY = (503, "store_away", "The database does not answer")
    CLOCK_WRONG = (503, "clock_wrong", "The clock of the server is wrong")

    def __init__(self, status: int, code: str, title: str) -> None:
        self.status, self.code, self.title = status, code, title


# the first line that fits holds; the order goes from the narrow to the wide
_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Kind], ...] = (
    (StepRefused, Kind.NOT_NOW),
    (ChangedMeanwhile, Kind.CHANGED_MEANWHILE),
    (HeldElsewhere, Kind.HELD_ELSEWHERE),
    (ClockMoved, Kind.CLOCK_WRONG),
    (MayNot, Kind.MAY_NOT),
    (PermissionDenied, Kind.MAY_NOT),
    (NoSuchStep, Kind.NO_SUCH_STEP),
    (NoSuchDeed, Kind.NO_SUCH_DEED),
    ((NoSuchThing, NoSuchText, ObjectDoesNotExist, Http404), Kind.NO_SUCH_THING),
    ((PackUnreadable, PackNamedTwice, PacksContradict), Kind.UNUSABLE),
    ((RuleMissing, PacksMissing, PackSilent, PackError), Kind.NO_RULE),
    (KeyMalformed, Kind.KEY_UNUSABLE),
    (KeyReused, Kind.KEY_REUSED),
    (NotSeen, Kind.NOT_SEEN),
    (FormRefused, Kind.FORM_REFUSED),
    (
        (
            *(AlreadyGiven, AlreadyAsked, AlreadyChecked, AlreadyHeld, AlreadySent, AlreadySigned, AlreadyVoid),
            *(PartyHasIt, StatedAlready, PeriodicSigned, PartyHasSpoken, PartiesToldAlready),
            AssessedAlready,
            *(CountedAlready, FollowedAlready, GraveAlready, HandedInAlready, LinkedAlready, ProposedAlready),
            *(ScoringOpen, NothingToTellOf, OpenedAlready, FedBackAlready),
            *(EnteredAlready, LookedAlready, ReviewedAlready),
            *(VersionThere, VersionWithdrawn),
            *(GuideInUseAlready, GuideUnchanged, WithdrawnAlready),
        ),
        Kind.ALREADY_DONE,
    ),
    ((Unreadable, ValidationError), Kind.UNUSABLE),
)


def kind_of(error: Exception) -> Kind | None:
    """Return what sort of refusal an exception is; None where nobody anticipated it."""
    for classes, kind in _KINDS:
        if isinstance(error, classes):
            return kind
    if fault := fault_of(error):
        return Kind.STORE_FULL if isinstance(fault, StoreFull) else Kind.STORE_AWAY
    if is_of_the_house(error) and isinstance(error, PermissionError):
        return Kind.MAY_NOT
    if is_of_the_house(error) and isinstance(error, ValueError):
        return Kind.UNUSABLE
    return None


def is_of_the_house(error: Exception) -> bool:
    """True for a refusal that Bihuan defines itself; a ValueError of a library is a fault, not a refusal."""
    return type(error).__module__.startswith("bihuan.")


def what_and_remedy(error: Exception) -> tuple[str, str]:
    """Return a refusal's own words in two parts: what is wrong and where, and what to do."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages), "correct it and send it again"
    what, _semicolon, remedy = str(fault_of(error) or error).rpartition("; ")
    return (what, remedy) if what else (str(error), "")
