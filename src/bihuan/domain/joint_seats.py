"""What a seat in a joint team gives: to see what its open checks look at, and to record them; nothing else.

The office forms the team of people from several bodies, so that they check together. Somebody whose own roles record no
check there acts for the team, in the office's stead; whoever may do it anyway acts in his own role, which gates count.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from bihuan.domain.lifecycle.machine import role_for
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role

JOINT_TEAM = "joint_team"  # the quality in which such a member acts; no role, and given to nobody for good
SEATED = frozenset(Role) - UNIT - ADMINISTRATORS  # units are looked at, administrators see no dossier


class SeatBarred(ValueError):
    """Somebody's account may not sit in a joint team: he would look with the inspected, or may see no dossier."""

    def __init__(self, member: str, role: Role) -> None:
        self.member, self.role = member, role
        super().__init__(f"the account of {member} is {role}; name somebody else, or enter him by name and body alone")


class SeatIdle(ValueError):
    """An account without a role of today opens no page, nor that of a check."""

    def __init__(self, member: str) -> None:
        self.member = member
        super().__init__(f"the account of {member} holds no role today; let him be given one, or enter him without it")


class TwoPeople(ValueError):
    """A name and an account that are of two people: whom the plan names would not be whom it lets in."""

    def __init__(self, name: str, account: str) -> None:
        self.name, self.account = name, account
        super().__init__(f"the name is {name}, the account of {account}; leave the name out, or choose his account")


class SeatedTwice(ValueError):
    """One account in two seats of a team: two sides would be one person."""

    def __init__(self, member: str) -> None:
        self.member = member
        super().__init__(f"{member} sits in this team twice; name somebody else for one of the seats")


class NobodyStays(ValueError):
    """A joint team in which nobody stays is another team."""

    def __init__(self, team: str) -> None:
        self.team = team
        super().__init__(f"nobody of {team} would stay; keep one, or form another team and give it the checks")


class LeaderMissing(ValueError):
    """A joint team whose first seat, that of its leader, would be empty."""

    def __init__(self, team: str) -> None:
        self.team = team
        super().__init__(f"the first seat of {team} would be empty; name who leads it there")


class SameTeam(ValueError):
    """A change of a joint team that changes nobody."""

    def __init__(self, team: str) -> None:
        self.team = team
        super().__init__(f"{team} is of these very people already; replace, add or take out somebody")


@dataclass(frozen=True)
class Sitter:
    """Somebody in a joint team as a change of it looks at him."""

    name: str
    account_id: uuid.UUID | None

    def is_also(self, other: Sitter) -> bool:
        """True for one and the same: by the account where both have one, else by the name."""
        if self.account_id and other.account_id:
            return self.account_id == other.account_id
        return "".join(self.name.split()) == "".join(other.name.split())


def refuse_change(
    team: str, *, before: Collection[Sitter], after: Collection[Sitter], changes: int, is_led: bool
) -> None:
    """Refuse a change of a joint team that is none, leaves nobody of it, or leaves it without a leader."""
    if not changes:
        raise SameTeam(team)
    if not any(one.is_also(other) for one in after for other in before):
        raise NobodyStays(team)
    if not is_led:
        raise LeaderMissing(team)


@dataclass(frozen=True)
class Hand:
    """In what quality somebody records: `judged_as` is the role that the gates are asked for."""

    judged_as: Role
    quality: str


def may_sit(roles: Collection[Role]) -> bool:
    """True for an account whose roles of today let it act for a joint team."""
    return bool(roles) and SEATED.issuperset(roles)


def name_of(typed: str, account: str) -> str:
    """Return the name of a member: that of his account where he has one; another one typed beside it is refused."""
    name = typed.strip()
    if account and name and "".join(name.split()) != "".join(account.split()):
        raise TwoPeople(name, account)
    return account or name


def refuse_seat(member: str, roles: Collection[Role]) -> None:
    """Refuse an account that may not sit in a joint team, by the role that bars it."""
    if not roles:
        raise SeatIdle(member)
    if not may_sit(roles):
        raise SeatBarred(member, min(set(roles) - SEATED))


def hand_of(step: Step, *, held: Collection[Role], roles: Collection[Role], is_seated: bool) -> Hand | None:
    """Return in what quality somebody takes a step of a planned check; None where in none.

    `held` are his roles on the dossier, `roles` all of today; `is_seated`: he sits in the joint team of the check.
    """
    own = role_for(step, held)
    if own is not None:
        return Hand(own, own.value)
    return Hand(Role.OFFICE, JOINT_TEAM) if is_seated and may_sit(roles) else None
