"""What would change: every dossier judged by its own packs and by others at each step before it; nothing written.

A dossier keeps the packs it is bound to, whatever comes out. The facts of many dossiers are read together: so many
questions a portion, however many dossiers are in it.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from bihuan.closeout.dry_steps import BEFORE, CLOSE, Changed, WhileRunning, at_the_end_of_rounds, before_feedback
from bihuan.closeout.models import Consent, Exemption
from bihuan.domain.lifecycle.facts import (
    CheckFacts,
    CheckKind,
    FedBack,
    Filing,
    FindingFacts,
    InspectionFacts,
    NotApplicable,
    PeriodicReport,
    ReportFacts,
    SignedOn,
    Tenure,
    Waiver,
)
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING, STEPS
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Pack, Rulebook, in_force, silent_on
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import packs_of, pins_of
from bihuan.evaluation.facts import evaluations_of_many
from bihuan.evaluation.models import PartyEvaluation, PartyFeedback
from bihuan.organizations.models import HeadTenure
from bihuan.organizations.queries import standing_of
from bihuan.rectification import models as rectification
from bihuan.rectification.filed import standing_papers
from bihuan.supervision.facts import PUT_RIGHT, seen_otherwise
from bihuan.supervision.models import Check, CheckedFinding

PORTION = 500
T = TypeVar("T")
Pins = tuple[tuple[str, str], ...]
Otherwise = Callable[[Inspection], tuple[Rulebook, bool]]


@dataclass(frozen=True)
class DryRun:
    """How many dossiers were judged twice, and where it makes a difference: by dossier and step."""

    judged: int
    changed: tuple[Changed, ...]

    def by_step(self) -> dict[str, int]:
        """Return at how many dossiers each step would lack something else, in the order of a dossier's life."""
        counts = Counter(one.step for one in self.changed if one.more or one.fewer)
        return {name: counts[name] for name in (*STEPS, *FINDING_STEPS) if name in counts}


def dry_run(authority_id: uuid.UUID, packs: Sequence[Pack], today: date, *, added: Pack | None = None) -> DryRun:
    """Judge every dossier before its steps by the packs that bind it and by these: running ones by all that is left.

    Those before their feedback are bound to nothing; they are judged by what is chosen today. Rounds that run are
    judged at their end. With `added` running dossiers are judged by their own packs and that one besides: what is told
    is what this one changes, and not what else has been chosen since.
    """
    rows = Inspection.objects.filter(authority_id=authority_id, stage__in=RUNNING)
    ids = list(rows.order_by("feedback_on", "id").values_list("id", flat=True))
    other = rules_besides(added) if added is not None else rules_instead(packs)
    changed, running = list[Changed](), WhileRunning()
    for start in range(0, len(ids), PORTION):
        portion = list(
            rows.filter(pk__in=ids[start : start + PORTION])
            .select_related("organization", "supervision_office", "round")
            .order_by("feedback_on", "id")
        )
        facts = closing_facts(portion, today)
        running.begin(portion)
        for row in portion:
            rules, is_silent = other(row)
            found = list(running.changes(row, bound(row), rules, facts[row.id]))
            if is_silent and not found:
                found = [Changed(row, CLOSE.name, (), ())]
            changed += [replace(one, is_silent=is_silent) for one in found]
    changed += not_running(authority_id, packs, other, today)
    before = Inspection.objects.filter(authority_id=authority_id, stage__in=BEFORE).count()
    return DryRun(len(ids) + before, tuple(changed))


def not_running(authority_id: uuid.UUID, packs: Sequence[Pack], other: Otherwise, today: date) -> Iterator[Changed]:
    """Yield what changes before the feedback, where nothing is bound yet, and at the end of rounds."""
    chosen = in_force(packs_of(authority_id, pins_of(authority_id)), today)
    rules = in_force(packs, today)
    yield from before_feedback(authority_id, chosen, rules, today)

    def now_of(row: Inspection) -> Rulebook:
        return bound(row) if row.feedback_on is not None else chosen

    def then_of(row: Inspection) -> Rulebook:
        return other(row)[0] if row.feedback_on is not None else rules

    yield from at_the_end_of_rounds(authority_id, now_of, then_of, today)


def rules_instead(packs: Sequence[Pack]) -> Otherwise:
    """Return what would rule a dossier under other packs, and whether one of them has no gate in force on its day."""
    on = lru_cache(maxsize=None)(lambda day: (in_force(packs, day), bool(silent_on(packs, day))))
    return lambda row: on(row.feedback_on)


def rules_besides(added: Pack) -> Otherwise:
    """Return what would rule a dossier if one pack, or its next release, had stood last in its own."""

    @cache
    def on(authority_id: uuid.UUID, pins: Pins, day: date) -> tuple[Rulebook, bool]:
        others = packs_of(authority_id, [pin for pin in pins if pin[0] != added.id])
        return in_force([*others, added], day), bool(silent_on([added], day))

    return lambda row: on(row.authority_id, tuple((pack_id, sha) for pack_id, sha in row.packs), row.feedback_on)


def bound(row: Inspection) -> Rulebook:
    """Return the rules that bind a dossier."""
    assert row.feedback_on is not None  # a running dossier has been fed back
    return _bound(row.authority_id, tuple((pack_id, sha256) for pack_id, sha256 in row.packs), row.feedback_on)


@lru_cache(maxsize=4096)
def _bound(authority_id: uuid.UUID, pins: Pins, day: date) -> Rulebook:
    return in_force(packs_of(authority_id, pins), day)


# --- the facts of many dossiers -----------------------------------------------------------------------


def by_dossier(rows: Iterable[tuple[Any, ...]], made: Callable[..., T]) -> Mapping[uuid.UUID, tuple[T, ...]]:
    """Return what is made of rows, each led by its dossier, by dossier."""
    found: dict[uuid.UUID, list[T]] = defaultdict(list)
    for inspection_id, *columns in rows:
        found[inspection_id].append(made(*columns))
    return {one: tuple(values) for one, values in found.items()}


def closing_facts(rows: Sequence[Inspection], on: date) -> dict[uuid.UUID, InspectionFacts]:
    """Return what the gates of the close-out ask, of many dossiers at once; equal to `whole_facts` for these gates."""
    at = {row.authority_id for row in rows}
    mine: dict[str, Any] = {"authority_id__in": at, "inspection__in": [row.id for row in rows]}
    stands: dict[str, Any] = {**mine, "withdrawn_on": None}
    findings = findings_of(mine, rows)
    checks = by_dossier(
        Check.objects.filter(**stands)
        .order_by("on", "number")
        .values_list("inspection_id", "by_role", "on", "by_name", "kind"),
        lambda by, day, name, kind: CheckFacts(by, day, name, CheckKind(kind) if kind else None),
    )
    evaluations = evaluations_of_many(rows)
    waivers = by_dossier(
        Exemption.objects.filter(**stands).order_by("on", "id").values_list("inspection_id", "code", "reason", "on"),
        lambda code, reason, day: Waiver(code, reason, Role.LEADING_GROUP, day),
    )
    consents = by_dossier(
        Consent.objects.filter(**stands).order_by("on", "id").values_list("inspection_id", "kind", "by_role", "on"),
        lambda kind, by, day: (kind, SignedOn(by, day)),
    )
    signed = rectification.Report.objects.filter(**stands).order_by("number")
    latest = {  # a later one takes an earlier one's place
        one: ReportFacts(by, day) for one, by, day in signed.values_list("inspection_id", "signed_by", "signed_on")
    }
    heads, places = heads_of_many(rows, on), dict(of_places(mine, stands))
    return {
        row.id: InspectionFacts(
            stage=row.stage,
            on=on,
            feedback_on=row.feedback_on,
            supervision_office=row.supervision_office.name if row.supervision_office else "",
            heads=heads(row, latest.get(row.id)),
            findings=findings.get(row.id, ()),
            checks=checks.get(row.id, ()),
            evaluations=evaluations.get(row.id, ()),
            report=latest.get(row.id),
            exceptions=waivers.get(row.id, ()),
            consents_stand=row.consents_stand,
            **consented(consents.get(row.id, ())),
            **standing(row, on),
            **placed(places, row),
        )
        for row in rows
    }


def standing(row: Inspection, on: date) -> dict[str, Any]:
    """Return what became of the organization."""
    status, successors = standing_of(row.organization, on)
    return {"status": status, "successors": successors}


def placed(places: Mapping[str, Mapping[uuid.UUID, Any]], row: Inspection) -> dict[str, Any]:
    return {name: values.get(row.id, ()) for name, values in places.items()}


def consented(given: Sequence[tuple[str, SignedOn]]) -> dict[str, Any]:
    """Return the consents as gates ask them."""
    approved = next((one.on for kind, one in given if kind == "approval"), None)
    return {
        "acceptance": next((one for kind, one in given if kind == "acceptance"), None),
        "office_approval": approved,
        "countersigned": tuple(one for kind, one in given if kind == "countersignature"),
    }


def findings_of(mine: Mapping[str, Any], rows: Sequence[Inspection]) -> Mapping[uuid.UUID, tuple[FindingFacts, ...]]:
    """Return findings as the close-out asks them: what became of each, not by which measures."""
    looked = CheckedFinding.objects.filter(
        **mine, check_made__withdrawn_on=None, finding__stage=FindingStage.SIGNED_OFF
    ).exclude(conclusion=PUT_RIGHT)
    suspects = set(looked.values_list("inspection_id", flat=True))
    doubted = {row.id: seen_otherwise(row) for row in rows if row.id in suspects}
    columns = ("number", "stage", "person_matter", "outcome", "accountability", "handed_over_to__name")
    told = Finding.objects.filter(**mine).order_by("place")
    return by_dossier(
        told.values_list("inspection_id", "inspection_id", *columns, "hand_over_accepted_on", "result"),
        lambda one, number, stage, matter, outcome, answered, to, accepted, result: FindingFacts(
            number=number,
            stage=stage,
            person_matter=matter,
            outcome=outcome,
            accountability=answered,
            handed_over_to=to or "",
            accepted_on=accepted,
            result=result,
            seen_otherwise=number in doubted.get(one, frozenset()),
        ),
    )


def heads_of_many(
    rows: Sequence[Inspection], on: date
) -> Callable[[Inspection, ReportFacts | None], tuple[Tenure, ...]]:
    """Return who headed each organization; one that has ended is followed to its successor, one by one."""
    at = {row.authority_id for row in rows}
    tenures = by_dossier(
        HeadTenure.objects.filter(authority_id__in=at)
        .order_by("from_on")
        .values_list("organization_id", "name", "from_on", "until_on"),
        Tenure,
    )

    def heads(row: Inspection, report: ReportFacts | None) -> tuple[Tenure, ...]:
        day = report.signed_on if report is not None and report.signed_on else on
        return tenures.get(owner_of(row, day).id, ())

    return heads


def of_places(mine: Mapping[str, Any], stands: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[uuid.UUID, Any]]]:
    """Yield what packs of single places ask, by the name of the fact."""
    papers = standing_papers(mine)
    rows = rectification.PartyFiling.objects.filter(**stands).order_by("on", "id")
    filed = rows.values_list("inspection_id", "paper", "paper_number", "to", "on")
    counted = ((one, paper, to, day) for one, paper, number, to, day in filed if papers.get((one, paper)) == number)
    yield "filings", by_dossier(counted, Filing)
    absent = rectification.AbsentParty.objects.filter(**stands).order_by("on", "id")
    yield "not_applicable", by_dossier(absent.values_list("inspection_id", "party", "reason"), NotApplicable)
    reports = rectification.PeriodicReport.objects.filter(**stands).order_by("due_on")
    told = reports.values_list("inspection_id", "due_on", "signed_by", "signed_on")
    yield "periodic_reports", by_dossier(told, PeriodicReport)
    spoken = PartyEvaluation.objects.filter(**stands).order_by("on", "number")
    yield "three_party", by_dossier(spoken.values_list("inspection_id", "party", "on"), SignedOn)
    fed_back = PartyFeedback.objects.filter(**stands).order_by("on", "id")
    yield "three_party_fed_back", by_dossier(fed_back.values_list("inspection_id", "to", "on"), FedBack)
