"""Deeds that put an organization, or several at once, into a round, move it to another one, or take it out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.planning import TOWN, Form, Unmet, place_demands
from bihuan.dossiers.actions import organization_of
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, batch, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization
from bihuan.planning.facts import (
    candidate_of,
    closed_faults,
    default_days,
    design_of,
    number_of,
    planning_rules,
    plans_by_round,
    sectors_of,
    term_of,
    visits_seen_from,
)
from bihuan.planning.models import Placement
from bihuan.planning.rounds import round_of
from bihuan.planning.terms import PLANNERS, PlanRefused, changed


@deed
def place(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    organization_id: uuid.UUID,
    form: str,
    person_days: int,
    with_villages: bool,
    reason: str,
    now: datetime,
    key: str,
    team: str = "",
) -> Receipt:
    """Put an organization into a round; a town may take its villages along, a team may be named at once."""
    role = require(actor, PLANNERS, "place")
    at, organization = round_of(actor, round_id), organization_of(actor, organization_id)
    refuse_placing(actor, at, organization, Form(form))
    rules = planning_rules(actor.authority_id, actor.today)
    row = Placement(
        authority_id=actor.authority_id,
        round=at,
        organization=organization,
        form=form,
        person_days=person_days or default_days(rules, organization.category),
        with_villages=with_villages and organization.category == TOWN,
        team=team.strip(),
        reason=reason.strip(),
    )
    told = {"placement": row.id, "round": at.id, "organization": organization.id}
    entry = note(actor, "place", role, now, f"{organization.name} → {at.name}", reason, told=told)
    return commit(note=entry, rows=[row, *plans_touched(actor, [at], reason)])


def form_of(at: Round) -> Form:
    """Return for which form a round is planned."""
    return design_of(plans_by_round([at]).get(at.id)).form


def place_each(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    organizations: Iterable[uuid.UUID],
    with_villages: bool,
    reason: str,
    now: datetime,
    key: str,
) -> list[Receipt]:
    """Put several organizations into a round for its own form: each by a deed with an entry of its own, all or none.

    What keeps any of them out is told of all at once. Each deed has a key made of that of the press and of whom it
    puts in, so that a second press repeats what the first did.
    """
    receipts, unmet = list[Receipt](), list[Unmet]()
    with batch():
        form = form_of(round_of(actor, round_id))
        for one in dict.fromkeys(organizations):
            try:
                done = place(
                    actor=actor,
                    round_id=round_id,
                    organization_id=one,
                    form=form.value,
                    person_days=0,
                    with_villages=with_villages,
                    reason=reason,
                    now=now,
                    key=str(uuid.uuid5(uuid.UUID(key), str(one))),
                )
                receipts.append(done)
            except PlanRefused as refused:
                unmet += refused.unmet
        if unmet:
            raise PlanRefused(list(dict.fromkeys(unmet)))
    return receipts


def refuse_placing(
    actor: Actor, at: Round, organization: Organization, form: Form, *, moved: Placement | None = None
) -> None:
    """Raise PlanRefused with everything that keeps an organization out of a round."""
    unmet = [
        *closed_faults(at, actor.today),
        *demands_of(actor, at, [organization], form, moved=moved)[organization.id],
    ]
    if unmet:
        raise PlanRefused(unmet)


def demands_of(
    actor: Actor, at: Round, organizations: Sequence[Organization], form: Form, *, moved: Placement | None = None
) -> Mapping[uuid.UUID, Sequence[Unmet]]:
    """Return what keeps each of these organizations out of a round, by its id; nothing of those that fit."""
    sectors = sectors_of(term_of(at))
    visits = visits_seen_from(at, [row.id for row in organizations], without=moved.pk if moved else None)
    gap = number_of(planning_rules(actor.authority_id, actor.today), "look_back_rounds")
    design = design_of(plans_by_round([at]).get(at.id))
    return {
        row.id: place_demands(
            design, form, candidate_of(row, at, sectors=sectors, visits=visits.get(row.id, ())), least_gap=gap
        )
        for row in organizations
    }


def plans_touched(actor: Actor, rounds: list[Round], reason: str) -> list[Kept]:
    """Return the adopted plans that a change in these rounds leaves to be adopted again."""
    plans = plans_by_round(rounds)
    years = [plans[row.id].year if row.id in plans else row.from_on.year for row in rounds]
    return changed(actor, term_of(rounds[0]), years, reason)


def placement_for(actor: Actor, placement_id: uuid.UUID) -> Placement:
    """Return a standing placement that may change, locked; raise NoSuchThing or PlanRefused."""
    rows = Placement.objects.filter(authority_id=actor.authority_id, pk=placement_id, removed_on=None)
    found: Placement | None = locked(rows.select_related("round", "organization"), "round").first()
    if found is None:
        raise NoSuchThing("placement", placement_id)
    unmet = [Unmet("round.ended", found.round.name)] if found.round.ended_on else []
    if has_dossier(found):
        unmet.append(Unmet("placement.has_dossier", found.organization.name))
    if unmet:
        raise PlanRefused(unmet)
    return found


def has_dossier(row: Placement) -> bool:
    """True where the dossier of a placement is open: what is begun is not moved."""
    dossiers = Inspection.objects.filter(authority_id=row.authority_id, round_id=row.round_id)
    return dossiers.filter(organization_id=row.organization_id).exists()


@deed
def move_placement(
    *, actor: Actor, placement_id: uuid.UUID, round_id: uuid.UUID, reason: str, now: datetime, key: str
) -> Receipt:
    """Move an organization to another round."""
    role = require(actor, PLANNERS, "move_placement")
    row, target = placement_for(actor, placement_id), round_of(actor, round_id)
    former = row.round
    refuse_placing(actor, target, row.organization, Form(row.form), moved=row)
    row.round, row.reason, row.team = target, reason.strip() or row.reason, ""
    told = {"placement": row.id, "from": former.id, "to": target.id}
    subject = f"{row.organization.name}: {former.name} → {target.name}"
    entry = note(actor, "move_placement", role, now, subject, reason, told=told)
    return commit(note=entry, rows=[row, *plans_touched(actor, [former, target], reason)])


@deed
def remove_placement(*, actor: Actor, placement_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take an organization out of a round; the row stays with the reason."""
    role = require(actor, PLANNERS, "remove_placement")
    row = placement_for(actor, placement_id)
    if not reason.strip():
        raise ReasonMissing("remove_placement")
    row.removed_on, row.removed_reason = actor.today, reason.strip()
    told = {"placement": row.id, "round": row.round_id}
    entry = note(actor, "remove_placement", role, now, f"{row.organization.name} ← {row.round.name}", reason, told=told)
    return commit(note=entry, rows=[row, *plans_touched(actor, [row.round], reason)])
