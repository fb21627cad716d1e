"""Which copy notices, and which papers of a dossier, a reader sees: each receiver his own, the unit what went to it."""

from __future__ import annotations

from bihuan.desk.sight import is_told, is_unit_only
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Inspection
from bihuan.feedback.actions import RECEIVERS
from bihuan.feedback.answering import body_of, may_answer
from bihuan.feedback.models import CopyNotice
from bihuan.ledger.prepared import read_rows
from bihuan.papers.models import IssuedPaper

DECIDERS = frozenset({Role.OFFICE, Role.LEADING_GROUP})  # who may know that a notice goes to somebody else
OF_NOTICES = "copy_notice"
TO_READERS = frozenset({"report", "special_report", "transfer"})  # what goes to leaders, and to others than the unit
TO_THE_UNIT = frozenset({"inspection_notice", "feedback", "fix_at_once", "rectification_card", "control_sheet"})
OF_A_PAPER = ("number", "word_file", "pdf_file")


def receives_only(actor: Actor, inspection: Inspection) -> bool:
    """True for somebody who reaches a dossier as a receiver of its notices, and in no role that works on it."""
    return bool(held := roles_on(actor, inspection.thing)) and not held - RECEIVERS - UNIT and bool(held & RECEIVERS)


def notices_seen(actor: Actor, inspection: Inspection) -> list[CopyNotice]:
    """Return the notices of a dossier by day: a receiver sees those that went to him, the unit none."""
    if is_unit_only(actor, inspection):
        return []
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    rows = read_rows(CopyNotice, own, "on", "id", related=("file",))
    if not receives_only(actor, inspection):
        return rows
    held, body = roles_on(actor, inspection.thing), body_of(actor)
    return [row for row in rows if any(may_answer(role, row, inspection, body) for role in held & RECEIVERS)]


def papers_seen(actor: Actor, inspection: Inspection) -> list[IssuedPaper]:
    """Return the papers of a dossier, the latest first: the unit sees what went to it, a receiver no other notice."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    rows = read_rows(IssuedPaper, own, "-id", related=OF_A_PAPER)
    if is_unit_only(actor, inspection):
        return [row for row in rows if went_to_the_unit(row)] if is_told(inspection) else []
    if not READERS & roles_on(actor, inspection.thing):
        rows = [row for row in rows if row.kind not in TO_READERS]
    if not receives_only(actor, inspection):
        return rows
    mine = {notice.paper_id for notice in notices_seen(actor, inspection)}
    return [row for row in rows if row.kind != OF_NOTICES or row.id in mine]


def sees_every_paper(actor: Actor, inspection: Inspection) -> bool:
    """True for a reader from whom no paper of a dossier is kept."""
    return bool(READERS & roles_on(actor, inspection.thing)) and not receives_only(actor, inspection)


def went_to_the_unit(row: IssuedPaper) -> bool:
    """True for a paper addressed to the unit that was not made void."""
    return row.kind in TO_THE_UNIT and row.void_since is None
