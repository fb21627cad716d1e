"""Deeds about guides: released by the office, chosen for a team, ticked on the spot."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.domain.field_guides import Fault, Row, TickResult, guide_of_rows
from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.roles import Role
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, next_number, note_of, numbered, taking_on
from bihuan.fieldwork.facts import papers_seen
from bihuan.fieldwork.guide_tables import GuideInUse, GuideTick, GuideVersion
from bihuan.fieldwork.guides import (
    LAYERED,
    Present,
    category_of,
    choosable_guides,
    in_use,
    key_of,
    present_guides,
    version_for,
    working_by,
)
from bihuan.fieldwork.paper_tables import WorkingPaper
from bihuan.intake.lexicon import load
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept


class GuideFaulty(ValueError):
    """Rows that write no guide."""

    def __init__(self, miswritten: Sequence[Fault]) -> None:
        self.faults = tuple(miswritten)
        first = miswritten[0]
        super().__init__(f"row {first.line}, {first.column}: {first.code} {first.subject}; correct it")


class GuideUnchanged(ValueError):
    """The very guide that is released already."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"{title} says exactly what is released already; change it, or leave it")


class GuideInUseAlready(ValueError):
    """The team works by the present version already."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"the team works by {title} already; nothing is left to do")


class PaperNotNamed(ValueError):
    """A problem that was seen is told by a working paper; what has none yet is to be followed up."""

    def __init__(self) -> None:
        super().__init__("no working paper is named; choose it, or write it from the point")


class WithdrawnAlready(ValueError):
    """A tick is withdrawn once."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"tick {number} is withdrawn already; nothing is left to do")


@deed
def release_guide(
    *, actor: Actor, category: str, title: str, rows: Sequence[Row], reason: str, now: datetime, key: str
) -> Receipt:
    """Release a version of the guide of a category. Whoever works by an earlier one goes on with that."""
    role = require(actor, frozenset({Role.OFFICE}), "release_guide")
    if category not in CATEGORIES or category in SUPERVISING:
        raise NoSuchThing("category", category)
    if not reason.strip():
        raise ReasonMissing("release_guide")
    guide, faults = guide_of_rows(rows, load("taxonomy")["areas"])
    if faults:
        raise GuideFaulty(faults)
    words = title.strip() or CATEGORIES[category].zh
    stands = present_guides(actor.authority_id).get(category)
    if stands is not None and (stands.guide, stands.title) == (guide, words):
        raise GuideUnchanged(words)
    present = Present(LAYERED, category, words, guide, actor.today, is_ours=False)
    row, _is_new = version_for(actor.authority_id, present, actor.today)
    if not row._state.adding:  # an earlier text again: it becomes the newest release
        row = copy_of(row, actor)
    row.is_ours = False
    told = {"guide": row.id, "number": row.number, "sha256": row.sha256}
    return commit(note=note(actor, "release_guide", role, now, words, reason, told=told), rows=[row])


def copy_of(row: GuideVersion, actor: Actor) -> GuideVersion:
    rows = GuideVersion.objects.filter(authority_id=actor.authority_id, sort=row.sort, name=row.name)
    return GuideVersion(
        authority_id=actor.authority_id,
        sort=row.sort,
        name=row.name,
        number=rows.count() + 1,
        title=row.title,
        body=row.body,
        sha256=row.sha256,
        since=actor.today,
    )


def taken_into_use(inspection: Inspection, present: Present, on: date, number: int) -> Iterator[Kept]:
    """Return the rows by which a team works by a guide: the version where it is not kept yet, and its use."""
    version, is_new = version_for(inspection.authority_id, present, on)
    if is_new:
        yield version
    yield GuideInUse(
        authority_id=inspection.authority_id, inspection=inspection, number=number, version_of=version, taken_on=on
    )


def guide_of_category(inspection: Inspection, on: date) -> Sequence[Kept]:
    """Return the rows by which a team that enters works by the guide of the category; none where one was chosen."""
    there = in_use(inspection)
    if any(one.ended_on is None and one.version_of.sort == LAYERED for one in there):
        return ()
    present = present_guides(inspection.authority_id).get(category_of(inspection))
    return tuple(taken_into_use(inspection, present, on, len(there) + 1)) if present else ()


@deed
def choose_guide(*, actor: Actor, inspection_id: uuid.UUID, guide: str, now: datetime, key: str) -> Receipt:
    """Let a team work by a guide as it stands now; the layered one before it is put aside, with what was ticked."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["choose_guide"], bare_facts)
    present = choosable_guides(actor.authority_id).get(guide)
    if present is None:
        raise NoSuchThing("guide", guide)
    there = in_use(inspection)
    rows: list[Kept] = list(taken_into_use(inspection, present, actor.today, len(there) + 1))
    new = rows[-1]
    assert isinstance(new, GuideInUse)
    standing = [one for one in there if one.ended_on is None]
    if any(one.version_of_id == new.version_of_id for one in standing):
        raise GuideInUseAlready(present.title)
    for one in standing:
        same_method = (one.version_of.sort, one.version_of.name) == (present.sort, present.name)
        if same_method or (present.sort == one.version_of.sort == LAYERED):
            one.ended_on = actor.today
            rows.append(one)
    told = {"guide": guide, "number": new.number}
    entry = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=present.title, told=told)
    return commit(note=entry, rows=rows)


@deed
def put_guide_aside(
    *, actor: Actor, inspection_id: uuid.UUID, number: int, reason: str, now: datetime, key: str
) -> Receipt:
    """Work by a guide no more; it stays with what was ticked in it, and with the reason."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["put_guide_aside"], bare_facts, reason)
    row = working_by(inspection, number)
    row.ended_on, row.ended_reason = actor.today, reason.strip()
    entry = note_of(
        actor=actor, taken=taken, inspection=inspection, now=now, subject=row.version_of.title, reason=reason
    )
    return commit(note=entry, rows=[row])


@deed
def tick_guide(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    point: str,
    result: str,
    paper_id: uuid.UUID | None,
    remark: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Say that a point was looked at, what was seen, and which working paper came of it."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["tick_guide"], bare_facts)
    paper = None
    if result == TickResult.PAPER:
        rows = papers_seen(actor, inspection).exclude(stage=PaperStage.WITHDRAWN)
        paper = rows.filter(pk=paper_id).first() if paper_id else None
        if paper is None:
            raise PaperNotNamed
    tick = tick_on(actor, inspection, taken.role, f"{number}/{point}", result, paper, remark)
    told = {"tick": tick.id, "number": tick.number, "point": point, "result": result}
    entry = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=point, told=told)
    return commit(note=entry, rows=[tick])


def tick_on(
    actor: Actor,
    inspection: Inspection,
    role: Role,
    place: str,
    result: str,
    paper: WorkingPaper | None,
    remark: str = "",
) -> GuideTick:
    """Return the row of a tick; raise NoSuchThing where the team works by no such guide, or it has no such point.

    `place` is the number of the guide on the dossier and the code of the point, with a stroke between them.
    """
    number, _stroke, point = place.partition("/")
    used = working_by(inspection, int(number) if number.isdecimal() and len(number) < len("1000") else 0)
    if used.version_of.guide.find(point) is None:
        raise NoSuchThing("point", point)
    return GuideTick(
        authority_id=inspection.authority_id,
        inspection=inspection,
        number=next_number(GuideTick, inspection),
        in_use=used,
        guide=key_of(used.version_of.sort, used.version_of.name),
        point=point,
        result=result,
        paper=paper,
        remark=remark.strip(),
        by_role=role.value,
        by_name=actor.name,
        on=actor.today,
    )


@deed
def withdraw_tick(
    *, actor: Actor, inspection_id: uuid.UUID, number: int, reason: str, now: datetime, key: str
) -> Receipt:
    """Withdraw a tick that was set wrongly; it stays, with the reason, and counts no more."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["withdraw_tick"], bare_facts, reason)
    row = numbered(GuideTick, inspection, number)
    if row.withdrawn_on is not None:
        raise WithdrawnAlready(number)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    entry = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=row.point, reason=reason)
    return commit(note=entry, rows=[row])
