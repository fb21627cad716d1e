"""Deeds at home: lend a team's dossiers to a laptop, take them back, or declare the laptop lost."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bihuan.access.actions import note, require
from bihuan.domain.custody import IN_THE_FIELD, LoanEnded, Wanted, refuse_loan, refuse_return
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.files import path_of, write_once
from bihuan.dossiers.models import Inspection, Round, StoredFile
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.exchange.models import Loan
from bihuan.exchange.outgoing import going_along, roles_of, written_on_a_stay
from bihuan.exchange.own_keys import own_keys
from bihuan.exchange.parcels import Parcel, opened, packed
from bihuan.ledger.carrying import NotAsCarried, entries_from, refuse_broken, rows_from, take_in
from bihuan.ledger.custody import holder_away
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Away, Entry, PersonalKey
from bihuan.organizations.models import Authority

LENDERS = frozenset({Role.OFFICE})


def team_dossiers(authority_id: uuid.UUID, round_id: uuid.UUID, team_name: str) -> list[Inspection]:
    """Return the dossiers that a team of a round has in the field, locked."""
    rows = Inspection.objects.filter(authority_id=authority_id, round_id=round_id, team_name=team_name)
    return list(locked(rows.filter(stage__in=IN_THE_FIELD).order_by("number")))


@deed
def lend_dossiers(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    team_name: str,
    card: Mapping[str, str],
    back_by: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Seal a team's dossiers for a laptop; from now on they are written there and nowhere else."""
    role = require(actor, LENDERS, "lend_dossiers")
    dossiers = team_dossiers(actor.authority_id, round_id, team_name)
    refuse_loan((wanted(one) for one in dossiers), back_by=back_by, today=actor.today)
    keys = own_keys()
    loan = Loan(
        authority_id=actor.authority_id,
        round=Round.objects.get(authority_id=actor.authority_id, pk=round_id),
        team_name=team_name,
        dossiers=[str(one.id) for one in dossiers],
        laptop=card["name"].strip(),
        card=dict(card),
        heads=heads_of(dossiers),
        lent_on=actor.today,
        back_by=back_by,
    )
    home = Authority.objects.get(authority_id=actor.authority_id).name
    told = {
        "form": "lent",
        "loan": str(loan.id),
        "authority": str(actor.authority_id),
        "home": home,
        "laptop": loan.laptop,
        "card": keys.card(home[:60]),
        "heads": loan.heads,
        "back_by": str(back_by),
    }
    content = packed(told, going_along(dossiers), card["box"], keys)
    loan.parcel = hashlib.sha256(content).hexdigest()
    write_once(path_of(loan.parcel), content)
    marked = away_rows(dossiers, loan.laptop)
    told = {"loan": loan.id, "dossiers": loan.dossiers, "parcel": loan.parcel}
    return commit(note=note(actor, "lend_dossiers", role, now, str(loan), told=told), rows=[loan, *marked])


def wanted(inspection: Inspection) -> Wanted:
    holder = holder_away(inspection.authority_id, inspection.stream)
    return Wanted(inspection.organization_name, holder)


def heads_of(dossiers: Iterable[Inspection]) -> dict[str, list[Any]]:
    """Return for each dossier's stream the number and digest of its last entry."""
    found: dict[str, list[Any]] = {}
    for one in dossiers:
        rows = Entry.objects.filter(authority_id=one.authority_id, stream=one.stream).order_by("-number")
        found[one.stream] = list(rows.values_list("number", "digest")[0])
    return found


def away_rows(dossiers: Iterable[Inspection], holder: str) -> list[Away]:
    """Return the rows that say who holds these dossiers (nobody elsewhere: an empty name)."""
    rows = []
    for one in dossiers:
        row = Away.objects.filter(authority_id=one.authority_id, stream=one.stream).first()
        row = row or Away(authority_id=one.authority_id, stream=one.stream)
        row.holder = holder
        rows.append(row)
    return rows


def loan_of(actor: Actor, loan_id: uuid.UUID) -> Loan:
    """Return a loan, locked; raise NoSuchThing."""
    found: Loan | None = locked(Loan.objects.filter(authority_id=actor.authority_id, pk=loan_id)).first()
    if found is None:
        raise NoSuchThing("loan", loan_id)
    return found


def dossiers_of(loan: Loan) -> list[Inspection]:
    rows = Inspection.objects.filter(authority_id=loan.authority_id, pk__in=loan.dossiers)
    return list(rows.order_by("number"))


@deed
def bring_home(*, actor: Actor, loan_id: uuid.UUID, content: bytes, now: datetime, key: str) -> Receipt:
    """Take in what was done on the laptop, all of it or nothing; the dossiers are written at home again."""
    role = require(actor, LENDERS, "bring_home")
    loan = loan_of(actor, loan_id)
    parcel = opened(content, own_keys(), loan.card["signs"])
    refuse_return(parcel.told, loan=str(loan.id), is_out=loan.is_out)
    entries = take_in_parcel(parcel, loan)
    loan.home_on, loan.entries = actor.today, entries
    loan.brought = hashlib.sha256(content).hexdigest()
    write_once(path_of(loan.brought), content)
    marked = away_rows(dossiers_of(loan), "")
    told = {"loan": loan.id, "entries": entries, "parcel": loan.brought}
    return commit(note=note(actor, "bring_home", role, now, str(loan), told=told), rows=[loan, *marked])


def take_in_parcel(parcel: Parcel, loan: Loan) -> int:
    """Write the entries, rows and files of a returned parcel; return how many deeds there were."""
    rows = rows_from(parcel.document("rows.json"), written_on_a_stay(), loan.authority_id)
    secrets = rows_from(parcel.document("keys.json"), {PersonalKey}, loan.authority_id)
    entries = entries_from(parcel.document("entries.json"), loan.authority_id)
    refuse_broken(entries, loan.heads)
    refuse_strangers(rows, loan.dossiers)
    refuse_other_hands(entries, loan)
    keep_files(parcel, [row for row in rows if isinstance(row, StoredFile)])
    take_in(rows, secrets, entries)
    return len(entries)


def refuse_strangers(rows: Sequence[Any], dossiers: Sequence[str]) -> None:
    """Raise NotAsCarried for a row that belongs to a dossier which was not lent."""
    for row in rows:
        of = row.pk if isinstance(row, Inspection) else getattr(row, "inspection_id", None)
        if not isinstance(row, StoredFile) and str(of) not in dossiers:
            raise NotAsCarried(row._meta.db_table, "a row belongs to a dossier that was not lent")


def refuse_other_hands(entries: Sequence[Entry], loan: Loan) -> None:
    """Raise NotAsCarried for a deed of somebody who did not go along: whoever has the laptop cannot speak for him."""
    went = set(roles_of(loan.authority_id, loan.dossiers).values_list("account_id", flat=True))
    for entry in entries:
        if entry.actor_id not in went:
            raise NotAsCarried(f"{entry.stream}, {entry.number}", "it was done by somebody who did not go along")


def keep_files(parcel: Parcel, rows: Iterable[StoredFile]) -> None:
    """Write the files that came along; raise NotAsCarried where one is missing or is not what its row says."""
    for row in rows:
        content = parcel.files.get(f"files/{row.sha256}")
        if content is None and path_of(row.sha256).exists():
            continue
        if content is None or (hashlib.sha256(content).hexdigest(), len(content)) != (row.sha256, row.size):
            raise NotAsCarried(f"files/{row.sha256}", "the file is missing or is another one")
        write_once(path_of(row.sha256), content)


@deed
def declare_lost(*, actor: Actor, loan_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Give a laptop up: its dossiers are written at home again, and what it holds is taken in no more."""
    role = require(actor, LENDERS, "declare_lost")
    loan = loan_of(actor, loan_id)
    if not reason.strip():
        raise ReasonMissing("declare_lost")
    if not loan.is_out:
        raise LoanEnded
    loan.lost_on, loan.lost_reason = actor.today, reason.strip()
    marked = away_rows(dossiers_of(loan), "")
    told = {"loan": loan.id}
    return commit(note=note(actor, "declare_lost", role, now, str(loan), reason, told=told), rows=[loan, *marked])
