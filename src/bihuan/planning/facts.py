"""Rows of plans as the domain's facts: designs of rounds, organizations with their earlier visits, a day's rules."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bihuan.domain.coverage import Carry
from bihuan.domain.lifecycle.inspection import STANDING, InspectionStage
from bihuan.domain.planning import Candidate, Design, Form, Linkage, Manner, Unmet, Visit
from bihuan.domain.rulebook import Rulebook, in_force
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.rulebooks import chosen_packs
from bihuan.organizations.models import Organization
from bihuan.organizations.own_packs import pack_named
from bihuan.organizations.queries import authority_of
from bihuan.planning.heritage import came_from
from bihuan.planning.models import Mandate, Placement, RoundPlan, Term

STARTING_PACK = "planning-practice"  # where the authority's own packs say nothing of planning
BEGUN = frozenset(STANDING) - {InspectionStage.PLANNED}
OUT = BEGUN - {InspectionStage.ON_SITE}
FED_BACK = OUT - {InspectionStage.REPORTING}


def planning_rules(authority_id: uuid.UUID, day: date) -> Rulebook:
    """Return what the packs say on a day about planning; the authority's own prevail over the starting values."""
    chosen = [pack for pack in chosen_packs(authority_id) if pack != STARTING_PACK]
    return in_force([pack_named(authority_id, pack_id) for pack_id in (STARTING_PACK, *chosen)], day)


def number_of(rules: Rulebook, name: str) -> int:
    """Return a number that planning works with."""
    return rules.need(f"planning/{name}").value_as(int)


def level_of(authority_id: uuid.UUID) -> str:
    """Return the level of an authority."""
    return authority_of(authority_id).level


def design_of(plan: RoundPlan | None) -> Design:
    """Return how a round is planned; one that nobody planned is a routine one."""
    if plan is None:
        return Design()
    return Design(
        form=Form(plan.form),
        manners=frozenset(map(Manner, plan.manners)),
        linkage=Linkage(plan.linkage) if plan.linkage else None,
        subject=plan.subject,
        sector=plan.sector,
        ordered_by=plan.ordered_by,
        ordered_by_level=plan.ordered_by_level,
        order_paper=plan.order_paper,
        lenders=tuple(plan.lenders),
        partner=plan.partner,
        lead_team=plan.lead_team,
        relay_teams=tuple(plan.relay_teams),
        audit_body=plan.audit_body,
    )


def in_order(authority_id: uuid.UUID) -> list[Round]:
    """Return all rounds of terms, by their first days; one that was withdrawn belongs to none."""
    rows = Round.objects.filter(authority_id=authority_id).exclude(term="")
    return list(rows.order_by("from_on", "number", "id"))


def visits_seen_from(
    at: Round, organization_ids: Collection[uuid.UUID] | None = None, *, without: uuid.UUID | None = None
) -> Mapping[uuid.UUID, tuple[Visit, ...]]:
    """Return the visits of organizations as a round sees them; a placement `without` is about to be moved.

    What a unit was visited for before it was renamed or split counts for what came of it; of one of the parts that were
    merged it allows a look-back, and keeps nobody from a routine look at the whole.
    """
    former = came_from(at.authority_id, organization_ids)
    olds = [old for one in former.values() for old in one]
    asked = None if organization_ids is None else {*organization_ids, *olds}
    order = {row.id: place for place, row in enumerate(in_order(at.authority_id))}
    terms = {row.id: row.term for row in Round.objects.filter(authority_id=at.authority_id)}
    dossiers = Inspection.objects.filter(authority_id=at.authority_id)
    planned = Placement.objects.filter(authority_id=at.authority_id, removed_on=None)
    if without is not None:
        planned = planned.exclude(pk=without)
    if asked is not None:
        dossiers = dossiers.filter(organization_id__in=asked)
        planned = planned.filter(organization_id__in=asked)
    told: dict[tuple[uuid.UUID, uuid.UUID], tuple[str, bool]] = {
        (org, round_id): (form, False)
        for org, round_id, form in planned.values_list("organization_id", "round_id", "form")
    }
    moved = Placement.objects.filter(authority_id=at.authority_id, pk=without).first() if without else None
    for org, round_id, form, stage in dossiers.values_list("organization_id", "round_id", "kind", "stage"):
        if moved is None or (org, round_id) != (moved.organization_id, moved.round_id):
            told[(org, round_id)] = (form, stage in FED_BACK)
    found: dict[uuid.UUID, list[Visit]] = {}
    for (org, round_id), (form, is_over) in told.items():
        visit = Visit(Form(form), order[at.id] - order[round_id], is_over, terms[round_id] == at.term)
        found.setdefault(org, []).append(visit)
    own = {org: list(visits) for org, visits in found.items()}
    for org, forebears in former.items():
        for old, how in forebears.items():
            found.setdefault(org, []).extend(carried_visits(own.get(old, ()), how))
    return {org: tuple(visits) for org, visits in found.items()}


def carried_visits(visits: Iterable[Visit], how: Carry) -> Iterator[Visit]:
    """Yield what earlier visits are to whoever came of a unit."""
    for visit in visits:
        if how is not Carry.MERGED:
            yield visit
        elif visit.rounds_before != 0:
            yield replace(visit, same_term=False)


def candidate_of(
    organization: Organization, at: Round, *, sectors: Mapping[uuid.UUID, str], visits: tuple[Visit, ...]
) -> Candidate:
    """Return an organization as the domain sees one that is to be put into a round."""
    is_alive = organization.until_on is None or organization.until_on >= at.from_on
    sector = sectors.get(organization.id, "")
    return Candidate(organization.name, organization.category, organization.path, sector, is_alive, visits)


def closed_faults(at: Round, today: date) -> list[Unmet]:
    """Return why nobody is put into a round any more: it has ended, or its last day is past."""
    if at.ended_on is not None:
        return [Unmet("round.ended", at.name)]
    return [Unmet("round.over", at.name)] if at.until_on is not None and at.until_on < today else []


def term_of(at: Round) -> Term | None:
    """Return the planned term that a round belongs to."""
    return Term.objects.filter(authority_id=at.authority_id, name=at.term).first()


def mandates_of(term: Term | None) -> Mapping[uuid.UUID, Mandate]:
    """Return what is said of organizations for a term."""
    if term is None:
        return {}
    rows = Mandate.objects.filter(authority_id=term.authority_id, term=term)
    return {row.organization_id: row for row in rows}


def sectors_of(term: Term | None) -> Mapping[uuid.UUID, str]:
    """Return the sector of each organization for which one is said."""
    return {key: row.sector for key, row in mandates_of(term).items() if row.sector}


def plans_by_round(rounds: Iterable[Round]) -> Mapping[uuid.UUID, RoundPlan]:
    """Return how rounds are planned, by the round."""
    known = list(rounds)
    if not known:
        return {}
    rows = RoundPlan.objects.filter(authority_id=known[0].authority_id, round_id__in=[row.id for row in known])
    return {row.round_id: row for row in rows}


def default_days(rules: Rulebook, category: str) -> int:
    """Return the person-days of an organization by its category; none for a supervising body."""
    found = rules.get(f"planning/person_days_{category}")
    return found.value_as(int) if found else 0


def told_of(design: Mapping[str, Any]) -> dict[str, Any]:
    """Return a round's kind as it was told, in the columns of its row: sets as sorted lists, no linkage as nothing."""
    return {
        **design,
        "manners": sorted({Manner(one).value for one in design["manners"]}),
        "linkage": Linkage(design["linkage"]).value if design["linkage"] else "",
        "form": Form(design["form"]).value,
        "lenders": [one.strip() for one in design["lenders"] if one.strip()],
        "relay_teams": [one.strip() for one in design["relay_teams"] if one.strip()],
    }
