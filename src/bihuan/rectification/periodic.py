"""Periodic reports on the rectification: the office calls for them, the unit writes, the head in office signs."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import PeriodicReport as PeriodicFacts
from bihuan.domain.lifecycle.facts import head_on
from bihuan.domain.natural_months import add_months
from bihuan.domain.sequence import Moment
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import heads_of
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.dossiers.steps import NoSuchThing, Taken, inspection_for, note_of
from bihuan.ledger.door import ChangedMeanwhile, Receipt, commit, deed
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.facts import plan_facts
from bihuan.rectification.measures import TextMissing
from bihuan.rectification.models import PeriodicReport
from bihuan.rectification.reports import signer_of, taking


class NothingCalledFor(ValueError):
    """Days on which reports are due already, or that lie before today."""

    def __init__(self, first_on: date) -> None:
        self.first_on = first_on
        super().__init__(f"from {first_on} on no new report would be due; choose days ahead that stand for none yet")


class NotWrittenYet(ValueError):
    """A report is written before it is signed."""

    def __init__(self, due_on: date) -> None:
        self.due_on = due_on
        super().__init__(f"the report due on {due_on} is not written yet; write it first")


class PeriodicSigned(ValueError):
    """A signed report stands, as long as whoever signed it was head on that day."""

    def __init__(self, due_on: date) -> None:
        self.due_on = due_on
        super().__init__(f"the report due on {due_on} is signed already; nothing is left to do")


def standing_periodic(inspection: Inspection) -> list[PeriodicReport]:
    """Return the reports that are called for, by their due day."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return read_rows(PeriodicReport, own, "due_on", related=("file", "signed_paper"), empty=("withdrawn_on",))


def periodic_of(inspection: Inspection) -> tuple[PeriodicFacts, ...]:
    """Return the same as gates ask them."""
    return tuple(PeriodicFacts(row.due_on, row.signed_by, row.signed_on) for row in standing_periodic(inspection))


def waiting(rows: Iterable[PeriodicReport]) -> list[PeriodicReport]:
    """Return the reports that are written and wait for their signature."""
    return [row for row in rows if row.written_on is not None and row.signed_on is None]


def to_write(inspection: Inspection, rows: Iterable[PeriodicReport]) -> list[PeriodicReport]:
    """Return the reports that can be written: those not signed, and those signed by somebody who was not head."""
    return [row for row in rows if row.signed_on is None or not is_signed_by_its_head(inspection, row)]


def fingerprint_of(rows: Iterable[PeriodicReport]) -> str:
    """Return the fingerprint of what a signer or an author is shown: every report that waits, word for word."""
    told = [
        [row.due_on.isoformat(), row.text, row.file.sha256 if row.file else "", str(row.written_on)]
        for row in waiting(rows)
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def report_due(inspection: Inspection, day: date) -> PeriodicReport:
    """Return the report that is due on a day; raise NoSuchThing."""
    found = next((row for row in standing_periodic(inspection) if row.due_on == day), None)
    if found is None:
        raise NoSuchThing("periodic report", day)
    return found


@deed
def call_periodic_reports(
    *, actor: Actor, inspection_id: uuid.UUID, first_on: date, every_months: int, times: int, now: datetime, key: str
) -> Receipt:
    """Call for reports: the first one by a day, and so many in all, each so many months after the one before."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "call_periodic_reports", inspection)
    there = {row.due_on for row in standing_periodic(inspection)}
    days = [add_months(first_on, every_months * place) for place in range(times)]
    fresh = [day for day in days if day not in there]
    if not fresh or first_on < actor.today:
        raise NothingCalledFor(first_on)
    rows = [
        PeriodicReport(authority_id=actor.authority_id, inspection=inspection, due_on=day, called_on=actor.today)
        for day in fresh
    ]
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told={"due_on": fresh})
    return commit(note=note, rows=rows)


@deed
def cancel_periodic_report(
    *, actor: Actor, inspection_id: uuid.UUID, due_on: date, reason: str, now: datetime, key: str
) -> Receipt:
    """Call for a report no more; it stays, struck out, with the reason."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "call_periodic_reports", inspection)
    row = report_due(inspection, due_on)
    if row.signed_on is not None:
        raise PeriodicSigned(due_on)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    told = {"due_on": due_on}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=replace(note, action="cancel_periodic_report"), rows=[row])


@deed
def write_periodic_report(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    due_on: date,
    text: str,
    file_name: str,
    content: bytes,
    shown: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Write a report that is called for. One that was signed by somebody who was not head that day is written anew.

    `shown`: the fingerprint of what waits for its signature, as the author read it; asked where he writes over it.
    """
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "write_periodic_report", inspection)
    row = report_due(inspection, due_on)
    if not text.strip() and not content:
        raise TextMissing("text")
    if waiting([row]) and shown != fingerprint_of(standing_periodic(inspection)):
        raise ChangedMeanwhile(PeriodicReport._meta.db_table, row.pk)
    rows = [row]
    if row.signed_on is not None:
        if is_signed_by_its_head(inspection, row):
            raise PeriodicSigned(due_on)
        row.withdrawn_on, row.withdrawn_reason = actor.today, "replaced"
        row = PeriodicReport(
            authority_id=actor.authority_id, inspection=inspection, due_on=due_on, called_on=row.called_on
        )
        rows.append(row)
    file = receive(authority_id=actor.authority_id, name=file_name, content=content) if content else None
    row.text, row.file, row.written_on = text.strip(), file, actor.today
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told={"due_on": due_on})
    return commit(note=note, rows=with_new_file(rows, file))


def is_signed_by_its_head(inspection: Inspection, row: PeriodicReport) -> bool:
    """True where whoever signed was head on the day of his signature."""
    head = head_on(heads_of(inspection, row.signed_on), row.signed_on) if row.signed_on else None
    return head is not None and head.name == row.signed_by


@deed
def sign_periodic_report(
    *, actor: Actor, inspection_id: uuid.UUID, due_on: date, shown: str, now: datetime, key: str
) -> Receipt:
    """Sign a report by one's own account, as the head in office today; `shown`: the fingerprint of what was read."""
    inspection = inspection_for(actor, inspection_id)
    signer = signer_of(actor, inspection)
    facts = replace(plan_facts(inspection, actor.today), signer=signer)
    taken = taking(actor, "sign_periodic_report", inspection, facts)
    return signed(actor, taken, inspection, due_on, shown, by=signer, on=actor.today, paper=None, now=now)


@deed
def attest_periodic_report(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    due_on: date,
    signed_by: str,
    signed_on: date,
    paper_name: str,
    paper: bytes,
    shown: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter the scanned wet signature, attested by the liaison; the signer must have been head on that day."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.PERIODIC_SIGNED, signed_on, inspection, actor.today, field="signed_on")
    facts = replace(plan_facts(inspection, signed_on), heads=heads_of(inspection, signed_on), signer=signed_by.strip())
    taken = taking(actor, "attest_periodic_report", inspection, facts)
    scan = receive(authority_id=actor.authority_id, name=paper_name, content=paper)
    return signed(actor, taken, inspection, due_on, shown, by=signed_by.strip(), on=signed_on, paper=scan, now=now)


def signed(
    actor: Actor,
    taken: Taken,
    inspection: Inspection,
    day: date,
    shown: str,
    *,
    by: str,
    on: date,
    paper: StoredFile | None,
    now: datetime,
) -> Receipt:
    row = report_due(inspection, day)
    if row.signed_on is not None:
        raise PeriodicSigned(day)
    if row.written_on is None:
        raise NotWrittenYet(day)
    if shown != fingerprint_of(standing_periodic(inspection)):
        raise ChangedMeanwhile(PeriodicReport._meta.db_table, row.pk)
    row.signed_by, row.signed_on, row.signed_paper = by, on, paper
    late = mark_of_lateness(Moment.PERIODIC_SIGNED, on, inspection, actor.today)
    told = {"due_on": day, "signed_on": on, "how": "paper" if paper else "account", "shown": shown}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told | late)
    return commit(note=note, rows=with_new_file([row], paper))
