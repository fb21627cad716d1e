"""What somebody finds by words: findings, dossiers, measures and organizations, by what he may see of them.

The index is asked with the marks of his scope and never tells more than which rows have the words; `sight` decides on
each, as for every list. Evaluations, checks and whatever else is kept from a unit do not stand in the index at all.
Organizations are told to whoever may read the whole tree; that is for the caller to know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from bihuan.access.models import Account
from bihuan.desk.sight import findings_seen, inspections_seen, measures_seen, reaches_few
from bihuan.domain.grams import phrases, runs
from bihuan.domain.jurisdiction import Actor, marks_asked, scope_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.models import Kept
from bihuan.ledger.prepared import Prepared, room_for, slots
from bihuan.ledger.words import Asked, newest, opening, those_with
from bihuan.organizations.models import Organization
from bihuan.rectification.models import Measure

K = TypeVar("K", bound=Kept)


@dataclass(frozen=True)
class Hits:
    """What was found of each kind, entered last first; one more than `most` of them tells that there are others."""

    findings: Sequence[Finding]
    dossiers: Sequence[Inspection]
    measures: Sequence[Measure]
    organizations: Sequence[Organization] = ()


@dataclass(frozen=True)
class Sought(Generic[K]):
    """A question to the index, and the rows of the answer that may be seen."""

    asked: Asked
    seen: Callable[[Actor, int], Prepared[K]]
    actor: Actor

    def rows(self, ids: Sequence[UUID]) -> list[K]:
        """Return the rows of these ids that may be seen, in the order of the ids."""
        found = self.seen(self.actor, room_for(len(ids))).ask(id=ids) if ids else []
        there = {row.id: row for row in found}
        return [there[row_id] for row_id in ids if row_id in there]


def search(actor: Actor, words: str, *, most: int, whole_tree: bool = False) -> Hits:
    """Return what somebody finds by words; organizations where he may read the whole tree."""
    findings, dossiers, measures = of_findings(actor, words), of_dossiers(actor, words), of_measures(actor, words)
    organizations = of_organizations(actor, words)
    sought: list[Sought[Finding] | Sought[Inspection] | Sought[Measure] | Sought[Organization]]
    sought = [findings, dossiers, measures, *([organizations] if whole_tree else [])]
    begun = opening([first_asked(actor, one.asked) for one in sought], most=most + 1)
    return Hits(
        first(findings, most, begun[0]),
        first(dossiers, most, begun[1]),
        first(measures, most, begun[2]),
        first(organizations, most, begun[3]) if whole_tree else (),
    )


def first_asked(actor: Actor, asked: Asked) -> Asked:
    """Return what the index is asked first: without the marks of a wide scope, which half of all rows bear.

    To walk along such a mark costs more than the words do; mostly they find too little for it to matter, or enough in
    reach at once. Where they do not, `first` asks again with the marks.
    """
    return asked if not asked.marks or reaches_few(actor, actor.roles) else replace(asked, marks=None)


def first(sought: Sought[K], most: int, begun: Sequence[UUID] | None = None) -> list[K]:
    """Return up to `most` + 1 rows that have the words, among those that are seen; `begun` are the first ids."""
    if begun is not None:
        found = sought.rows(begun)
        if len(found) > most or len(begun) <= most:
            return found[: most + 1]
    found = []
    for ids in newest(sought.asked, at_once=most + 1):
        found += sought.rows(ids)
        if len(found) > most:
            break
    return found[: most + 1]


def of_findings(actor: Actor, words: str) -> Sought[Finding]:
    return Sought(asked_by(actor, words, Finding), findings_by_id, actor)


def of_dossiers(actor: Actor, words: str) -> Sought[Inspection]:
    return Sought(asked_by(actor, words, Inspection), dossiers_by_id, actor)


def of_measures(actor: Actor, words: str) -> Sought[Measure]:
    return Sought(asked_by(actor, words, Measure), measures_by_id, actor)


def of_organizations(actor: Actor, words: str) -> Sought[Organization]:
    """Ask for organizations anywhere in the authority's tree."""
    asked = Asked(Organization, actor.authority_id, phrases(words), None)
    return Sought(asked, organizations_by_id, actor)


# what may be seen of so many ids, written once for a reader: the index tells only which rows have the words


@lru_cache(maxsize=512)
def findings_by_id(actor: Actor, number: int) -> Prepared[Finding]:
    return Prepared(lambda: of_ids(findings_seen(actor), actor, number))


@lru_cache(maxsize=512)
def dossiers_by_id(actor: Actor, number: int) -> Prepared[Inspection]:
    return Prepared(lambda: of_ids(inspections_seen(actor), actor, number))


@lru_cache(maxsize=512)
def measures_by_id(actor: Actor, number: int) -> Prepared[Measure]:
    return Prepared(lambda: of_ids(measures_seen(actor).select_related("finding"), actor, number))


@lru_cache(maxsize=512)
def organizations_by_id(actor: Actor, number: int) -> Prepared[Organization]:
    return Prepared(lambda: of_ids(Organization.objects.select_related("parent"), actor, number))


def of_ids(rows: QuerySet[K], actor: Actor, number: int) -> QuerySet[K]:
    return rows.filter(authority_id=actor.authority_id, pk__in=slots("id", number))


def accounts_with(actor: Actor, words: str) -> QuerySet[Account]:
    """Return the accounts whose names have all the words, opened last first; names of persons stand in no index."""
    terms = [term for term in words.split() if runs(term)]
    rows = Account.objects.filter(authority_id=actor.authority_id)
    for term in terms:
        rows = rows.filter(Q(name__icontains=term) | Q(login_name__icontains=term))
    return rows.order_by("-id") if terms else rows.none()


def has_words(actor: Actor, words: str, model: type[Kept] = Finding) -> Q:
    """Return the condition that a row within reach has the words; for lists that are cut by `sight` besides."""
    return Q(pk__in=those_with(asked_by(actor, words, model)))


def asked_by(actor: Actor, words: str, model: type[Kept]) -> Asked:
    return Asked(model, actor.authority_id, phrases(words), marks_asked(scope_of(actor)))
