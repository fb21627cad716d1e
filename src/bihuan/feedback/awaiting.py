"""Which dossiers wait for somebody's look before their feedback: those whose rules ask for more than were taken."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date

from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.feedback_looks import COUNTED, Looks, looks_wanted
from bihuan.domain.lifecycle.gate import Terms
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import gates_of, role_for
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.feedback.looking import reader, reviews_of


def looks_awaited(actor: Actor, dossiers: Collection[Inspection]) -> Iterator[tuple[Inspection, tuple[Looks, ...]]]:
    """Yield the dossiers whose feedback waits for looks that somebody can take, with these looks.

    However many dossiers there are, looks and findings are asked for once, and rules once for each set of packs.
    """
    terms = {bound: terms_of(row, actor.today) for bound, row in {bound_to(row): row for row in dossiers}.items()}
    asking = [row for row in dossiers if terms[bound_to(row)]]
    if not asking:
        return
    reviewed = reviews_of(actor.authority_id, [row.id for row in asking])
    me = reader(actor.account_id, actor.name)
    for row in asking:
        held = roles_on(actor, row.thing)
        looks = looks_wanted(me, reviewed[row.id], terms[bound_to(row)])
        mine = tuple(one for one in looks if role_for(STEPS[one.step], held) is not None)
        if mine:
            yield row, mine


def bound_to(row: Inspection) -> str:
    """Return by what the rules of two dossiers are told apart."""
    return json.dumps([row.packs, str(row.feedback_on)])


def terms_of(row: Inspection, today: date) -> Terms:
    """Return what the rules of a dossier ask of the looks before its feedback."""
    asked = gates_of(STEPS["give_feedback"], rulebook_of(row, today))
    return {code: terms for code, (terms, _basis) in asked.items() if code in COUNTED}
