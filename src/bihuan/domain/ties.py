"""Who must be recused from whom: what ties an inspector to an organization, judged by rules that stand in a pack.

Every match is an exclusion with its rule, what it rests on, and whether the leading group may waive it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.jurisdiction import is_under
from bihuan.domain.natural_months import MONTHS_IN_A_YEAR, add_months
from bihuan.domain.recusal import in_one_line, works_with


class Relation(StrEnum):
    """What ties an inspector to an organization."""

    EMPLOYED = "employed"
    WORKED = "worked"
    NATIVE = "native"
    SPOUSE = "spouse"
    LINEAL = "lineal"
    COLLATERAL = "collateral"
    IN_LAW = "in_law"
    INTEREST = "interest"
    INSPECTED = "inspected"
    LED = "led"
    CHALLENGED = "challenged"


class Scope(StrEnum):
    """Which organizations a tie to one of them touches."""

    ORGANIZATION = "organization"  # the one, and whatever is below it
    LINE = "line"  # those above and below, too
    DIRECTING = "directing"  # the one, those below, and the one that directs it
    REGION = "region"  # whatever lies in the place


class Subject(StrEnum):
    """Whom a rule keeps out."""

    ANYBODY = "anybody"
    LEADER = "leader"


@dataclass(frozen=True)
class RecusalRule:
    """One rule of a pack. `years` is how long after its end a tie counts, `least_years` how long it had to last."""

    id: str
    relation: Relation
    subject: Subject
    scope: Scope
    waivable: bool
    document: str
    clause: str
    verified: bool
    years: int | None = None
    least_years: int | None = None


@dataclass(frozen=True)
class Tie:
    """What ties somebody to a place of the tree; `evidence` says by what it is known."""

    relation: Relation
    path: str
    evidence: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Exclusion:
    """Why somebody is kept out of the inspection of one organization."""

    rule: RecusalRule
    evidence: str


def exclusions_of(
    ties: Iterable[Tie], organization: str, rules: Sequence[RecusalRule], on: date
) -> tuple[Exclusion, ...]:
    """Return every rule that keeps somebody with these ties away from the organization at a path, on a day."""
    known = tuple(ties)
    return tuple(
        Exclusion(rule, tie.evidence)
        for rule in rules
        for tie in known
        if tie.relation is rule.relation and touches(tie.path, organization, rule.scope) and is_in_time(tie, rule, on)
    )


def touches(place: str, organization: str, scope: Scope) -> bool:
    """True where a tie to a place touches an organization."""
    if not place:
        return False
    if scope is Scope.LINE:
        return in_one_line([place], [organization])
    if scope is Scope.DIRECTING:
        return works_with(place, organization)
    if scope is Scope.REGION:
        return is_under(organization, place)
    return is_under(place, organization)


def is_in_time(tie: Tie, rule: RecusalRule, on: date) -> bool:
    """True where a tie lasted long enough and is recent enough; one whose days are not told counts."""
    if rule.years is not None and tie.until is not None and add_months(tie.until, rule.years * MONTHS_IN_A_YEAR) < on:
        return False
    if rule.least_years is None or tie.since is None:
        return True
    return add_months(tie.since, rule.least_years * MONTHS_IN_A_YEAR) <= (tie.until or on)
