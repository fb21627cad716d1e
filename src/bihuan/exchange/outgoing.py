"""What goes along on a laptop: the dossiers of a team as far as the field needs them, and the people who work on them.

Clues, tips, the pool, draws and evaluations stay at home; so does everybody else's account.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from bihuan.access.models import Account, Assignment
from bihuan.closeout.contents import files_of, kept_tables, tables_of_a_dossier
from bihuan.domain.roles import TEAM
from bihuan.dossiers.files import content_of
from bihuan.dossiers.models import Inspection, Round, StoredFile
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.carrying import entry_carried, rows_carried
from bihuan.ledger.models import Entry, Kept, PersonalKey
from bihuan.organizations.models import HeadTenure

FIELD, AT_HAND = frozenset({"dossiers", "fieldwork"}), frozenset({"organizations", "rules", "fieldwork"})


def tables_of_the_field() -> list[type[Kept]]:
    """Return the tables whose rows of a dossier go along."""
    return [model for model in tables_of_a_dossier() if model._meta.app_label in FIELD]


def tables_at_hand() -> list[type[Kept]]:
    """Return the tables of the authority that the field looks things up in: the tree, packs, guides, regulations."""
    apart = {*tables_of_a_dossier(), HeadTenure}  # of heads only those of the dossiers' own organizations
    return [model for model in kept_tables() if model._meta.app_label in AT_HAND and model not in apart]


def written_on_a_stay() -> set[type[Any]]:
    """Return the tables that may be written on a laptop; no others come home, for these have come along whole."""
    return {*tables_of_the_field(), Inspection, StoredFile}


def carried_tables() -> set[type[Any]]:
    """Return every table that a laptop takes in at the beginning of a stay."""
    return {*written_on_a_stay(), *tables_at_hand(), Round, HeadTenure, Account, Assignment}


def going_along(dossiers: Sequence[Inspection]) -> dict[str, bytes]:
    """Return the files of a parcel for these dossiers of one authority."""
    authority_id = dossiers[0].authority_id
    rows: list[Kept] = list(dossiers)
    for model in tables_of_the_field():
        mine: dict[str, Any] = {"authority_id": authority_id, "inspection__in": dossiers}
        rows += model._base_manager.filter(**mine).order_by("id")
    stored = files_of(dossiers[0], rows)
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
    return parts | {f"files/{one.sha256}": content_of(one) for one in stored}


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
    roles = list(roles_of(authority_id, [one.pk for one in dossiers]).order_by("id"))
    accounts = Account.objects.filter(authority_id=authority_id, pk__in={one.account_id for one in roles})
    return [*accounts.order_by("id"), *roles]


def roles_of(authority_id: uuid.UUID, dossiers: Sequence[uuid.UUID | str]) -> QuerySet[Assignment]:
    """Return the roles that a team holds or held on dossiers."""
    of_team = [role.value for role in TEAM]
    return Assignment.objects.filter(authority_id=authority_id, dossier_id__in=dossiers, role__in=of_team)


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
