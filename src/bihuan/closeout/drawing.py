"""Arranging a surprise draw: the population and its weights are gathered from facts, fixed, and committed to."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Max

from bihuan.access.actions import note, require
from bihuan.closeout.risk import risk_facts
from bihuan.domain.draws import Candidate, commitment_of, population_of, written
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.risk import factors_of
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import new_id
from bihuan.ledger.sealing import marked
from bihuan.organizations.models import Organization
from bihuan.rectification.long_term import NoSupervisingBody
from bihuan.rules.risk import Basis, risk_basis
from bihuan.supervision.draw_parties import refuse_unable
from bihuan.supervision.drawing import ARRANGERS
from bihuan.supervision.models import Draw


@deed
def arrange_draw(
    *,
    actor: Actor,
    count: int,
    round_id: uuid.UUID | None,
    second_body_id: uuid.UUID,
    now: datetime,
    key: str,
) -> Receipt:
    """Arrange a draw among the dossiers under rectification or review, of one round or of all."""
    role = require(actor, ARRANGERS, "arrange_draw")
    second = Organization.objects.filter(authority_id=actor.authority_id, pk=second_body_id).first()
    if second is None:
        raise NoSuchThing("organization", second_body_id)
    if second.category not in SUPERVISING or (second.until_on is not None and second.until_on < actor.today):
        raise NoSupervisingBody(second.name)
    refuse_unable(second, actor.today)
    if round_id and not Round.objects.filter(authority_id=actor.authority_id, pk=round_id).exists():
        raise NoSuchThing("round", round_id)
    basis, draw_id = risk_basis(actor.today), new_id()
    population = population_of(
        draw=str(draw_id),
        on=actor.today.isoformat(),
        basis=basis.release,
        count=count,
        of=candidates(actor, round_id, basis),
        salt=marked(f"draw:{draw_id}".encode()),
    )
    text = written(population)
    last = Draw.objects.filter(authority_id=actor.authority_id).aggregate(last=Max("number"))["last"] or 0
    row = Draw(
        id=draw_id,
        authority_id=actor.authority_id,
        number=last + 1,
        arranged_on=actor.today,
        second_body=second,
        population=text,
        commitment=commitment_of(text),
    )
    told = {"draw": row.id, "number": row.number}
    return commit(note=note(actor, "arrange_draw", role, now, str(row.number), told=told), rows=[row])


def candidates(actor: Actor, round_id: uuid.UUID | None, basis: Basis) -> list[Candidate]:
    """Return who may be drawn, weighed by the rules of the day."""
    rows = Inspection.objects.filter(authority_id=actor.authority_id, stage__in=RUNNING, feedback_on__isnull=False)
    rows = rows.filter(round_id=round_id) if round_id else rows
    dossiers = list(rows.select_related("round").order_by("id"))
    facts = risk_facts(dossiers, actor.today)
    points = {one.id: factors_of(facts[one.id], basis.terms) for one in dossiers}
    return [
        Candidate(
            str(one.id), f"{one.organization_name} · {one.round.name}", sum(points[one.id].values()), points[one.id]
        )
        for one, mine in ((one, points[one.id]) for one in dossiers)
    ]
