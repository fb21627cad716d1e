"""Rows and entries that go from one installation to another: written down as they are, and taken in as they are.

What is taken in was done elsewhere, under the same rules: its entries come with it, byte for byte, and the rows have to
be what these entries lead to. Nothing is decided anew.
"""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import models

from bihuan.domain.ledger import Line, State, fault_of, replay
from bihuan.ledger.checking import recorded_in
from bihuan.ledger.models import Entry, Kept, PersonalKey, as_it_was
from bihuan.ledger.rows import recorded
from bihuan.ledger.values import refuse_unkeepable
from bihuan.ledger.words import keep_words

COLUMNS = (
    *("stream", "number", "action", "actor_id", "actor_name", "role", "subject", "reason", "key"),
    *("fingerprint", "algorithm", "previous", "digest"),
)
NOT_WRITTEN_SO = (DeserializationError, LookupError, TypeError, ValueError, AttributeError, binascii.Error)


class NotAsCarried(ValueError):
    """What came from elsewhere does not hold together: the place in it, and why."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"{place}: {reason}; have the package made again")


def rows_carried(rows: Iterable[models.Model]) -> list[Any]:
    """Return rows as they are carried; what lies sealed here is told openly, for the package itself is sealed."""
    told: list[Any] = json.loads(serializers.serialize("json", rows))
    return told


def rows_from(told: Sequence[Any], allowed: Collection[type[models.Model]], authority_id: uuid.UUID) -> list[Any]:
    """Return carried rows as models; raise NotAsCarried for a table or an authority that is not expected."""
    try:
        rows: list[Any] = [one.object for one in serializers.deserialize("json", json.dumps(told))]
    except NOT_WRITTEN_SO as error:
        raise NotAsCarried("rows", "they are not written as rows are") from error
    for row in rows:
        table = row._meta.db_table
        if type(row) not in allowed:
            raise NotAsCarried(table, "rows of this table are not carried")
        if row.authority_id != authority_id:
            raise NotAsCarried(table, "a row belongs to another authority")
        refuse_unkeepable(row)
    return rows


def entry_carried(entry: Entry) -> dict[str, Any]:
    """Return an entry as it is carried: its bytes, and what stands beside them."""
    told = {column: getattr(entry, column) for column in COLUMNS}
    told |= {"actor_id": str(entry.actor_id) if entry.actor_id else None}
    return told | {"content": base64.b64encode(bytes(entry.content)).decode()}


def entries_from(told: Sequence[Any], authority_id: uuid.UUID) -> list[Entry]:
    """Return carried entries; what stands beside their bytes has to be what the bytes say."""
    try:
        return [entry_from(one, authority_id) for one in told]
    except NOT_WRITTEN_SO as error:
        if isinstance(error, NotAsCarried):
            raise
        raise NotAsCarried("entries", "they are not written as entries are") from error


def entry_from(told: Mapping[str, Any], authority_id: uuid.UUID) -> Entry:
    content = base64.b64decode(told["content"], validate=True)
    said = json.loads(content)
    beside = {name: told[name] for name in ("stream", "number", "action", "role", "subject", "reason", "key")}
    within = {name: said[name] for name in beside}
    if beside != within or (told["actor_id"], str(authority_id)) != (said["actor"], said["authority"]):
        raise NotAsCarried(f"{told['stream']}, {told['number']}", "what is told beside the entry is not what it says")
    values = {column: told[column] for column in COLUMNS}  # its id is new: ids rise with the time of coming in
    values["actor_id"] = uuid.UUID(told["actor_id"]) if told["actor_id"] else None
    at = datetime.fromisoformat(said["recorded_at"])
    return Entry(**values, authority_id=authority_id, recorded_at=at, content=content)


def refuse_broken(entries: Sequence[Entry], heads: Mapping[str, Sequence[Any]]) -> None:
    """Raise NotAsCarried unless the entries of each stream follow its head (number, digest) and one another."""
    now = {stream: (int(number), str(digest)) for stream, (number, digest) in heads.items()}
    for entry in entries:
        place = f"{entry.stream}, {entry.number}"
        if entry.stream not in now:
            raise NotAsCarried(place, "this stream was not lent")
        number, previous = now[entry.stream]
        content = bytes(entry.content)
        labels = (entry.stream, entry.number, entry.action, recorded_in(content), content)
        reason = fault_of(Line(*labels, entry.algorithm, entry.previous, entry.digest), number + 1, previous)
        if reason:
            raise NotAsCarried(place, reason)
        now[entry.stream] = (entry.number, entry.digest)


def take_in(rows: Sequence[Kept], secrets: Sequence[PersonalKey], entries: Sequence[Entry]) -> None:
    """Write what was done elsewhere, where the rows are what the entries lead to; raise NotAsCarried otherwise."""
    told = replay(bytes(entry.content) for entry in entries)
    there = standing(rows)
    take_secrets(secrets, told)
    for row in rows:
        refuse_untold(row, there.get(row.pk), told.get(row._meta.db_table, {}).get(str(row.pk), {}))
    came = {(row._meta.db_table, str(row.pk)) for row in rows}
    lost = sorted((table, row_id) for table, found in told.items() for row_id in found if (table, row_id) not in came)
    if lost:
        raise NotAsCarried(" ".join(lost[0]), "an entry tells of this row, and it did not come")
    put_in(rows, there)
    Entry.objects.bulk_create(entries, batch_size=200)


def found_with(rows: Sequence[Any], secrets: Sequence[PersonalKey], entries: Sequence[Entry]) -> None:
    """Write what an empty installation begins with; whoever calls has proven where it comes from."""
    PersonalKey.objects.bulk_create(secrets, batch_size=500)
    put_in(rows, {})
    Entry.objects.bulk_create(entries, batch_size=200)


def standing(rows: Iterable[Kept]) -> dict[uuid.UUID, Kept]:
    """Return those of the rows that stand here already, as they stand."""
    of: dict[type[Kept], list[Kept]] = {}
    for row in rows:
        of.setdefault(type(row), []).append(row)
    return {
        found.pk: found
        for model, some in of.items()
        for found in model._base_manager.filter(authority_id=some[0].authority_id, pk__in=[row.pk for row in some])
    }


def take_secrets(secrets: Sequence[PersonalKey], told: State) -> None:
    """Write the keys of commitments of rows that the entries tell of; one that is here already stays."""
    for one in secrets:
        if str(one.pk) not in told.get(one.table, {}):
            raise NotAsCarried(one.table, "a key came for a row that no entry tells of")
    if not secrets:
        return
    rows = PersonalKey.objects.filter(authority_id=secrets[0].authority_id, pk__in=[one.pk for one in secrets])
    known = set(rows.values_list("pk", flat=True))
    PersonalKey.objects.bulk_create([one for one in secrets if one.pk not in known], batch_size=500)


def refuse_untold(row: Kept, there: Kept | None, told: Mapping[str, Any]) -> None:
    """Raise NotAsCarried where a column is neither as it stands here nor what an entry tells."""
    place = f"{row._meta.db_table} {row.pk}"
    if row.by_content and there is not None:
        return  # the same file under the same content
    for column in row.kept_columns():
        if column in row.unrecorded:
            continue
        if column in told:
            if json.loads(json.dumps(recorded(row, column))) != told[column]:
                raise NotAsCarried(place, f"{column} is not what the entries lead to")
        elif there is None or getattr(row, column) != getattr(there, column):
            raise NotAsCarried(place, f"no entry tells of {column}")


def put_in(rows: Sequence[Kept], there: Mapping[uuid.UUID, Kept]) -> None:
    """Write rows as they are, new ones and ones that stand here, and have them found by their words."""
    for row in rows:
        before = there.get(row.pk)
        if before is not None and row.by_content:
            continue
        models.Model.save_base(row, raw=True, force_insert=before is None, force_update=before is not None)
        row.as_loaded = None if before is None else {c: as_it_was(getattr(before, c)) for c in before.kept_columns()}
    keep_words([row for row in rows if not (row.by_content and row.pk in there)])
