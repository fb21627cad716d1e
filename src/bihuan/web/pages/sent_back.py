"""The earlier returns of a finding, and what its unit added since the last of them: read before it is asked again."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from bihuan.desk.course import course_of_finding
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import UNIT
from bihuan.dossiers.models import Finding
from bihuan.ledger.models import Entry
from bihuan.ledger.trail import holds
from bihuan.rectification.models import SignOffAnswer
from bihuan.web.words import deed_words

SENT_BACK = frozenset({"returned", "reopened"})
ASKING = frozenset({"request_sign_off"})  # which adds nothing
UPON_A_REQUEST = frozenset({*ASKING, "grant_sign_off", "return_sign_off"})  # before which the returns are read


@dataclass(frozen=True)
class SentBackBefore:
    """Every earlier return with its reason; what the unit did since the last one, in words, with how often."""

    answers: tuple[SignOffAnswer, ...]
    since: tuple[tuple[str, int], ...]


def sent_back_before(actor: Actor, finding: Finding, answers: list[SignOffAnswer]) -> SentBackBefore | None:
    """Return what a finding was sent back for and what was added since; None where it never was."""
    returns = tuple(one for one in answers if one.kind in SENT_BACK)
    if not returns:
        return None
    inspection = finding.inspection
    own = {"authority_id": finding.authority_id, "stream": inspection.stream}
    places = Entry.objects.filter(Q(holds(str(returns[-1].id))), **own).order_by("number").values_list("number")[:1]
    since = course_of_finding(actor, finding, inspection).filter(number__gt=places, role__in=UNIT)
    done = since.exclude(action__in=ASKING).order_by("number").values_list("action", flat=True)
    return SentBackBefore(returns, tuple((deed_words(name), count) for name, count in Counter(done).items()))


def sent_back_each(actor: Actor, findings: Collection[Finding]) -> Mapping[uuid.UUID, SentBackBefore]:
    """Return the same of many findings, by the finding; those that were never sent back are left out."""
    answers: dict[uuid.UUID, list[SignOffAnswer]] = {}
    rows = SignOffAnswer.objects.filter(authority_id=actor.authority_id, finding__in=findings).order_by("number")
    for row in rows:
        answers.setdefault(row.finding_id, []).append(row)
    told = {one.id: sent_back_before(actor, one, answers[one.id]) for one in findings if one.id in answers}
    return {one: before for one, before in told.items() if before is not None}
