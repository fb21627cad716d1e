"""Questions about plans and coverage: which organizations a term has to cover, how each stands, who is in no round."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Count, Q

from bihuan.domain.coverage import NOT_ROUTINE, Body, Coverage, Line, Look
from bihuan.domain.coverage_lines import coverage_of
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.planning import Form
from bihuan.dossiers.models import Finding, Inspection, Round
from bihuan.organizations.models import Organization
from bihuan.planning.facts import BEGUN, FED_BACK, OUT, mandates_of, number_of, planning_rules
from bihuan.planning.heritage import answering, heritage_of
from bihuan.planning.models import Mandate, Placement, Term


def bodies_of(term: Term | None, authority_id: uuid.UUID, day: date) -> list[tuple[Body, Organization]]:
    """Return the organizations that live on a day, cut to the term, as coverage counts them, as the tree runs.

    One that is founded on a later day is not there yet; one that ends on a later day still is.
    """
    at = day_in(term, day)
    rows = Organization.objects.filter(authority_id=authority_id, from_on__lte=at)
    rows = rows.exclude(category__in=SUPERVISING)
    rows = rows.filter(Q(until_on=None) | Q(until_on__gte=at)).order_by("path")
    said = mandates_of(term)
    return [(body_of(row, said.get(row.id)), row) for row in rows]


def body_of(row: Organization, said: Mandate | None) -> Body:
    return Body(str(row.id), row.path, row.name, row.category, row.from_on, must_of(said))


def day_in(term: Term | None, day: date) -> date:
    """Return a day, or where it lies outside the term, the term's day next to it."""
    return day if term is None else min(max(day, term.from_on), term.until_on)


def must_of(row: object) -> bool:
    return bool(getattr(row, "must", True))


def looks_of(authority_id: uuid.UUID, answered_at: Mapping[uuid.UUID, str] | None = None) -> list[Look]:
    """Return every look at an organization, done, under way or planned; `answered_at` says where, by dossier.

    What is told there are the dossiers for which a successor answers.
    """
    at_whom = answered_at or {}
    rounds = {row.id: row for row in Round.objects.filter(authority_id=authority_id)}
    found = findings_by_inspection(authority_id)
    rows = Placement.objects.filter(authority_id=authority_id, removed_on=None).select_related("organization")
    placed = {(row.round_id, row.organization_id): row for row in rows}
    looks: list[Look] = []
    for one in Inspection.objects.filter(authority_id=authority_id):
        there = placed.pop((one.round_id, one.organization_id), None)
        look = look_of(one, rounds[one.round_id], there, found.get(one.id, (0, 0, 0)))
        looks.append(replace(look, answered_at=at_whom[one.id]) if one.id in at_whom else look)
    for row in placed.values():
        at = rounds[row.round_id]
        path = row.organization.path
        looks.append(Look(path, Form(row.form), at.term, at.from_on, with_villages=row.with_villages))
    return looks


def look_of(one: Inspection, at: Round, placed: Placement | None, found: tuple[int, int, int]) -> Look:
    stage = InspectionStage(one.stage)
    return Look(
        path=one.organization_path,
        form=Form(one.kind),
        term=at.term,
        on=one.feedback_on or at.from_on,
        is_begun=stage in BEGUN,
        is_over=stage in OUT,
        with_villages=placed is not None and placed.with_villages,
        is_fed_back=stage in FED_BACK,
        is_closed=stage is InspectionStage.CLOSED,
        findings=found[0],
        settled=found[1],
        handed_over=found[2],
    )


def findings_by_inspection(authority_id: uuid.UUID) -> Mapping[uuid.UUID, tuple[int, int, int]]:
    """Return how many findings each dossier has, how many are settled, and how many of these were handed over.

    Settled is what is signed off, and what was handed over as long-term and accepted by who follows it from there.
    """
    signed_off = Q(stage=FindingStage.SIGNED_OFF)
    handed_over = Q(hand_over_accepted_on__isnull=False) & ~signed_off
    rows = Finding.objects.filter(authority_id=authority_id).order_by().values_list("inspection_id")
    done, over = Count("pk", filter=signed_off), Count("pk", filter=handed_over)
    counted = rows.annotate(count=Count("*"), done=done, over=over)
    return {one: (count, done + over, over) for one, count, done, over in counted}


def coverage_lines(term: Term | None, authority_id: uuid.UUID, today: date) -> tuple[Line, ...]:
    """Return how every organization stands in a term."""
    years = number_of(planning_rules(authority_id, today), "coverage_years")
    bodies = [body for body, _ in bodies_of(term, authority_id, today)]
    said, at = mandates_of(term), day_in(term, today)
    ended = list(Organization.objects.filter(authority_id=authority_id, until_on__lt=at))
    return coverage_of(
        bodies,
        looks_of(authority_id, answering(authority_id, ended, at) if ended else None),
        term=term.name if term else "",
        today=today,
        years=years,
        former=[body_of(row, said.get(row.id)) for row in ended],
        links=heritage_of(authority_id) if ended else (),
    )


def unplanned(term: Term, without: Collection[Coverage] = ()) -> list[Line]:
    """Return the organizations that must be covered and are in no routine round of the term yet."""
    open_ = NOT_ROUTINE - set(without)
    return [line for line in coverage_lines(term, term.authority_id, term.from_on) if line.state in open_]


def present_term(authority_id: uuid.UUID, today: date) -> Term | None:
    """Return the term that runs today, else the last one."""
    rows = Term.objects.filter(authority_id=authority_id)
    running = rows.filter(from_on__lte=today, until_on__gte=today).first()
    return running or rows.order_by("-from_on").first()
