"""Deeds before a round: inspectors declare, units challenge, the leading group decides and waives what may be."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from bihuan.access.actions import NotYours, note, require
from bihuan.domain.jurisdiction import Actor, is_under
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.actions import organization_of
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.prepared import read_rows
from bihuan.organizations.models import Organization
from bihuan.planning.models import Placement
from bihuan.planning.rounds import round_of
from bihuan.rules.recusal import recusal_rules
from bihuan.teams.inspectors import POOL_KEEPERS, inspector_for
from bihuan.teams.models import Challenge, Declaration, Inspector, Waiver
from bihuan.teams.ties import Matter, kept_matters

DECIDERS = frozenset({Role.LEADING_GROUP})


class PaperMissing(ValueError):
    """Who declares without an account has signed a paper."""

    def __init__(self) -> None:
        super().__init__("paper: the signed paper is not named; say which one it is")


class NotInRound(ValueError):
    """An organization that the round does not inspect."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"organization: {name} is not in this round; choose one that is")


class HardRule(ValueError):
    """A rule that nobody waives: kinship, the present employer, a declared interest."""

    def __init__(self, clause: str) -> None:
        self.clause = clause
        super().__init__(f"rule: {clause} is never waived; choose somebody else")


class DecidedAlready(ValueError):
    """A challenge is decided once."""

    def __init__(self) -> None:
        super().__init__("the challenge is decided already; there is nothing left to do")


class WaivedAlready(ValueError):
    """A rule is waived once."""

    def __init__(self) -> None:
        super().__init__("the rule is waived for this person already; there is nothing left to do")


def placed_in(at: Round) -> list[Organization]:
    """Return the organizations of a round, as the tree runs."""
    rows = Placement.objects.filter(authority_id=at.authority_id, round=at, removed_on=None)
    return sorted((row.organization for row in rows.select_related("organization")), key=lambda one: one.path)


def refuse_elsewhere(at: Round, organizations: Collection[uuid.UUID], actor: Actor) -> None:
    there = {one.id for one in placed_in(at)}
    for one in organizations:
        if one not in there:
            raise NotInRound(organization_of(actor, one).name)


@deed
def declare(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    inspector_id: uuid.UUID,
    matters: Sequence[Matter],
    paper: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Declare what ties an inspector to the organizations of a round: by his own account, or attested by the office."""
    row = inspector_for(actor, inspector_id)
    is_own = row.account_id is not None and row.account_id == actor.account_id
    role = None if is_own else require(actor, POOL_KEEPERS, "declare")
    if not is_own and not paper.strip():
        raise PaperMissing
    at = round_of(actor, round_id)
    refuse_elsewhere(at, [one.organization_id for one in matters], actor)
    there = Declaration.objects.filter(authority_id=actor.authority_id, round=at, inspector=row).first()
    made = there or Declaration(authority_id=actor.authority_id, round=at, inspector=row)
    made.matters, made.made_on = kept_matters(matters), actor.today
    made.by_account, made.paper = is_own, "" if is_own else paper.strip()
    told = {"declaration": made.id, "round": at.id, "inspector": row.id, "signed": True}
    return commit(note=note(actor, "declare", role, now, at.name, told=told), rows=[made])


@deed
def challenge_inspector(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    inspector_id: uuid.UUID,
    organization_id: uuid.UUID,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Ask that somebody be recused: the head of the inspected organization, or the office for it."""
    role = require(actor, UNIT | POOL_KEEPERS, "challenge_inspector")
    at, row = round_of(actor, round_id), inspector_for(actor, inspector_id)
    organization = organization_of(actor, organization_id)
    if role in UNIT and not answers_for(actor, organization):
        raise NotYours("challenge_inspector", UNIT)
    refuse_elsewhere(at, [organization.id], actor)
    if not reason.strip():
        raise ReasonMissing("challenge_inspector")
    made = Challenge(
        authority_id=actor.authority_id,
        round=at,
        inspector=row,
        organization=organization,
        reason=reason.strip(),
        made_on=actor.today,
    )
    told = {"challenge": made.id, "round": at.id, "inspector": row.id, "organization": organization.id}
    entry = note(actor, "challenge_inspector", role, now, organization.name, told=told)
    return commit(note=entry, rows=[made])


def answers_for(actor: Actor, organization: Organization) -> bool:
    """True for somebody with a role of the unit that reaches the organization."""
    return any(duty.role in UNIT and duty.path and is_under(organization.path, duty.path) for duty in actor.running())


@deed
def decide_challenge(
    *, actor: Actor, challenge_id: uuid.UUID, upheld: bool, decision: str, now: datetime, key: str
) -> Receipt:
    """Decide a challenge, with the reason; whoever decides stands on the ledger."""
    role = require(actor, DECIDERS, "decide_challenge")
    rows = Challenge.objects.filter(authority_id=actor.authority_id, pk=challenge_id).select_related("organization")
    row: Challenge | None = locked(rows).first()
    if row is None:
        raise NoSuchThing("challenge", challenge_id)
    if row.decided_on is not None:
        raise DecidedAlready
    if not decision.strip():
        raise ReasonMissing("decide_challenge")
    row.decided_on, row.upheld, row.decision = actor.today, upheld, decision.strip()
    told = {"challenge": row.id, "upheld": upheld}
    entry = note(actor, "decide_challenge", role, now, row.organization.name, told=told)
    return commit(note=entry, rows=[row])


@deed
def waive_recusal(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    inspector_id: uuid.UUID,
    organization_id: uuid.UUID,
    rule: str,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Let somebody take part although a rule keeps him out; never where the rule is hard."""
    role = require(actor, DECIDERS, "waive_recusal")
    at, row = round_of(actor, round_id), inspector_for(actor, inspector_id)
    organization = organization_of(actor, organization_id)
    refuse_elsewhere(at, [organization.id], actor)
    found = next((one for one in recusal_rules(at.from_on) if one.id == rule), None)
    if found is None:
        raise NoSuchThing("rule", rule)
    if not found.waivable:
        raise HardRule(found.clause)
    if not reason.strip():
        raise ReasonMissing("waive_recusal")
    given = {"round": at, "inspector": row, "organization": organization, "rule": rule}
    if Waiver.objects.filter(authority_id=actor.authority_id, **given).exists():
        raise WaivedAlready
    made = Waiver(authority_id=actor.authority_id, **given, reason=reason.strip(), granted_on=actor.today)
    told = {"waiver": made.id, "rule": rule, "inspector": row.id, "organization": organization.id}
    return commit(note=note(actor, "waive_recusal", role, now, organization.name, told=told), rows=[made])


def inspector_of_account(actor: Actor) -> Inspector | None:
    """Return whom of the pool an account belongs to."""
    if actor.account_id is None:
        return None
    own = {"authority_id": actor.authority_id, "account_id": actor.account_id}
    return next(iter(read_rows(Inspector, own, "id", empty=("left_on",), most=1)), None)
