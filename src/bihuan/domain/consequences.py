"""What may follow from an evaluation: proposed by rule, decided by a person with reasons, tracked to its record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.roles import UNIT, Role


class Consequence(StrEnum):
    """What may follow, from the mildest to the gravest."""

    LOOK_BACK = "look_back"
    SECOND_LOOK_BACK = "second_look_back"
    TALK = "talk"
    MEETING_AGAIN = "meeting_again"
    PUBLICATION_PARTY = "publication_party"
    PUBLICATION_PUBLIC = "publication_public"
    ACCOUNTABILITY = "accountability"
    VETO = "veto"


class Ground(StrEnum):
    """Why something is proposed; what only a person can know (that he is not at ease) no rule finds."""

    UNEASY = "uneasy"
    NO_FLOOR = "no_floor"
    NOT_SOLID = "not_solid"
    LOW_SCORE = "low_score"
    GRAVE = "grave"
    OTHER = "other"


TAKEN_BACK = frozenset({Ground.LOW_SCORE, Ground.GRAVE})  # a person can withdraw what these grounds rest on
PUBLICATIONS = frozenset({Consequence.PUBLICATION_PARTY, Consequence.PUBLICATION_PUBLIC})
ONLY_WHERE_GRAVE = frozenset({Consequence.ACCOUNTABILITY, Consequence.VETO})


@dataclass(frozen=True)
class ConsequenceTerms:
    """When something is proposed: below a score in percent, or on grounds; `only_grave`: in grave cases only."""

    below_percent: int | None = None
    grounds: tuple[str, ...] = ()
    only_grave: bool = False


@dataclass(frozen=True)
class Standing:
    """A dossier as the rules of consequences see it."""

    percent: int | None  # of the latest evaluation that stands, whole percent rounded down
    is_look_back: bool
    is_grave: bool
    no_floor: bool  # findings opened again or past their day, and not settled since
    not_solid: bool  # the latest check saw something not done, or not true


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a dossier, on which grounds, under which clause."""

    consequence: Consequence
    grounds: tuple[Ground, ...]
    basis: str


def grounds_of(terms: ConsequenceTerms, standing: Standing) -> tuple[Ground, ...]:
    """Return the grounds on which terms propose something for a dossier; none where they do not."""
    if terms.only_grave and not standing.is_grave:
        return ()
    found: list[Ground] = []
    seen = {Ground.NO_FLOOR: standing.no_floor, Ground.NOT_SOLID: standing.not_solid, Ground.GRAVE: standing.is_grave}
    found += [ground for ground, is_there in seen.items() if is_there and ground in terms.grounds]
    if terms.below_percent is not None and standing.percent is not None and standing.percent < terms.below_percent:
        found.append(Ground.LOW_SCORE)
    return tuple(found)


def proposals_of(
    rules: Mapping[Consequence, tuple[ConsequenceTerms, str]], standing: Standing, had: Collection[str]
) -> tuple[Proposal, ...]:
    """Return what the rules propose; `had` is proposed or decided already and not proposed again.

    Where the inspection was a look-back itself, a second one is proposed in its place.
    """
    found = []
    for consequence in Consequence:
        other_turn = Consequence.LOOK_BACK if standing.is_look_back else Consequence.SECOND_LOOK_BACK
        if consequence not in rules or consequence in had or consequence is other_turn:
            continue
        terms, basis = rules[consequence]
        grounds = grounds_of(terms, standing)
        if grounds:
            found.append(Proposal(consequence, grounds, basis))
    return tuple(found)


class OnlyWhereGrave(ValueError):
    """Accountability and veto are for grave cases."""

    def __init__(self, consequence: str) -> None:
        self.consequence = consequence
        super().__init__(f"{consequence} is for grave cases; mark the case grave with reasons first, or decline")


class NotMarkedGrave(ValueError):
    """That a case is grave is no ground where nobody has marked it so."""

    def __init__(self) -> None:
        super().__init__("the case is not marked grave; mark it with reasons first, or name another ground")


class ScoreNotLow(ValueError):
    """A low score is a ground where the score is low."""

    def __init__(self, percent: int, below: int) -> None:
        self.percent, self.below = percent, below
        super().__init__(f"the score is {percent} percent, low is below {below}; name another ground")


class NoScoreYet(ValueError):
    """A low score is no ground where there is no whole evaluation."""

    def __init__(self) -> None:
        super().__init__("there is no whole evaluation and so no low score; evaluate first, or name another ground")


def refuse_proposal(consequence: Consequence, ground: str, standing: Standing, lines: Collection[int]) -> None:
    """Refuse what could never be adopted, and a ground that is not there; `lines`: below which a score is low."""
    if consequence in ONLY_WHERE_GRAVE and not standing.is_grave:
        raise OnlyWhereGrave(consequence)
    if ground == Ground.GRAVE and not standing.is_grave:
        raise NotMarkedGrave
    if ground == Ground.LOW_SCORE:
        if standing.percent is None:
            raise NoScoreYet
        if not is_low(standing.percent, lines):
            raise ScoreNotLow(standing.percent, max(lines))


def is_low(percent: int | None, lines: Collection[int]) -> bool:
    """True for a score below one of the lines; where no rule draws one, whoever proposes calls it low."""
    return percent is not None and (not lines or percent < max(lines))


def rests_on(consequence: str, grounds: Collection[str]) -> frozenset[Ground]:
    """Return the grounds of a consequence that can be taken back; what is for grave cases rests on the mark anyhow."""
    own = frozenset(ground for ground in TAKEN_BACK if ground in grounds)
    return own | {Ground.GRAVE} if consequence in ONLY_WHERE_GRAVE else own


class GroundGone(ValueError):
    """What a consequence rests on was taken back, or holds no more."""

    def __init__(self, consequence: str, ground: str) -> None:
        self.consequence, self.ground = consequence, ground
        super().__init__(f"{consequence} rests on {ground}, which is gone; decline it, propose it on another ground")


def refuse_groundless(consequence: str, grounds: Collection[str], *, is_low: bool, is_grave: bool) -> None:
    """Refuse to adopt, and to tell anybody, what rests on a score that is not low or a mark that does not stand."""
    there = {Ground.LOW_SCORE: is_low, Ground.GRAVE: is_grave}
    for ground in sorted(rests_on(consequence, grounds)):
        if not there[ground]:
            raise GroundGone(consequence, ground)


class NoLookBackYet(ValueError):
    """A second look-back looks back at a first."""

    def __init__(self) -> None:
        super().__init__("no look-back was ever held at this unit; propose and decide a first one instead")


def refuse_second_look_back(consequence: Consequence, *, has_look_back: bool) -> None:
    """Refuse a second look-back at a unit that was never looked back at."""
    if consequence is Consequence.SECOND_LOOK_BACK and not has_look_back:
        raise NoLookBackYet


class WithheldUnexplained(ValueError):
    """A publication says what it withholds, and why; or that it withholds nothing."""

    def __init__(self) -> None:
        super().__init__("say what is withheld and why; leave both empty where nothing is withheld")


class NothingPublished(ValueError):
    """Only a publication withholds something."""

    def __init__(self, consequence: str) -> None:
        self.consequence = consequence
        super().__init__(f"{consequence} publishes nothing, so it withholds nothing; leave both fields empty")


class DueBeforeDecision(ValueError):
    """What is decided is done after its decision."""

    def __init__(self, due_on: date, decided_on: date) -> None:
        self.due_on, self.decided_on = due_on, decided_on
        super().__init__(
            f"to be done by {due_on} lies before the decision of {decided_on}; give that day or a later one"
        )


def refuse_due(due_on: date | None, decided_on: date) -> None:
    """Refuse a day for what is decided that lies before the decision; none at all may be given."""
    if due_on is not None and due_on < decided_on:
        raise DueBeforeDecision(due_on, decided_on)


def days_over(due_on: date | None, recorded_on: date | None, today: date) -> int:
    """Return how many days later than its day something is, or was, done; nothing where it is in time."""
    return 0 if due_on is None else max(0, ((recorded_on or today) - due_on).days)


def refuse_adoption(consequence: Consequence, *, is_grave: bool, withheld: str, withheld_why: str) -> None:
    """Refuse to adopt what cannot be adopted so."""
    if consequence in ONLY_WHERE_GRAVE and not is_grave:
        raise OnlyWhereGrave(consequence)
    if consequence not in PUBLICATIONS and (withheld.strip() or withheld_why.strip()):
        raise NothingPublished(consequence)
    if bool(withheld.strip()) != bool(withheld_why.strip()):
        raise WithheldUnexplained


def may_record(role: Role, consequence: str) -> bool:
    """True for the office; the unit itself records the meeting it was ordered to hold again."""
    return role not in UNIT or consequence == Consequence.MEETING_AGAIN


def told_to_unit(consequences: Iterable[str]) -> frozenset[str]:
    """Return which consequences the unit reads once it was notified: all but what only concerns planning."""
    return frozenset(consequences) - {Consequence.LOOK_BACK, Consequence.SECOND_LOOK_BACK}
