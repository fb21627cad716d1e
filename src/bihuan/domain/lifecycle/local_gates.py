"""Gates of the practice of single places: asked only where a pack of theirs is named.

What a place asks for and nobody recorded counts as missing; a day is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bihuan.domain.lifecycle.facts import TEAM, CheckKind, InspectionFacts, PeriodicReport, head_on
from bihuan.domain.lifecycle.gate import Gate, Terms, Unmet, blocked_if
from bihuan.domain.natural_months import add_months
from bihuan.domain.roles import Role

ACTIVE = "active"
FILED = ("plan", "report")
FILED_WITH = (Role.LEADER_IN_CHARGE, Role.COMPETENT_DEPARTMENT, Role.RESIDENT_DISCIPLINE, TEAM, Role.OFFICE)
MAY_BE_ABSENT = frozenset({Role.LEADER_IN_CHARGE, Role.COMPETENT_DEPARTMENT, Role.RESIDENT_DISCIPLINE})
EVALUATING = (Role.COMPETENT_DEPARTMENT, Role.RESIDENT_DISCIPLINE, TEAM)
FED_BACK_TO = ("organization", "superior")


# --- filing with five parties, evaluation by three, signed periodic reports ------------------------


def not_asked(facts: InspectionFacts) -> set[str]:
    """Return the parties that do not exist here, each for a reason that is stated."""
    return {one.party for one in facts.not_applicable if one.reason.strip()}


def filings_missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    filed = {(filing.paper, filing.to) for filing in facts.filings}
    absent = not_asked(facts)
    return (f"{paper} → {to}" for paper in FILED for to in FILED_WITH if to not in absent and (paper, to) not in filed)


def parties_not_evaluating(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    answered = {evaluation.by for evaluation in facts.three_party} | not_asked(facts)
    return (str(party) for party in EVALUATING if party not in answered)


def three_party_not_fed_back(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    told = {one.to for one in facts.three_party_fed_back}
    return (receiver for receiver in FED_BACK_TO if receiver not in told)


def is_signed(report: PeriodicReport) -> bool:
    return report.signed_by.strip() != "" and report.signed_on is not None


def periodic_reports_unsigned(facts: InspectionFacts, _: Terms) -> Iterable[str]:
    """A report whose day is still to come is not asked for yet."""
    return {r.due.isoformat() for r in facts.periodic_reports if r.due <= facts.on and not is_signed(r)}


def periodic_reports_not_signed_by_present_head(facts: InspectionFacts, _: Terms) -> Iterable[str]:
    return {r.due.isoformat() for r in facts.periodic_reports if is_signed(r) and not is_signed_by_head(facts, r)}


def is_signed_by_head(facts: InspectionFacts, report: PeriodicReport) -> bool:
    head = head_on(facts.heads, report.signed_on) if report.signed_on else None
    return head is not None and head.name == report.signed_by


# --- return visit and special check, successors -----------------------------------------------------


def visits_of(facts: InspectionFacts, kind: CheckKind) -> list[date]:
    return [check.on for check in facts.checks if check.kind is kind]


def check_missing_of(kind: CheckKind) -> Unmet:
    def missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
        return blocked_if(not visits_of(facts, kind))

    return missing


def check_too_early_of(kind: CheckKind) -> Unmet:
    code = f"{kind}.too_early"

    def too_early(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
        days = visits_of(facts, kind)
        first = earliest_day(facts, terms[code].after_months)
        return blocked_if(bool(days) and (first is None or max(days) < first))

    return too_early


def earliest_day(facts: InspectionFacts, months: int | None) -> date | None:
    """Return the day on which so many months after the feedback are over; None where that cannot be told."""
    if months is None:
        return date.min
    if facts.feedback_on is None:
        return None
    try:
        return add_months(facts.feedback_on, months)
    except OverflowError:
        return None


def successor_missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.status != ACTIVE and not named(facts.successors))


def named(names: Iterable[str]) -> set[str]:
    """Return who or what is named, each once, blanks left out."""
    return {name.strip() for name in names if name.strip()}


# --- the end of a round -----------------------------------------------------------------------------


def assessment_missing_of(body: str) -> Unmet:
    def missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
        return blocked_if(all(assessment.of != body for assessment in facts.assessments))

    return missing


def round_report_not_filed(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.round_report_filed_on is None)


OF_PLACES = (
    Gate("filing.missing", Role.UNIT_HEAD, filings_missing),
    Gate(
        "three_party.missing",
        Role.TEAM_LEADER,
        parties_not_evaluating,
        {Role.COMPETENT_DEPARTMENT: Role.COMPETENT_DEPARTMENT, Role.RESIDENT_DISCIPLINE: Role.RESIDENT_DISCIPLINE},
    ),
    Gate("three_party.not_fed_back", Role.OFFICE, three_party_not_fed_back),
    Gate("periodic_report.unsigned", Role.UNIT_HEAD, periodic_reports_unsigned),
    Gate("periodic_report.not_signed_by_present_head", Role.UNIT_HEAD, periodic_reports_not_signed_by_present_head),
    Gate("return_visit.missing", Role.OFFICE, check_missing_of(CheckKind.RETURN_VISIT)),
    Gate("return_visit.too_early", Role.OFFICE, check_too_early_of(CheckKind.RETURN_VISIT)),
    Gate("special_check.missing", Role.OFFICE, check_missing_of(CheckKind.SPECIAL_CHECK)),
    Gate("special_check.too_early", Role.OFFICE, check_too_early_of(CheckKind.SPECIAL_CHECK)),
    Gate("successor.missing", Role.OFFICE, successor_missing),
    Gate("assessment.team_missing", Role.OFFICE, assessment_missing_of("team")),
    Gate("assessment.host_missing", Role.TEAM_LEADER, assessment_missing_of("host")),
    Gate("round_report.not_filed", Role.LEADING_GROUP, round_report_not_filed),
)
