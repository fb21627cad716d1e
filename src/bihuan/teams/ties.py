"""What ties the people of the pool to organizations: posts, relatives, native places, declarations, challenges."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from bihuan.access.models import Assignment
from bihuan.domain.inspectors import Held, Relative, held_in, relatives_in
from bihuan.domain.roles import UNIT
from bihuan.domain.ties import Exclusion, RecusalRule, Relation, Tie, exclusions_of
from bihuan.dossiers.models import Round
from bihuan.organizations.actions import reached_from
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.rules.recusal import recusal_rules
from bihuan.teams.inspectors import units_named
from bihuan.teams.models import Challenge, Declaration, Inspector, Tour, Waiver

LEADER = "leader"  # the seat of a tour


@dataclass(frozen=True)
class Matter:
    """One thing that an inspector declares: to which organization, what, in his words."""

    organization_id: uuid.UUID
    relation: Relation
    remark: str = ""


def matters_of(declaration: Declaration | None) -> tuple[Matter, ...]:
    """Return what a declaration tells."""
    if declaration is None or not declaration.matters:
        return ()
    told = json.loads(declaration.matters)
    return tuple(Matter(uuid.UUID(one["organization"]), Relation(one["relation"]), one["remark"]) for one in told)


def kept_matters(matters: Iterable[Matter]) -> str:
    """Return what is declared as its column holds it; nothing where nothing is."""
    told = [
        {"organization": str(one.organization_id), "relation": one.relation.value, "remark": one.remark}
        for one in matters
    ]
    return json.dumps(told, ensure_ascii=False) if told else ""


@dataclass
class Bonds:
    """Everything that ties the people of a pool to organizations, as a round has to know it."""

    round: Round
    rules: tuple[RecusalRule, ...]
    ties: dict[uuid.UUID, list[Tie]] = field(default_factory=dict)
    places: dict[uuid.UUID, tuple[str, ...]] = field(default_factory=dict)
    waived: set[tuple[uuid.UUID, uuid.UUID, str]] = field(default_factory=set)

    def exclusions(self, inspector_id: uuid.UUID, organization: Organization) -> tuple[Exclusion, ...]:
        """Return why somebody is kept away from an organization, waived rules apart."""
        ties, waived = self.ties.get(inspector_id, ()), self.waived
        if not ties:
            return ()
        found = dict.fromkeys(
            one for place in self.places_of(organization) for one in exclusions_of(ties, place, self.rules, self.day)
        )
        return tuple(one for one in found if (inspector_id, organization.id, one.rule.id) not in waived)

    @property
    def day(self) -> date:
        return self.round.from_on

    def places_of(self, organization: Organization) -> tuple[str, ...]:
        """Return where an organization stands in the tree, and whatever succeeded it and answers for it now."""
        if organization.id not in self.places:
            others = reached_from(organization) - {organization.id}
            rows = Organization.objects.filter(authority_id=organization.authority_id, pk__in=others) if others else ()
            self.places[organization.id] = (organization.path, *(row.path for row in rows))
        return self.places[organization.id]


def bonds_of(at: Round, people: Collection[Inspector]) -> Bonds:
    """Return what ties people to organizations, for a round."""
    bonds = Bonds(at, recusal_rules(at.from_on))
    told = {one.id: (tuple(held_in(one.posts_held)), tuple(relatives_in(one.kin))) for one in people}
    names = {one.native_place for one in people} | {one.unit for one in people}
    for held, relatives in told.values():
        names |= {one.unit for one in (*held, *relatives) if not isinstance(one, str)}
    places = {name: row.path for name, row in units_named(at.authority_id, names - {""}).items()}
    for one in people:
        held, relatives = told[one.id]
        bonds.ties[one.id] = list(known_of(one, held, relatives, places))
    answering(bonds, people)
    toured(bonds)
    declared(bonds)
    for row in Waiver.objects.filter(authority_id=at.authority_id, round=at):
        bonds.waived.add((row.inspector_id, row.organization_id, row.rule))
    return bonds


def known_of(
    one: Inspector, held: Iterable[Held | str], relatives: Iterable[Relative | str], places: Mapping[str, str]
) -> Iterator[Tie]:
    """Yield what the pool tells of somebody."""
    if one.unit in places:
        yield Tie(Relation.EMPLOYED, places[one.unit], one.unit)
    if one.native_place in places:
        yield Tie(Relation.NATIVE, places[one.native_place], one.native_place)
    for post in held:
        if not isinstance(post, str) and post.unit in places:
            yield Tie(Relation.WORKED, places[post.unit], f"{post.unit} {post.post}".strip(), post.since, post.until)
    for relative in relatives:
        if not isinstance(relative, str) and relative.unit in places:
            yield Tie(Relation(relative.relation), places[relative.unit], relative.unit)


def answering(bonds: Bonds, people: Collection[Inspector]) -> None:
    """Add the organizations that people head or answer for, or did: by their accounts, as the roles are kept."""
    of_account = {one.account_id: one.id for one in people if one.account_id is not None}
    if not of_account:
        return
    at, today = bonds.round.authority_id, bonds.round.from_on
    headed = HeadTenure.objects.filter(authority_id=at, account_id__in=of_account).select_related("organization")
    held = list(Assignment.objects.filter(authority_id=at, account_id__in=of_account, role__in=UNIT).exclude(path=""))
    paths = {row.path for row in held}
    names = dict(Organization.objects.filter(authority_id=at, path__in=paths).values_list("path", "name"))
    known = [
        *((row.account_id, row.organization.path, row.organization.name, row.from_on, row.until_on) for row in headed),
        *((row.account_id, row.path, names.get(row.path, ""), row.from_on, row.until_on) for row in held),
    ]
    for account, path, name, since, until in known:
        if account is not None:
            relation = Relation.WORKED if until is not None and until < today else Relation.EMPLOYED
            bonds.ties[of_account[account]].append(Tie(relation, path, name, since, until))


def toured(bonds: Bonds) -> None:
    """Add the organizations that people inspected in other rounds begun before this one, and those they led to."""
    at = bonds.round
    began = Tour.objects.filter(authority_id=at.authority_id, inspector_id__in=bonds.ties, from_on__lt=at.from_on)
    served = began.exclude(round=at).filter(Q(ended_on=None) | Q(ended_on__gte=F("from_on")))
    tours = list(served.select_related("round").order_by("from_on", "id"))
    wanted = {uuid.UUID(one) for tour in tours for one in tour.organizations}
    organizations = Organization.objects.filter(authority_id=at.authority_id, pk__in=wanted)
    paths = {str(row.id): (row.path, row.name) for row in organizations}
    for tour in tours:
        relations = (Relation.INSPECTED, Relation.LED) if tour.seat == LEADER else (Relation.INSPECTED,)
        for path, name in (paths[one] for one in tour.organizations if one in paths):
            evidence, until = f"{tour.round.name} {name}", tour.ended_on or tour.until_on
            bonds.ties[tour.inspector_id] += [Tie(one, path, evidence, tour.from_on, until) for one in relations]


def declared(bonds: Bonds) -> None:
    """Add what inspectors declared for the round, and what units challenged with success."""
    at = bonds.round
    made = Declaration.objects.filter(authority_id=at.authority_id, round=at)
    matters = [(row.inspector_id, one) for row in made for one in matters_of(row)]
    wanted = {one.organization_id for _, one in matters}
    rows = Organization.objects.filter(authority_id=at.authority_id, pk__in=wanted)
    organizations = {row.id: row for row in rows}
    for inspector_id, matter in matters:
        row = organizations.get(matter.organization_id)
        if row is not None:
            evidence = f"{row.name} {matter.remark}".strip()
            bonds.ties.setdefault(inspector_id, []).append(Tie(matter.relation, row.path, evidence))
    upheld = Challenge.objects.filter(authority_id=at.authority_id, round=at, upheld=True)
    for challenge in upheld.select_related("organization"):
        tie = Tie(Relation.CHALLENGED, challenge.organization.path, challenge.organization.name)
        bonds.ties.setdefault(challenge.inspector_id, []).append(tie)
