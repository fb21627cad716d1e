"""Rolling checks between rounds: which matters come up for a look, and who may sit in a joint team.

What the last round's units put right at once, what the units of the round before it are still working on; and before
both of them whatever an earlier plan left unlooked at, or a check sent back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.recusal import Ties, in_one_line, works_with
from bihuan.domain.roles import IN_CHARGE, UNIT


class PlanKind(StrEnum):
    """What a plan of supervision is for; a check of it is of the same kind (a rolling one is an ordinary check)."""

    ROLLING = "rolling"
    RETURN_VISIT = "return_visit"
    SPECIAL_CHECK = "special_check"

    @property
    def check_kind(self) -> str:
        """Return the kind of the checks of such a plan, as the gates ask for it."""
        return "" if self is PlanKind.ROLLING else self.value


class Method(StrEnum):
    """How a check looks."""

    RECORDS = "records"
    INTERVIEWS = "interviews"
    VISITS = "visits"
    SERVICE_USERS = "service_users"
    LIFE_MEETING = "life_meeting"


class Side(StrEnum):
    """From where the people of a joint team come."""

    INSPECTION = "inspection"
    DISCIPLINE = "discipline"
    PARTY_OFFICE = "party_office"
    ORGANISATION = "organisation"


class Why(StrEnum):
    """Why a matter is to be looked at."""

    SENT_BACK = "sent_back"
    CARRIED = "carried"
    QUICK_FIX = "quick_fix"
    CONTINUED = "continued"
    ADDED = "added"


class Verdict(StrEnum):
    """What a planned check says of one matter."""

    TRUE = "true"
    NOT_DONE = "not_done"
    NOT_TRUE = "not_true"
    NOT_LOOKED = "not_looked"

    @property
    def sends_back(self) -> bool:
        return self in (Verdict.NOT_DONE, Verdict.NOT_TRUE)


class Outcome(StrEnum):
    """What became of a matter by its check."""

    OPEN = "open"
    TRUE = "true"
    RETURNED = "returned"
    REOPENED = "reopened"
    NOT_LOOKED = "not_looked"


@dataclass(frozen=True)
class RollingTerms:
    """Which rounds are looked at (1: the last one), what counts as put right at once, who makes a joint team."""

    quick_fixes_of: int
    continued_work_of: int
    quick_days: int
    gap_days: int
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Matter:
    """A finding, or a fix that a unit made by itself, as the rule sees it. `left`: how its last planned look ended."""

    rounds_back: int
    stage: str = ""
    signed_off_after: int | None = None
    is_own_fix: bool = False
    left: Outcome | None = None


UNDER_WAY = frozenset({FindingStage.RECTIFYING, FindingStage.SIGN_OFF_REQUESTED, FindingStage.LONG_TERM})


def why_of(matter: Matter, terms: RollingTerms) -> Why | None:
    """Return why a matter comes up in the next plan; None where it does not.

    What an earlier plan did not look at, or sent back, comes up whichever round it is of, until it is found true.
    """
    if matter.left in (Outcome.RETURNED, Outcome.REOPENED):
        return Why.SENT_BACK
    if matter.left is Outcome.NOT_LOOKED:
        return Why.CARRIED
    if matter.left is not None:  # found true, or a plan that runs will look at it
        return None
    after = matter.signed_off_after
    is_quick = matter.is_own_fix or (after is not None and after <= terms.quick_days)
    if matter.rounds_back == terms.quick_fixes_of and is_quick:
        return Why.QUICK_FIX
    if matter.rounds_back == terms.continued_work_of and matter.stage in UNDER_WAY:
        return Why.CONTINUED
    return None


def outcome_of(verdict: Verdict, stage: str) -> Outcome:
    """Return what becomes of a finding at `stage`: one signed off is opened again, any other is sent back."""
    if verdict is Verdict.TRUE:
        return Outcome.TRUE
    if verdict is Verdict.NOT_LOOKED:
        return Outcome.NOT_LOOKED
    return Outcome.REOPENED if stage == FindingStage.SIGNED_OFF else Outcome.RETURNED


class NothingLookedAt(ValueError):
    """A check in which nothing at all was looked at is none: it would count, and cover a unit that nobody saw."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"nothing of {unit} was looked at; give a verdict of at least one matter, or record it later")


class SeenTwice(ValueError):
    """One check says one thing of one matter."""

    def __init__(self, matter_id: UUID) -> None:
        self.matter_id = matter_id
        super().__init__(f"{matter_id} is told twice in one check; tell it once, with what was seen last")


def refuse_seen_twice(matter_ids: Iterable[UUID]) -> None:
    """Raise SeenTwice where a matter is told more than once."""
    seen = set[UUID]()
    for one in matter_ids:
        if one in seen:
            raise SeenTwice(one)
        seen.add(one)


def refuse_nothing_seen(unit: str, *, asked: int, looked: int) -> None:
    """Refuse a check that leaves all that it was asked about unlooked at; a dossier without findings asks nothing."""
    if asked and not looked:
        raise NothingLookedAt(unit)


class BeforeThePlan(ValueError):
    """A planned check of a day on which its plan had not begun."""

    def __init__(self, unit: str, on: date, from_on: date) -> None:
        self.unit, self.on, self.from_on = unit, on, from_on
        super().__init__(f"the check of {unit} is of {on}, its plan begins on {from_on}; correct the day")


class SignedOffSince(ValueError):
    """A check would overturn a sign-off that came after it."""

    def __init__(self, matter: str, on: date, signed_off_on: date) -> None:
        self.matter, self.on, self.signed_off_on = matter, on, signed_off_on
        super().__init__(
            f"{matter} was signed off on {signed_off_on}, after the check of {on}; correct the day, or leave it out and"
            " open the finding again with a reason"
        )


def refuse_before_plan(unit: str, on: date, from_on: date) -> None:
    """Refuse a planned check of a day before the first one of its plan."""
    if on < from_on:
        raise BeforeThePlan(unit, on, from_on)


class PlanTooFar(ValueError):
    """A plan that would reach further ahead than the rule lets it."""

    def __init__(self, until_on: date, latest: date) -> None:
        self.until_on, self.latest = until_on, latest
        super().__init__(f"the plan would run until {until_on}; choose {latest} or an earlier day as its last one")


def refuse_far_plan(until_on: date, latest: date) -> None:
    """Refuse a plan that ends after the latest day of the rule; its checks lie within it."""
    if until_on > latest:
        raise PlanTooFar(until_on, latest)


def refuse_overtaken(matter: str, on: date, signed_off_on: date | None) -> None:
    """Refuse that a check sees otherwise what was signed off after its day; `signed_off_on` of a standing sign-off."""
    if signed_off_on is not None and on < signed_off_on:
        raise SignedOffSince(matter, on, signed_off_on)


def gap_after(today: date, next_round_on: date | None, terms: RollingTerms) -> tuple[date, date]:
    """Return the days between rounds: from today to the day before the next one, or as long as the rule has it."""
    longest = today + timedelta(days=terms.gap_days)
    if next_round_on is None or next_round_on <= today:
        return today, longest
    return today, max(today, min(longest, next_round_on - timedelta(days=1)))


def spread(count: int, days: Sequence[date]) -> tuple[date, ...]:
    """Return a day for each of `count` checks, evenly over the days there are, in their order."""
    if not days:
        return ()
    return tuple(days[place * len(days) // count] for place in range(count))


# --- joint teams ------------------------------------------------------------------------------------


class TeamOneSided(ValueError):
    """A joint team without somebody of each side that makes it joint."""

    def __init__(self, missing: Sequence[Side]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"nobody from {', '.join(missing)} is in the team; name somebody of each side")


class JointTeamMissing(ValueError):
    """A check that the rule wants made by a joint team, and that has none."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"the check of {unit} has no joint team; form one, or give it to one, then record it")


class ChecksOwnUnit(ValueError):
    """Somebody would check the unit he is of, works at or answered for."""

    def __init__(self, member: str, unit: str) -> None:
        self.member, self.unit = member, unit
        super().__init__(
            f"{member} is of {unit}, works with it, or is or was in charge of it; name somebody else, or give {unit} to"
            " another team"
        )


class NamedLikeHead(ValueError):
    """Somebody bears the name of one who headed the unit, and nothing tells that they are two."""

    def __init__(self, member: str, unit: str, from_on: date) -> None:
        self.member, self.unit, self.from_on = member, unit, from_on
        super().__init__(
            f"{member} is the name of who headed {unit} from {from_on}; name somebody else, or where they are"
            " two people, choose the account of the one whom you mean"
        )


def asks_for_team(kind: str, terms: RollingTerms) -> bool:
    """True for checks that a joint team makes: the rolling ones, where the rule names the sides of such a team."""
    return kind == PlanKind.ROLLING and bool(terms.sides)


def refuse_one_sided(sides: Iterable[Side], terms: RollingTerms) -> None:
    """Refuse a joint team in which one of the sides is missing; all that are missing are named."""
    present = frozenset(sides)
    missing = [side for side in terms.sides if side not in present]
    if missing:
        raise TeamOneSided(missing)


def is_own(ties: Ties, places: Iterable[str]) -> bool:
    """True for somebody who answers or answered for one of these places, was in charge of it, or works with it."""
    known = tuple(places)
    answered = any(seat.role in UNIT and in_one_line(seat.places, known) for seat in ties.seats)
    led = (seat for seat in ties.seats if seat.role in IN_CHARGE)
    leads = any(not seat.places or in_one_line(seat.places, known) for seat in led)
    return answered or leads or any(works_with(ties.workplace, place) for place in known)
