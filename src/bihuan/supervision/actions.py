"""Deeds of supervision: a check is recorded, or withdrawn where it was entered wrongly."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.roles import TEAM, Role
from bihuan.domain.rolling import refuse_nothing_seen, refuse_overtaken, refuse_seen_twice
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import (
    NoSuchThing,
    acting_role,
    inspection_for,
    may_take,
    note_of,
)
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.supervision.facts import PUT_RIGHT
from bihuan.supervision.models import CONCLUSIONS, Check, CheckedFinding
from bihuan.supervision.outcomes import left_open
from bihuan.supervision.re_checks import draw_answered

KINDS = frozenset({"", *CheckKind})


@dataclass(frozen=True)
class Seen:
    """What a check saw of one finding."""

    finding_id: uuid.UUID
    conclusion: str
    remark: str = ""


class AccountMissing(ValueError):
    """A check without an account of what was seen proves nothing."""

    def __init__(self) -> None:
        super().__init__("account is empty; write what was looked at and what was seen")


class AlreadyChecked(ValueError):
    """One body makes one check of a kind on a day; a second entry of it is the same check."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(
            f"check {number} of {on} by the same body is recorded already; withdraw it first to correct it"
        )


class WordUnknown(ValueError):
    """A kind or conclusion that is none."""

    def __init__(self, what: str, word: str, known: Sequence[str]) -> None:
        self.what, self.word = what, word
        super().__init__(f"{what}: {word!r} is unknown; use one of {', '.join(known)}")


class NotYourEntry(PermissionError):
    """An entry is withdrawn by the body that made it, or by the office (403)."""

    def __init__(self, made_by: str) -> None:
        self.made_by = made_by
        super().__init__(f"this was entered by {made_by}; only that body withdraws it")


def author_of(role: Role, inspection: Inspection) -> tuple[str, str]:
    """Return by whom a deed of supervision is: the role as gates know it, and the body's name."""
    if role in TEAM:
        return "team", inspection.team_name
    if role is Role.SUPERVISION_OFFICE and inspection.supervision_office is not None:
        return role.value, inspection.supervision_office.name
    return role.value, ""


@deed
def record_check(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    kind: str,
    on: date,
    methods: str,
    account: str,
    seen: Sequence[Seen],
    now: datetime,
    key: str,
) -> Receipt:
    """Enter a check: when, how, what was seen, finding by finding where that was looked at."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.CHECK, on, inspection, actor.today)
    if kind not in KINDS:
        raise WordUnknown("kind", kind, sorted(KINDS - {""}))
    taken = may_take(
        actor=actor,
        step=STEPS["record_check"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
    )
    if not account.strip():
        raise AccountMissing
    by_role, by_name = author_of(taken.role, inspection)
    rows = Check.objects.filter(authority_id=actor.authority_id, inspection=inspection)
    twin = rows.filter(kind=kind, on=on, by_role=by_role, by_name=by_name, withdrawn_on=None).first()
    if twin is not None:
        raise AlreadyChecked(twin.number, on)
    findings = Finding.objects.filter(authority_id=actor.authority_id, inspection=inspection).count()
    refuse_nothing_seen(inspection.organization_name, asked=findings, looked=len(seen))
    check = Check(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=rows.count() + 1,
        kind=kind,
        by_role=by_role,
        by_name=by_name,
        on=on,
        methods=methods.strip(),
        account=account.strip(),
        draw=draw_answered(inspection, kind, on),
    )
    late = mark_of_lateness(Moment.CHECK, on, inspection, actor.today)
    told = {"check": check.id, "number": check.number, **late}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=[check, *looked_at(check, inspection, seen)])


def looked_at(check: Check, inspection: Inspection, seen: Sequence[Seen]) -> list[CheckedFinding]:
    refuse_seen_twice(one.finding_id for one in seen)
    findings = {f.id: f for f in Finding.objects.filter(authority_id=check.authority_id, inspection=inspection)}
    rows = []
    for one in seen:
        if one.finding_id not in findings:
            raise NoSuchThing("finding", one.finding_id)
        if one.conclusion not in CONCLUSIONS:
            raise WordUnknown("conclusion", one.conclusion, CONCLUSIONS)
        finding = findings[one.finding_id]
        if one.conclusion != PUT_RIGHT:
            refuse_overtaken(f"{finding.number} {finding.title}", check.on, finding.signed_off_on)
        rows.append(
            CheckedFinding(
                authority_id=check.authority_id,
                check_made=check,
                inspection=inspection,
                finding=finding,
                conclusion=one.conclusion,
                remark=one.remark.strip(),
            )
        )
    return rows


def withdrawing_role(actor: Actor, inspection: Inspection, by_role: str) -> Role:
    """Return in which role somebody withdraws an entry: as the body that made it, or as the office."""
    step = STEPS["withdraw"]
    acting_role(actor, step, inspection)
    held = roles_on(actor, inspection.thing) & step.roles
    role = next((one for one in sorted(held) if may_withdraw(one, inspection, by_role)), None)
    if role is None:
        raise NotYourEntry(by_role)
    return role


def may_withdraw(role: Role, inspection: Inspection, by_role: str) -> bool:
    """True for the office, and for the body that made an entry."""
    return role is Role.OFFICE or author_of(role, inspection)[0] == by_role


@deed
def withdraw_check(*, actor: Actor, check_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw a check that was entered wrongly; it stays, struck out, with the reason.

    What it opened again stays open, for people decide of findings; the entry names them.
    """
    check = Check.objects.filter(authority_id=actor.authority_id, pk=check_id, withdrawn_on=None).first()
    if check is None:
        raise NoSuchThing("check", check_id)
    inspection = inspection_for(actor, check.inspection_id)
    role = withdrawing_role(actor, inspection, check.by_role)
    taken = may_take(
        actor=actor,
        step=STEPS["withdraw"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
        reason=reason,
        role=role,
    )
    check.withdrawn_on, check.withdrawn_reason = actor.today, reason.strip()
    told: dict[str, object] = {"check": check.number}
    if left := [one.number for one in left_open(check)]:
        told["left_open"] = left
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[check])
