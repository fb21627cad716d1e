"""Numbers of papers: the next one of a series in a year, without gaps and never twice, each in its ledger entry."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime

from django.db.models import Max

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.roles import Role
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed, wait_for
from bihuan.papers.models import PaperNumber

SERIES = re.compile(r"[^\s\d\u3014\u3015()\[\]\uff08\uff09\u3010\u3011]{1,20}")
KEEPERS = frozenset({Role.OFFICE})


class SeriesMalformed(ValueError):
    """The letters before a number are one short word without figures and brackets."""

    def __init__(self, series: str) -> None:
        self.series = series
        super().__init__(f"series: {series!r} is no word before a number; write letters only, no figures or brackets")


class AlreadyVoid(ValueError):
    """A number is void once."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"{number} is void already; nothing is left to do")


def drawn(
    *,
    authority_id: uuid.UUID,
    series: str,
    on: date,
    kind: str,
    title: str,
    inspection: Inspection | None = None,
) -> PaperNumber:
    """Return the next number of a series in a year, to be committed by the deed that asks; others wait until then."""
    series = series.strip()
    if not SERIES.fullmatch(series):
        raise SeriesMalformed(series)
    wait_for(f"paper-number:{authority_id}:{series}:{on.year}")
    mine = PaperNumber.objects.filter(authority_id=authority_id, series=series, year=on.year)
    last: int = mine.aggregate(last=Max("number"))["last"] or 0
    return PaperNumber(
        authority_id=authority_id,
        inspection=inspection,
        series=series,
        year=on.year,
        number=last + 1,
        kind=kind,
        title=title,
        drawn_on=on,
    )


def last_series(authority_id: uuid.UUID, kind: str) -> str:
    """Return the letters before the last number of a kind of paper; empty where it has none yet."""
    rows = PaperNumber.objects.filter(authority_id=authority_id, kind=kind).order_by("-id")
    return rows.values_list("series", flat=True).first() or ""


def known_series(authority_id: uuid.UUID) -> list[str]:
    """Return all letters that stand before numbers of an authority."""
    rows = PaperNumber.objects.filter(authority_id=authority_id).order_by("series")
    return list(rows.values_list("series", flat=True).distinct())


@deed
def draw_paper_number(*, actor: Actor, series: str, on: date, title: str, now: datetime, key: str) -> Receipt:
    """Draw a number for a paper that is written elsewhere."""
    role = require(actor, KEEPERS, "draw_paper_number")
    refuse_future("on", on, actor.today)
    row = drawn(authority_id=actor.authority_id, series=series, on=on, kind="", title=title.strip())
    told = {"number": str(row), "row": row.id}
    return commit(note=note(actor, "draw_paper_number", role, now, str(row), told=told), rows=[row])


@deed
def void_paper_number(*, actor: Actor, number_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Make a number void; on the dossier's stream where it was drawn for one."""
    role = require(actor, KEEPERS, "void_paper_number")
    if not reason.strip():
        raise ReasonMissing("void_paper_number")
    rows = PaperNumber.objects.filter(authority_id=actor.authority_id, pk=number_id)
    row: PaperNumber | None = locked(rows).first()
    if row is None or (row.inspection and not roles_on(actor, row.inspection.thing)):
        raise NoSuchThing("paper_number", number_id)
    if row.voided_on:
        raise AlreadyVoid(str(row))
    row.voided_on, row.voided_reason = actor.today, reason.strip()
    said = note(actor, "void_paper_number", role, now, str(row), reason=reason.strip())
    return commit(note=said.on_stream(row.inspection.stream) if row.inspection else said, rows=[row])
