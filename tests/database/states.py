"""The state of the tables in the form to which the ledger replays: personal columns as commitments."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps

from bihuan.domain.ledger import replay
from bihuan.ledger.models import Entry, Kept, PersonalKey
from bihuan.ledger.values import commitment, plain

State = dict[str, dict[str, dict[str, Any]]]


def kept_tables() -> list[type[Kept]]:
    return [model for model in apps.get_models() if issubclass(model, Kept)]


def state_of_tables() -> State:
    """Return every kept row as the ledger would tell it."""
    secrets = dict(PersonalKey.objects.values_list("id", "secret"))
    state: State = {}
    for model in kept_tables():
        for row in model._base_manager.all():
            columns = [column for column in row.kept_columns() if column not in row.unrecorded]
            told = {column: shown(row, column, secrets) for column in columns}
            state.setdefault(model._meta.db_table, {})[str(row.pk)] = told
    return state


def shown(row: Kept, column: str, secrets: dict[Any, str]) -> Any:
    value = json.loads(json.dumps(plain(getattr(row, column))))
    if column not in row.personal or value in (None, ""):
        return value
    return commitment(secrets[row.pk], column, value)


def state_of_ledger() -> State:
    """Return what all entries lead to."""
    rows = Entry.objects.order_by("authority_id", "stream", "number").values_list("content", flat=True)
    return replay(bytes(content) for content in rows)
