"""The authority's own stream of the ledger as the audit administrator reads it: accounts, roles, settings, the tree.

Dossiers have streams of their own; no entry of theirs comes here, and nothing of what they say.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from bihuan.access.actions import authority_stream
from bihuan.access.models import Account
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.models import Entry
from bihuan.web.words import actor_words, in_brackets, spoken

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """One row that an entry wrote: its table, and its columns as the ledger has them."""

    table: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """One entry with the account it was about, and the rows it wrote."""

    entry: Entry
    about: str
    changes: tuple[Change, ...]


def own_entries(actor: Actor) -> QuerySet[Entry]:
    """Return the entries of the authority's own stream, the latest first."""
    rows = Entry.objects.filter(authority_id=actor.authority_id, stream=authority_stream(actor.authority_id))
    return rows.order_by("-number")


def entries_asked(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Entry]:
    """Return the entries that fit what was asked: by whom, what, from which day to which."""
    rows = own_entries(actor)
    if asked.get("who"):
        rows = rows.filter(actor_id=asked["who"]) if asked["who"] != MACHINE else rows.filter(actor_id=None)
    if asked.get("deed"):
        rows = rows.filter(action=asked["deed"])
    if asked.get("from_on"):
        rows = rows.filter(recorded_at__gte=begins(asked["from_on"]))
    if asked.get("until_on"):
        rows = rows.filter(recorded_at__lt=begins(asked["until_on"]) + A_DAY)
    return rows


def begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


MACHINE = "machine"  # the command line on the server itself acts without an account


def people_in(actor: Actor) -> list[tuple[str, str]]:
    """Return who acted in the stream, by name: the value of the filter and the words."""
    rows = own_entries(actor).order_by().values_list("actor_id", "actor_name").distinct()
    found = {str(who or MACHINE): actor_words(name) for who, name in rows}
    return sorted(found.items(), key=lambda one: one[1])


def deeds_in(actor: Actor) -> list[str]:
    """Return the deeds that stand in the stream."""
    return sorted(set(own_entries(actor).order_by().values_list("action", flat=True).distinct()))


def lines_of_page(actor: Actor, entries: Iterable[Entry]) -> list[Line]:
    """Return the entries of one page, the accounts they are about by name: one query for all of them."""
    rows = list(entries)
    ids = {one for one in (id_in(row.subject) for row in rows) if one is not None}
    accounts = Account.objects.filter(authority_id=actor.authority_id, pk__in=ids)
    names = {str(row.id): in_brackets(row.name, row.login_name) for row in accounts}
    return [Line(row, names.get(row.subject) or short(row.subject), changes_of(row)) for row in rows]


def short(subject: str) -> str:
    """Return what an entry is about; an id that names nothing here by its first signs."""
    return f"{subject[:8]}…" if id_in(subject) else spoken(subject)


def id_in(subject: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(subject)
    except ValueError:
        return None


def changes_of(entry: Entry) -> tuple[Change, ...]:
    told = json.loads(bytes(entry.content))
    return tuple(
        Change(row["table"], tuple((name, shown(value)) for name, value in sorted(row["set"].items())))
        for row in told["rows"]
    )


def shown(value: Any) -> str:
    """Return a column as the ledger has it; a commitment by its first signs."""
    if isinstance(value, dict) and set(value) == {"commitment"}:
        return f"⟨{value['commitment'][:12]}…⟩"
    return (
        "–" if value in (None, "") else json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    )
