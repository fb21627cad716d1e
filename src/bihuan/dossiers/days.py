"""The days that deeds on a dossier tell: in their order, and marked in the entry where they were told too late."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField
from django.utils import timezone

from bihuan.domain.sequence import Moment, is_after_the_fact, refuse_future, refuse_out_of_order
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.ledger.models import Entry
from bihuan.ledger.prepared import Prepared, Slot
from bihuan.ledger.trail import holds

HAPPENED = "happened_on"  # the key under which the entry of a deed tells a day that is not its own
LATE = "after_the_fact"  # the key under which an entry says so
GRACE = "entry/after_the_fact"  # the rule: so many calendar days pass unmarked
# deeds whose day stands in no column: they happened when they were recorded, or when their entry says
RECORDED: Mapping[str, Moment] = {
    "enter_site": Moment.ENTER_SITE,
    "leave_site": Moment.LEAVE_SITE,
    "return_dossier": Moment.RETURNED,
}


def known_days(inspection: Inspection) -> dict[Moment, date]:
    """Return the days of a dossier that others rest on.

    Work that was taken over may be older than the round it was put into, and Bihuan knows no fieldwork of it.
    """
    known: dict[Moment, date] = {}
    if inspection.feedback_on is not None:
        known[Moment.FEEDBACK] = inspection.feedback_on
    if inspection.taken_over_on is None:
        known[Moment.ROUND_BEGUN] = inspection.round.from_on
    entries = Entry.objects.filter(authority_id=inspection.authority_id, stream=inspection.stream)
    rows = entries.filter(action__in=RECORDED).order_by("number").values_list("action", "recorded_at", "content")
    for action, at, content in rows:
        told = json.loads(bytes(content))["told"].get(HAPPENED)
        known[RECORDED[action]] = date.fromisoformat(told) if told else timezone.localtime(at).date()
    return known


def refuse_impossible_day(
    moment: Moment,
    day: date,
    inspection: Inspection,
    today: date,
    *,
    field: str = "on",
    known: Mapping[Moment, date] | None = None,
) -> None:
    """Refuse a day that lies ahead or before what it rests on; `known`: further days of its thing."""
    refuse_future(field, day, today)
    refuse_out_of_order(moment, day, {**known_days(inspection), **(known or {})})


def mark_of_lateness(moment: Moment, day: date | None, inspection: Inspection, today: date) -> dict[str, Any]:
    """Return what an entry says of a day that was told after the fact; nothing where it was told in time."""
    if day is None:
        return {}
    governing = rulebook_of(inspection, today).get(GRACE)
    grace = governing.value_as(int) if governing is not None else None
    if not is_after_the_fact(told=day, recorded=today, grace=grace):
        return {}
    is_older = inspection.taken_over_on is not None and day <= inspection.taken_over_on
    return {LATE: {"happened": moment, "happened_on": day, "recorded_on": today, "taken_over": is_older}}


@dataclass(frozen=True)
class Late:
    """A deed that was entered after the fact: what, on which day it was, on which it was entered, and its entry."""

    number: int
    happened: str
    happened_on: date
    recorded_on: date
    taken_over: bool


def late_in(number: int, told: Mapping[str, Any]) -> Late | None:
    """Return what an entry's words say of a day told after the fact."""
    mark = told.get(LATE)
    if mark is None:
        return None
    on, entered = (date.fromisoformat(mark[name]) for name in ("happened_on", "recorded_on"))
    return Late(number, mark["happened"], on, entered, mark["taken_over"])


def told_late(entries: Iterable[Entry]) -> Iterator[Late]:
    for entry in entries:
        late = late_in(entry.number, json.loads(bytes(entry.content))["told"])
        if late is not None:
            yield late


def late_entries(inspection: Inspection) -> list[Late]:
    """Return what of a dossier was entered after the fact, in the order of its entries."""
    latest = LATEST.ask(most=1, authority_id=inspection.authority_id, stream=inspection.stream)
    if not latest:
        return []
    return list(late_up_to(inspection.authority_id, inspection.stream, *latest[0]))


LATEST = Prepared(
    lambda: (
        Entry.objects.filter(authority_id=Slot("authority_id"), stream=Slot("stream", CharField()))
        .order_by("-number")
        .values_list("number", "digest")
    )
)


@lru_cache(maxsize=4096)
def late_up_to(authority_id: UUID, stream: str, number: int, digest: str) -> tuple[Late, ...]:
    """Return what was entered after the fact up to an entry; its digest stands for all entries before it, for ever."""
    rows = Entry.objects.filter(authority_id=authority_id, stream=stream, number__lte=number)
    return tuple(told_late(rows.filter(holds(f'"{LATE}":{{')).order_by("number")))
