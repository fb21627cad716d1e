"""What is put right at once while the team is on site, and matters of public concern that are solved there."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import NoSuchStep
from bihuan.domain.lifecycle.reply import FixStage, fits
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.dossiers.steps import Taken, next_number, note_of, numbered, taking_on
from bihuan.fieldwork.facts import paper_for
from bihuan.fieldwork.models import FixOrder, PublicConcern
from bihuan.ledger.door import Receipt, commit, deed

AGAIN = "again"  # the check sends it back


class DueDayPast(ValueError):
    """Nobody can do something by a day that is over."""

    def __init__(self, due_on: date, today: date) -> None:
        self.due_on, self.today = due_on, today
        super().__init__(f"due_on: {due_on} lies before today ({today}); give a day to come")


class MatterMissing(ValueError):
    """An order says what is to be put right, in its own words or by the working paper it rests on."""

    def __init__(self) -> None:
        super().__init__("neither a matter nor a working paper is told; choose the paper or write the matter")


class RemarkMissing(ValueError):
    """Whoever sends something back, or finds it not done, says why."""

    def __init__(self) -> None:
        super().__init__("a matter that is not done needs a remark; say what is missing")


class EnteredAlready(ValueError):
    """What came of a matter is entered once."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"what came of number {number} is entered already; nothing is left to do")


def refuse_past(due_on: date | None, today: date) -> None:
    """Raise DueDayPast where a day to come is already over."""
    if due_on is not None and due_on < today:
        raise DueDayPast(due_on, today)


def kept(
    actor: Actor,
    inspection: Inspection,
    taken: Taken,
    now: datetime,
    row: Any,
    file: StoredFile | None = None,
    late: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Receipt:
    """Write one numbered row of a dossier with its entry, and the file that came with it; `late`: its lateness."""
    told = {row._meta.model_name: row.id, "number": row.number, **(late or {})}
    about = {"subject": str(row.number), "reason": reason}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told, **about)
    return commit(note=note, rows=with_new_file([row], file))


def received(actor: Actor, file_name: str, content: bytes) -> StoredFile | None:
    """Return the file that came with an answer, None where there was none."""
    return receive(authority_id=actor.authority_id, name=file_name, content=content) if content else None


@deed
def order_fix(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    paper_id: uuid.UUID | None,
    matter: str,
    found: str,
    basis: str,
    demand: str,
    due_on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Tell the unit to put something right at once; what the working paper says of it is not written again."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["order_fix"], bare_facts)
    paper = paper_for(actor, paper_id)[0] if paper_id else None
    refuse_past(due_on, actor.today)
    title = matter.strip() or (paper.title if paper else "")
    if not title:
        raise MatterMissing
    row = FixOrder(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(FixOrder, inspection),
        paper=paper if paper and paper.inspection_id == inspection.id else None,
        matter=title,
        found=found.strip() or (paper.phenomenon if paper else "") or title,
        basis=basis.strip() or (paper.basis if paper else ""),
        demand=demand.strip(),
        ordered_on=actor.today,
        due_on=due_on,
    )
    return kept(actor, inspection, taken, now, row)


@deed
def answer_fix(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    how: str,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Tell, as the unit, how a matter was put right, with what shows it."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["answer_fix"], bare_facts)
    row = at_its_stage(numbered(FixOrder, inspection, number), "answer_fix")
    file = received(actor, file_name, content)
    row.answer, row.answered_on, row.file = how.strip(), actor.today, file or row.file
    row.stage = FixStage.ANSWERED
    return kept(actor, inspection, taken, now, row, file)


@deed
def tell_own_fix(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    matter: str,
    how: str,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Tell, as the unit, what it put right by itself; the team looks at it, or the next rolling check does."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["tell_own_fix"], bare_facts)
    file = received(actor, file_name, content)
    row = FixOrder(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(FixOrder, inspection),
        own=True,
        stage=FixStage.ANSWERED,
        matter=matter.strip(),
        found=matter.strip(),
        ordered_on=actor.today,
        answer=how.strip(),
        answered_on=actor.today,
        file=file,
    )
    return kept(actor, inspection, taken, now, row, file)


@deed
def check_fix(
    *, actor: Actor, inspection_id: uuid.UUID, number: int, result: str, comment: str, now: datetime, key: str
) -> Receipt:
    """Check on the spot what was put right: done, not done (it goes on with the feedback), or sent back."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["check_fix"], bare_facts)
    row = at_its_stage(numbered(FixOrder, inspection, number), "check_fix")
    if result != FixStage.DONE and not comment.strip():
        raise RemarkMissing
    row.remark = comment.strip()
    row.stage = FixStage.ORDERED if result == AGAIN else FixStage(result)
    row.checked_on = None if result == AGAIN else actor.today
    return kept(actor, inspection, taken, now, row)


def at_its_stage(row: FixOrder, name: str) -> FixOrder:
    """Return the row where it knows the deed; raise NoSuchStep."""
    if not fits(name, row.stage):
        raise NoSuchStep(name, row.stage)
    return row


@deed
def note_concern(*, actor: Actor, inspection_id: uuid.UUID, matter: str, on: date, now: datetime, key: str) -> Receipt:
    """Note a matter that troubles people."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["note_concern"], bare_facts)
    refuse_future("on", on, actor.today)
    row = PublicConcern(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(PublicConcern, inspection),
        matter=matter.strip(),
        found_on=on,
    )
    return kept(actor, inspection, taken, now, row)


@deed
def solve_concern(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    on: date,
    solution: str,
    people_served: int,
    recovered_fen: int,
    written_off_fen: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Say how a matter of public concern was solved: what it brought, and how many people it served."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["solve_concern"], bare_facts)
    refuse_future("on", on, actor.today)
    row = numbered(PublicConcern, inspection, number)
    if row.solved_on is not None:
        raise EnteredAlready(number)
    row.solution, row.solved_on, row.people_served = solution.strip(), on, people_served
    row.recovered_fen, row.written_off_fen = recovered_fen, written_off_fen
    return kept(actor, inspection, taken, now, row)
