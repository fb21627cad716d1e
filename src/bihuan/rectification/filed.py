"""Filing with five parties: plan and report go to all who have to know of them, each filing with who received it.

A filing counts for the very plan or report that was filed: one that took its place has to be filed anew. A party that
does not exist for a unit is stated by the office, with the reason.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import Filing, NotApplicable
from bihuan.domain.lifecycle.local_gates import FILED, FILED_WITH, MAY_BE_ABSENT
from bihuan.domain.sequence import Moment, OutOfOrder
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, note_of
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.facts import latest_plan, standing_report
from bihuan.rectification.models import AbsentParty, PartyFiling, Plan, Report
from bihuan.rectification.reports import taking


class NothingToFile(ValueError):
    """A paper is filed once it stands: the plan handed in, the report signed."""

    def __init__(self, paper: str) -> None:
        self.paper = paper
        super().__init__(f"there is no {paper} to file yet; hand the plan in, or have the report signed, first")


class PartyUnknown(ValueError):
    """A party with which nothing is filed, or that is there for every unit."""

    def __init__(self, party: str) -> None:
        self.party = party
        super().__init__(f"{party} is none of the parties that can be named here; choose one of the list")


class NobodyReceived(ValueError):
    """A filing that nobody received is none."""

    def __init__(self) -> None:
        super().__init__("no party is told to have received the paper; say for each who received it")


class PartyHasIt(ValueError):
    """One paper is filed with one party once."""

    def __init__(self, party: str) -> None:
        self.party = party
        super().__init__(f"this paper is filed with {party} already; withdraw that filing first where it was wrong")


class StatedAlready(ValueError):
    """A party is stated to be absent once."""

    def __init__(self, party: str) -> None:
        self.party = party
        super().__init__(f"that there is no {party} is stated already; nothing is left to do")


def paper_that_stands(inspection: Inspection, paper: str) -> tuple[int, date] | None:
    """Return number and day of the plan that was handed in and not returned, or of the signed report."""
    if paper == "plan":
        plan = latest_plan(inspection)
        return (plan.number, plan.submitted_on) if plan is not None and plan.returned_on is None else None
    report = standing_report(inspection)
    return (report.number, report.signed_on) if report is not None and report.signed_on is not None else None


def standing_filings(inspection: Inspection) -> list[PartyFiling]:
    """Return the filings of the papers that stand; those of papers that were replaced count no more."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    found = read_rows(PartyFiling, own, "on", "id", related=("scan",), empty=("withdrawn_on",))
    if not found:
        return []
    stands = {paper: paper_that_stands(inspection, paper) for paper in FILED}
    return [row for row in found if (now := stands.get(row.paper)) and now[0] == row.paper_number]


def filings_of(inspection: Inspection) -> tuple[Filing, ...]:
    """Return the filings that count, as gates ask them."""
    return tuple(Filing(row.paper, row.to, row.on) for row in standing_filings(inspection))


def owed_filings(inspections: Sequence[Inspection]) -> dict[uuid.UUID, list[tuple[str, str]]]:
    """Return, by dossier, which paper that stands is still to be filed with whom: four questions, however many."""
    at = {one.authority_id for one in inspections}
    mine: dict[str, Any] = {"authority_id__in": at, "inspection__in": inspections}
    stands = standing_papers(mine)
    there = set(
        PartyFiling.objects.filter(**mine, withdrawn_on=None).values_list(
            "inspection_id", "paper", "paper_number", "to"
        )
    )
    gone = set(AbsentParty.objects.filter(**mine, withdrawn_on=None).values_list("inspection_id", "party"))
    return {
        one.id: [
            (paper, str(to))
            for paper in FILED
            for to in FILED_WITH
            if (number := stands.get((one.id, paper))) is not None
            and (one.id, paper, number, str(to)) not in there
            and (one.id, str(to)) not in gone
        ]
        for one in inspections
    }


def standing_papers(mine: Mapping[str, Any]) -> dict[tuple[uuid.UUID, str], int]:
    """Return the number of the plan and of the signed report that stand, by dossier and paper."""
    found: dict[tuple[uuid.UUID, str], int] = {}
    for inspection_id, number, returned_on in (
        Plan.objects.filter(**mine).order_by("number").values_list("inspection_id", "number", "returned_on")
    ):
        found.pop((inspection_id, "plan"), None)
        if returned_on is None:
            found[inspection_id, "plan"] = number
    reports = Report.objects.filter(**mine, withdrawn_on=None).order_by("number")
    for inspection_id, number, signed_on in reports.values_list("inspection_id", "number", "signed_on"):
        found.pop((inspection_id, "report"), None)
        if signed_on is not None:
            found[inspection_id, "report"] = number
    return found


def absences(inspection: Inspection) -> list[AbsentParty]:
    """Return the parties that are stated not to exist."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return read_rows(AbsentParty, own, "on", "id", empty=("withdrawn_on",))


def absent_of(inspection: Inspection) -> tuple[NotApplicable, ...]:
    """Return the same as gates ask them."""
    return tuple(NotApplicable(row.party, row.reason) for row in absences(inspection))


@deed
def file_with_parties(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    paper: str,
    on: date,
    received: Mapping[str, str],
    receipts: Mapping[str, str],
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter with whom plan or report was filed; `received`: party → who received it, `receipts`: party → its number."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.FILED, on, inspection, actor.today)
    taken = taking(actor, "file_with_parties", inspection)
    stands = paper_that_stands(inspection, paper)
    if stands is None:
        raise NothingToFile(paper)
    number, since = stands
    if on < since:
        raise OutOfOrder(Moment.FILED, on, "submit_plan" if paper == "plan" else Moment.REPORT_SIGNED, since)
    told = list(parties_told(inspection, paper, received))
    scan = receive(authority_id=actor.authority_id, name=file_name, content=content) if content else None
    rows = [
        PartyFiling(
            authority_id=actor.authority_id,
            inspection=inspection,
            paper=paper,
            paper_number=number,
            to=party,
            on=on,
            received_by=by,
            receipt=receipts.get(party, "").strip(),
            scan=scan,
        )
        for party, by in told
    ]
    words = {"paper": paper, "number": number, "to": [party for party, _ in told]}
    late = mark_of_lateness(Moment.FILED, on, inspection, actor.today)
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=paper, told=words | late)
    return commit(note=note, rows=with_new_file(rows, scan))


def parties_told(inspection: Inspection, paper: str, received: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each party with who received the paper; refuse what is no party, and what is filed already."""
    there = {row.to for row in standing_filings(inspection) if row.paper == paper}
    told = {party: by.strip() for party, by in received.items() if by.strip()}
    if not told:
        raise NobodyReceived
    for party, by in told.items():
        if party not in FILED_WITH:
            raise PartyUnknown(party)
        if party in there:
            raise PartyHasIt(party)
        yield party, by


@deed
def withdraw_party_filing(
    *, actor: Actor, inspection_id: uuid.UUID, filing_id: uuid.UUID, reason: str, now: datetime, key: str
) -> Receipt:
    """Withdraw a filing that was entered wrongly; it stays, struck out, with the reason."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "file_with_parties", inspection)
    mine = {"authority_id": actor.authority_id, "inspection": inspection}
    row = PartyFiling.objects.filter(**mine, pk=filing_id, withdrawn_on=None).first()
    if row is None:
        raise NoSuchThing("filing", filing_id)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=row.paper, reason=reason)
    return commit(note=replace(note, action="withdraw_party_filing"), rows=[row])


@deed
def state_party_absent(
    *, actor: Actor, inspection_id: uuid.UUID, party: str, reason: str, now: datetime, key: str
) -> Receipt:
    """State that a party does not exist for this unit, such as a resident office in a town."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "state_party_absent", inspection, reason=reason)
    if party not in MAY_BE_ABSENT:
        raise PartyUnknown(party)
    if any(row.party == party for row in absences(inspection)):
        raise StatedAlready(party)
    row = AbsentParty(
        authority_id=actor.authority_id, inspection=inspection, party=party, reason=reason.strip(), on=actor.today
    )
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=party, reason=reason)
    return commit(note=note, rows=[row])


@deed
def withdraw_absence(
    *, actor: Actor, inspection_id: uuid.UUID, party: str, reason: str, now: datetime, key: str
) -> Receipt:
    """Take back that a party does not exist."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "state_party_absent", inspection, reason=reason)
    row = next((one for one in absences(inspection) if one.party == party), None)
    if row is None:
        raise NoSuchThing("absence", party)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=party, reason=reason)
    return commit(note=replace(note, action="withdraw_absence"), rows=[row])
