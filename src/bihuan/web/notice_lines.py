"""The copy notices of a dossier as its page shows them: to whom, by when the answer is due, the answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from bihuan.desk.notices import notices_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.feedback.answering import body_of, may_answer
from bihuan.feedback.models import CopyNotice
from bihuan.web.lamps import Lamps, Shown
from bihuan.web.things import Aim

ANSWER = STEPS["answer_copy_notice"]


@dataclass(frozen=True)
class Noticed:
    """A copy notice with its lamp, and where the reader answers it; nothing where that is not his."""

    row: CopyNotice
    lamp: Shown | None
    url: str


def notices_of(actor: Actor, aim: Aim) -> list[Noticed]:
    """Return the notices that a reader sees, each with what he can do about it."""
    rows = notices_seen(actor, aim.inspection)
    lamps, body = Lamps(actor.today), body_of(actor) if rows else ""
    return [shown(row, aim, lamps, body) for row in rows]


def shown(row: CopyNotice, aim: Aim, lamps: Lamps, body: str) -> Noticed:
    is_open = row.answered_on is None and aim.inspection.stage in ANSWER.sources
    mine = is_open and any(may_answer(role, row, aim.inspection, body) for role in aim.held & ANSWER.roles)
    url = f"{reverse('dossier_do', args=[aim.inspection.id, ANSWER.name])}?notice_id={row.id}" if mine else ""
    return Noticed(row, None if row.answered_on else lamps.of(aim.inspection, row.due_on), url)


def idle_of_notices(notices: list[Noticed]) -> frozenset[str]:
    """Return the deed on notices where there is none to be answered by the reader."""
    return frozenset() if any(one.url for one in notices) else frozenset({ANSWER.name})
