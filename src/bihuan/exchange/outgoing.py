"""What goes along on a laptop: the dossiers of a team as far as the field needs them, and the people who work on them.

Clues, tips, the pool, draws and evaluations stay at home; so does everybody else's account.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Q

from bihuan.access.models import Account, Assignment
from bihuan.domain.roles import TEAM
from bihuan.dossiers.files import content_of
from bihuan.dossiers.models import Inspection, Round, StoredFile
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.carrying import entry_carried, rows_carried
from bihuan.ledger.models import Entry, Kept, PersonalKey
from bihuan.organizations.models import HeadTenure

FIELD, AT_HAND = frozenset({"dossiers", "fieldwork"}), frozenset({"organizations", "rules", "fieldwork"})


def belongs(model: type[Kept]) -> bool:
    """True for a table whose rows belong to a dossier."""
    return any(field.name == "inspection" for field in model._meta.concrete_fields)


def kept_models() -> list[type[Kept]]:
    found = (model for model in apps.get_models() if issubclass(model, Kept))
    return sorted(found, key=lambda model: model._meta.db_table)


def tables_of_the_field() -> list[type[Kept]]:
    """Return the tables whose rows of a dossier go along."""
    return [model for model in kept_models() if belongs(model) and model._meta.app_label in FIELD]


def tables_at_hand() -> list[type[Kept]]:
    """Return the tables of the authority that the field looks things up in: the tree, packs, guides, regulations."""
    labels = [model for model in kept_models() if not belongs(model) and model._meta.app_label in AT_HAND]
    return [model for model in labels if model is not HeadTenure]


def carried_tables() -> set[type[Any]]:
    """Return every table that a laptop takes in at the beginning of a stay."""
    more: list[type[Any]] = [Inspection, Round, StoredFile, HeadTenure, Account, Assignment]
    return {*tables_of_the_field(), *tables_at_hand(), *more}


def going_along(dossiers: Sequence[Inspection]) -> tuple[dict[str, bytes], list[StoredFile]]:
    """Return the files of a parcel for these dossiers of one authority, and which stored files lie in it."""
    authority_id = dossiers[0].authority_id
    rows: list[Kept] = list(dossiers)
    for model in tables_of_the_field():
        mine: dict[str, Any] = {"authority_id": authority_id, "inspection__in": dossiers}
        rows += model._base_manager.filter(**mine).order_by("id")
    stored = files_named(rows)
    rows += stored
    rows += Round.objects.filter(authority_id=authority_id, pk__in={one.round_id for one in dossiers})
    for model in tables_at_hand():
        rows += model._base_manager.filter(authority_id=authority_id).order_by("id")
    rows += HeadTenure.objects.filter(authority_id=authority_id, organization__in=[d.organization_id for d in dossiers])
    rows += people_of(dossiers)
    stubs = numbers_taken(dossiers)
    secrets = PersonalKey.objects.filter(authority_id=authority_id, pk__in=[row.pk for row in rows])
    streams = [one.stream for one in dossiers]
    entries = Entry.objects.filter(authority_id=authority_id, stream__in=streams).order_by("stream", "number")
    parts = {
        "rows.json": as_json(rows_carried([*rows, *stubs])),
        "keys.json": as_json(rows_carried(secrets)),
        "entries.json": as_json([entry_carried(one) for one in entries]),
    }
    return parts | {f"files/{one.sha256}": content_of(one) for one in stored}, stored


def numbers_taken(dossiers: Sequence[Inspection]) -> list[Kept]:
    """Return the team's working papers in dossiers that stay at home, empty but for their numbers, which go on."""
    first = dossiers[0]
    own = {"authority_id": first.authority_id, "round_id": first.round_id, "team_name": first.team_name}
    papers = list(WorkingPaper.objects.filter(**own).exclude(inspection__in=dossiers).order_by("id"))
    empty = [
        WorkingPaper(id=one.id, inspection_id=one.inspection_id, number=one.number, secrecy=one.secrecy, **own)
        for one in papers
    ]
    theirs = Inspection.objects.filter(authority_id=first.authority_id, pk__in={one.inspection_id for one in papers})
    for one in theirs:
        one.taken_over_paper = None
    return [*theirs, *empty]


def people_of(dossiers: Sequence[Inspection]) -> list[Kept]:
    """Return the roles of the team on these dossiers, and its accounts with their passwords' slow hashes."""
    authority_id = dossiers[0].authority_id
    asked = Q(dossier_id__in=[one.pk for one in dossiers]) & Q(role__in=[role.value for role in TEAM])
    roles = list(Assignment.objects.filter(asked, authority_id=authority_id).order_by("id"))
    accounts = Account.objects.filter(authority_id=authority_id, pk__in={one.account_id for one in roles})
    return [*accounts.order_by("id"), *roles]


def files_named(rows: Iterable[Kept]) -> list[StoredFile]:
    """Return the stored files that any of the rows names."""
    some = list(rows)
    named = {
        getattr(row, field.attname)
        for row in some
        for field in row._meta.concrete_fields
        if field.related_model is StoredFile
    }
    found = StoredFile.objects.filter(authority_id=some[0].authority_id, pk__in=named - {None}) if some else []
    return sorted(found, key=lambda one: (one.sha256, one.pk))


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
