"""Surprise draws on a to-do: shares to give and to open, draws to verify, drawn dossiers to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.sight import cut_to_sight
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.roles import ADMINISTRATORS, UNIT
from bihuan.supervision.draw_parties import party_of
from bihuan.supervision.drawing import shares_of, state_of
from bihuan.supervision.models import Draw, DrawnDossier, DrawReader
from bihuan.supervision.re_checks import awaiting_check
from bihuan.web.pages.draw import RE_CHECKERS, check_address
from bihuan.web.todo.desk import MOST, Desk, Task

NOBODY = UUID(int=0)
__all__ = ["RE_CHECKERS", "draws", "re_checks"]


def re_checks(desk: Desk) -> Iterator[Task]:
    """Drawn dossiers that no check has looked at again, for the office and the linked supervision office."""
    if not desk.holds(RE_CHECKERS):
        return
    rows = awaiting_check(DrawnDossier.objects.select_related("dossier", "draw"))
    rows = rows.filter(dossier__stage__in=STEPS["record_check"].sources).order_by("draw__number", "place")
    seen = cut_to_sight(rows, desk.actor, RE_CHECKERS, prefix="dossier__", dossier="id", stage="dossier__stage")
    for row in seen[: MOST + 1]:
        words = _("Look at it again without notice (draw no. %(number)s)") % {"number": row.draw.number}
        yield desk.task(words, row.dossier, check_address(row.dossier))


def draws(desk: Desk) -> Iterator[Task]:
    """Draws that wait for the share of one's body, and those one was appointed to verify."""
    actor = desk.actor
    if not actor.roles - UNIT - ADMINISTRATORS:
        return
    at = actor.authority_id
    mine = DrawReader.objects.filter(authority_id=at, draw=OuterRef("pk"), account_id=actor.account_id or NOBODY)
    rows = Draw.objects.filter(authority_id=at).defer("population").select_related("second_body")
    rows = rows.annotate(to_verify=Exists(mine.filter(took_on=None))).order_by("number")
    open_ones = Q(drawn_on=None, called_off_on=None)
    for row in rows.filter(open_ones | Q(to_verify=True, drawn_on__isnull=False)):
        if row.drawn_on is not None:
            yield task(_("Verify draw no. %(number)s"), row, "draw")
        elif party_of(actor, row):
            yield from to_give(actor, row)


def to_give(actor: Actor, row: Draw) -> Iterator[Task]:
    shares = shares_of(row)
    own = shares.get(party_of(actor, row) or "")
    if own is None:
        yield task(_("Commit to a share for draw no. %(number)s"), row, "share_commit")
    elif not own.share and state_of(row, shares) == "committed":
        yield task(_("Open the share for draw no. %(number)s"), row, "share_open")


def task(words: str, row: Draw, page: str) -> Task:
    return Task(words % {"number": row.number}, "", reverse(page, args=[row.id]))
