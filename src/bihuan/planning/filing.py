"""Deeds on what is filed above, and what is owed: derived from plans, rounds, hearings and years."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.domain.filings import Event, FilingKind, Owed, due_on, owed
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.rulebook import Rulebook
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.actions import PlaceTaken, with_new_file
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.facts import planning_rules
from bihuan.planning.models import Term, YearPlan
from bihuan.planning.records import Filing, Responsibility
from bihuan.planning.terms import PLANNERS


class FiledAlready(ValueError):
    """A paper is sent once, and received once."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"{title} stands so already; there is nothing left to do")


class NotSentYet(ValueError):
    """A receipt comes after the sending, not before it."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"{title} has not been sent by that day; enter the sending first")


def days_of(rules: Rulebook) -> Mapping[FilingKind, int]:
    """Return within how many days each paper is due, as far as the packs say."""
    known = {kind: rules.get(f"planning/filing_{kind}") for kind in FilingKind}
    return {kind: rule.value_as(int) for kind, rule in known.items() if rule is not None}


def events_of(authority_id: uuid.UUID, today: date) -> Iterator[Event]:
    """Return everything of planned terms that owes a paper: five queries."""
    terms = list(Term.objects.filter(authority_id=authority_id))
    for term in terms:
        if term.adopted_on is not None:
            yield Event(FilingKind.TERM_PLAN, f"{term.id}", term.name, term.adopted_on)
        for year in range(term.from_on.year, min(term.until_on.year, today.year - 1) + 1):
            yield Event(FilingKind.YEAR_REPORT, f"{term.id}:{year}", f"{term.name} {year}", date(year, 12, 31))
    for row in YearPlan.objects.filter(authority_id=authority_id).select_related("term"):
        if row.adopted_on is not None:
            about, name = f"{row.term_id}:{row.year}", f"{row.term.name} {row.year}"
            yield Event(FilingKind.YEAR_PLAN, about, name, row.adopted_on)
    for one in Round.objects.filter(authority_id=authority_id, term__in=[term.name for term in terms]):
        yield Event(FilingKind.ROUND_PLAN, f"{one.id}", one.name, one.from_on)
        over = one.ended_on or one.until_on
        if over is not None:
            yield Event(FilingKind.ROUND_REPORT, f"{one.id}", one.name, over)
    for heard in Responsibility.objects.filter(authority_id=authority_id, is_hearing=True):
        yield Event(FilingKind.SPEECH, f"{heard.id}", heard.matter[:60], heard.on)


def owed_to(authority_id: uuid.UUID, today: date) -> tuple[Owed, ...]:
    """Return what the authority owes the level above and has not registered."""
    events = list(events_of(authority_id, today))
    if not events:
        return ()
    there = Filing.objects.filter(authority_id=authority_id, withdrawn_on=None).exclude(about="")
    registered = [(FilingKind(kind), about) for kind, about in there.values_list("kind", "about")]
    return owed(events, registered, days_of(planning_rules(authority_id, today)), today)


def due_of(row: Filing, rules: Rulebook) -> date | None:
    """Return by when a registered paper is due."""
    return due_on(FilingKind(row.kind), row.event_on, days_of(rules))


@deed
def register_filing(
    *,
    actor: Actor,
    kind: str,
    about: str,
    title: str,
    to: str,
    in_name_of: str,
    event_on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Register a paper for the level above; what is due when follows from the day of its event."""
    role = require(actor, PLANNERS, "register_filing")
    there = Filing.objects.filter(authority_id=actor.authority_id, kind=kind, about=about, withdrawn_on=None)
    if about and there.exists():
        raise PlaceTaken("filing", title)
    row = Filing(
        authority_id=actor.authority_id,
        kind=FilingKind(kind).value,
        about=about,
        title=title,
        to=to,
        in_name_of=in_name_of,
        event_on=event_on,
    )
    return commit(note=note(actor, "register_filing", role, now, title, told={"filing": row.id}), rows=[row])


def filing_for(actor: Actor, filing_id: uuid.UUID) -> Filing:
    """Return a filing that stands, locked; raise NoSuchThing."""
    rows = Filing.objects.filter(authority_id=actor.authority_id, pk=filing_id, withdrawn_on=None)
    found: Filing | None = locked(rows).first()
    if found is None:
        raise NoSuchThing("filing", filing_id)
    return found


@deed
def send_filing(
    *,
    actor: Actor,
    filing_id: uuid.UUID,
    on: date,
    number: str,
    file_name: str = "",
    content: bytes = b"",
    now: datetime,
    key: str,
) -> Receipt:
    """Enter that a paper was sent up, and keep its file."""
    role, row = require(actor, PLANNERS, "send_filing"), filing_for(actor, filing_id)
    refuse_future("sent_on", on, actor.today)
    if row.sent_on is not None:
        raise FiledAlready(row.title)
    row.sent_on, row.number = on, number
    kept = receive(authority_id=actor.authority_id, name=file_name, content=content) if content else None
    row.file = kept
    told = {"filing": row.id, "sha256": kept.sha256 if kept else ""}
    entry = note(actor, "send_filing", role, now, row.title, told=told)
    return commit(note=entry, rows=with_new_file([row], kept))


@deed
def receive_filing(
    *, actor: Actor, filing_id: uuid.UUID, on: date, receipt: str, comments: str, now: datetime, key: str
) -> Receipt:
    """Enter the receipt of the level above, with its comments."""
    role, row = require(actor, PLANNERS, "receive_filing"), filing_for(actor, filing_id)
    refuse_future("received_on", on, actor.today)
    if row.sent_on is None or on < row.sent_on:
        raise NotSentYet(row.title)
    if row.received_on is not None:
        raise FiledAlready(row.title)
    row.received_on, row.receipt, row.comments = on, receipt, comments
    return commit(note=note(actor, "receive_filing", role, now, row.title, told={"filing": row.id}), rows=[row])
