"""On the laptop: take in what was lent, and pack what was done for the way home."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bihuan.access.actions import note
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.ledger import NOTHING_BEFORE, replay
from bihuan.dossiers.files import content_of, path_of, write_once
from bihuan.dossiers.models import StoredFile
from bihuan.exchange.lending import keep_files
from bihuan.exchange.models import Stay
from bihuan.exchange.outgoing import as_json, carried_tables, written_on_a_stay
from bihuan.exchange.own_keys import own_keys
from bihuan.exchange.parcels import Parcel, ParcelUnusable, opened, packed
from bihuan.ledger.carrying import entries_from, entry_carried, found_with, refuse_broken, rows_carried, rows_from
from bihuan.ledger.custody import EVERYTHING
from bihuan.ledger.door import Receipt, batch, commit, deed
from bihuan.ledger.models import Away, Entry, Kept, PersonalKey
from bihuan.organizations.models import Authority


class NotEmpty(ValueError):
    """A laptop that holds something already: two authorities, or two stays, never share a store."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"this installation holds {name} already; begin the stay in an empty folder (BIHUAN_HOME)")


class NoStay(ValueError):
    """This installation carries nobody's dossiers."""

    def __init__(self) -> None:
        super().__init__("this installation is no laptop of a stay; begin one with `stay begin PACKAGE`")


def begin_stay(content: bytes) -> Stay:
    """Take a lent parcel into an empty installation, all of it or nothing; return what the laptop knows of it."""
    there = Authority.objects.first()
    if there is not None:
        raise NotEmpty(there.name)
    parcel = opened(content, own_keys())
    if parcel.told.get("form") != "lent":
        raise ParcelUnusable(
            problem="it is no package for a laptop", remedy="take it to the installation that lent the dossiers"
        )
    stay = stay_from(parcel)
    rows = rows_from(parcel.document("rows.json"), carried_tables(), stay.authority_id)
    secrets = rows_from(parcel.document("keys.json"), {PersonalKey}, stay.authority_id)
    entries = entries_from(parcel.document("entries.json"), stay.authority_id)
    refuse_broken(entries, dict.fromkeys(stay.heads, (0, NOTHING_BEFORE)))
    keep_files(parcel, [row for row in rows if isinstance(row, StoredFile)])
    away = away_from_home(stay)
    with batch():
        found_with([*rows, away], secrets, entries)
        Stay.objects.bulk_create([stay])
    return stay


def away_from_home(stay: Stay) -> Away:
    """Return the row by which all is held at home but the dossiers that came along, in the tables that did."""
    tables = sorted(model._meta.db_table for model in written_on_a_stay())
    told = {"holder": stay.home, "but": [*stay.heads], "tables": tables}
    return Away(authority_id=stay.authority_id, stream=EVERYTHING, **told)


def stay_from(parcel: Parcel) -> Stay:
    told = parcel.told
    try:
        return Stay(
            authority_id=uuid.UUID(told["authority"]),
            loan_id=uuid.UUID(told["loan"]),
            laptop=told["laptop"],
            home=told["home"],
            card=dict(told["card"]),
            heads=dict(told["heads"]),
            back_by=date.fromisoformat(told["back_by"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ParcelUnusable(problem="a part of it is missing or damaged") from error


def stay_here(authority_id: uuid.UUID) -> Stay | None:
    """Return the stay that this installation carries; None at home."""
    return Stay.objects.filter(authority_id=authority_id).first()


@deed
def pack_home(*, actor: Actor, now: datetime, key: str) -> Receipt:
    """Pack everything that was done here; from now on nothing is written here, so that nothing is done twice."""
    stay = stay_here(actor.authority_id)
    if stay is None:
        raise NoStay
    away = Away.objects.get(authority_id=actor.authority_id, stream=EVERYTHING)
    away.but = []
    told, parts = going_home(stay)
    content = packed(told, parts, stay.card["box"], own_keys())
    sha256 = hashlib.sha256(content).hexdigest()
    write_once(path_of(sha256), content)
    role = min(actor.roles, default=None)
    said = note(actor, "pack_home", role, now, stay.home, told={"sha256": sha256, "size": len(content)})
    return commit(note=said, rows=[away])


def going_home(stay: Stay) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return what is new since the dossiers left home: entries, the rows they tell of, their keys and files."""
    entries = new_entries(stay)
    told = replay(bytes(entry.content) for entry in entries)
    rows: list[Kept] = []
    for model in sorted(written_on_a_stay(), key=lambda one: one._meta.db_table):
        ids = told.get(model._meta.db_table, {})
        rows += model._base_manager.filter(authority_id=stay.authority_id, pk__in=list(ids)).order_by("id")
    secrets = PersonalKey.objects.filter(authority_id=stay.authority_id, pk__in=[row.pk for row in rows])
    files = {f"files/{row.sha256}": content_of(row) for row in rows if isinstance(row, StoredFile)}
    parts = {
        "rows.json": as_json(rows_carried(rows)),
        "keys.json": as_json(rows_carried(secrets)),
        "entries.json": as_json([entry_carried(one) for one in entries]),
    }
    manifest = {"form": "home", "loan": str(stay.loan_id), "authority": str(stay.authority_id), "laptop": stay.laptop}
    return manifest, parts | files


def new_entries(stay: Stay) -> Sequence[Entry]:
    """Return the entries that home does not know, stream by stream, in order."""
    found: list[Entry] = []
    for stream, (number, _digest) in sorted(stay.heads.items()):
        rows = Entry.objects.filter(authority_id=stay.authority_id, stream=stream, number__gt=number)
        found += rows.order_by("number")
    return found


def summed(stay: Stay) -> dict[str, Any]:
    """Return what a stay has to show: how many deeds, and whether it may still be written."""
    away = Away.objects.get(authority_id=stay.authority_id, stream=EVERYTHING)
    deeds = [json.loads(bytes(entry.content))["action"] for entry in new_entries(stay)]
    return {"deeds": len(deeds), "papers": deeds.count("write_working_paper"), "packed": not away.but}
