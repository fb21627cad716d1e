"""Units are merged, split, abolished or renamed in one deed: duties, heads, access and places in rounds pass on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bihuan.access.actions import EndsBeforeItBegins, note, require
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.reorganisation import Sort, refuse_shape
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Heir
from bihuan.dossiers.people import head_goes_on, role_given, works_elsewhere
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.actions import DIGITS, SEGMENT, LifeReversed, lock_tree, next_path, refuse_cycle, segment_of
from bihuan.organizations.identity import one_line, refuse_details, refuse_twin
from bihuan.organizations.models import HeadTenure, Organization, Succession
from bihuan.planning.models import Placement
from bihuan.planning.placing import plans_touched
from bihuan.supervision.actions import WordUnknown
from bihuan.supervision.models import Reorganisation, ReorganisedDossier, ReorganisedUnit
from bihuan.supervision.passing import Passing, dossiers_owned, what_passes

REORGANISERS = frozenset({Role.OFFICE})


@dataclass(frozen=True)
class NewUnit:
    """A unit that the reorganisation founds."""

    name: str
    category: str
    parent_id: uuid.UUID | None = None
    credit_code: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `heirs` and `carried` name a successor by its place: existing ones first, then founded."""

    sort: str
    on: date
    paper: str
    old_ids: tuple[uuid.UUID, ...]
    new_ids: tuple[uuid.UUID, ...] = ()
    founded: tuple[NewUnit, ...] = ()
    heirs: Mapping[uuid.UUID, int] = field(default_factory=dict)
    carried: Mapping[uuid.UUID, int] = field(default_factory=dict)


class UnitEnded(ValueError):
    """A unit that does not exist on the day."""

    def __init__(self, name: str, on: date) -> None:
        self.name, self.on = name, on
        super().__init__(f"{name} does not exist on {on}; choose another unit or another day")


class NoSuchSuccessor(ValueError):
    """A dossier or an account would go to a successor that is none of this reorganisation's."""

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(f"successor {place} is none of the new units; choose one of them")


@deed
def reorganise(*, actor: Actor, wanted: Wanted, now: datetime, key: str) -> Receipt:
    """Merge, split, abolish or rename units by a decision: from its day the successors answer, and nothing is lost."""
    role = require(actor, REORGANISERS, "reorganise")
    lock_tree(actor)
    if wanted.sort not in set(Sort):
        raise WordUnknown("sort", wanted.sort, [one.value for one in Sort])
    if not wanted.paper.strip():
        raise ReasonMissing("reorganise")
    olds, news, founded = sides_of(actor, wanted)
    passing = what_passes(actor.authority_id, olds, wanted.on, actor.today)
    at = actor.authority_id
    count = Reorganisation.objects.filter(authority_id=at).count()
    row = Reorganisation(
        authority_id=at, number=count + 1, sort=wanted.sort, paper=one_line(wanted.paper), on=wanted.on
    )
    heirs = heirs_of(wanted, news, passing)
    rows: list[Kept] = [*founded, row, *ended(olds, wanted.on), *links(wanted.on, olds, news)]
    rows += [ReorganisedUnit(authority_id=at, reorganisation=row, organization=o, is_new=False) for o in olds]
    rows += [ReorganisedUnit(authority_id=at, reorganisation=row, organization=n, is_new=True) for n in news]
    rows += passed_on(row, passing, heirs)
    rows += heads_changed(wanted, passing, news)
    rows += access_changed(actor, wanted, passing, news, heirs)
    rows += places_changed(actor, wanted, passing, news, heirs)
    told = {"reorganisation": row.id, "number": row.number, "news": [one.id for one in news]}
    names = " + ".join(one.name for one in olds)
    return commit(note=note(actor, "reorganise", role, now, names, row.paper, told=told), rows=rows)


# --- the two sides ------------------------------------------------------------------------------------


def sides_of(actor: Actor, wanted: Wanted) -> tuple[list[Organization], list[Organization], list[Organization]]:
    """Return the old units, the new ones, and those among them that are founded; refuse what does not fit."""
    at = actor.authority_id
    known = Organization.objects.select_for_update().filter(authority_id=at)
    rows = known.in_bulk([*wanted.old_ids, *wanted.new_ids])
    for one in (*wanted.old_ids, *wanted.new_ids):
        if one not in rows:
            raise NoSuchThing("organization", one)
    places = [*wanted.new_ids, *range(len(wanted.founded))]
    refuse_shape(Sort(wanted.sort), list(wanted.old_ids), places)
    olds, existing = [rows[one] for one in wanted.old_ids], [rows[one] for one in wanted.new_ids]
    last = wanted.on - timedelta(days=1)
    for old in olds:
        if old.until_on is not None and old.until_on < last:
            raise UnitEnded(old.name, last)
        if last < old.from_on:
            raise LifeReversed(old.name, old.from_on, last)
    for new in existing:
        if new.from_on > wanted.on or (new.until_on is not None and new.until_on < wanted.on):
            raise UnitEnded(new.name, wanted.on)
        for old in olds:
            refuse_cycle(old, new)
    founded = founded_units(actor, wanted)
    return olds, [*existing, *founded], founded


def founded_units(actor: Actor, wanted: Wanted) -> list[Organization]:
    """Return the units that are founded, each at a place of its own in the tree."""
    at, made = actor.authority_id, list[Organization]()
    taken: dict[uuid.UUID | None, int] = {}
    parents = Organization.objects.filter(authority_id=at).in_bulk([o.parent_id for o in wanted.founded if o.parent_id])
    for one in wanted.founded:
        parent = parents.get(one.parent_id) if one.parent_id else None
        refuse_details(at, one.category, one.credit_code)
        refuse_twin(at, one_line(one.name), one.parent_id, (wanted.on, None))
        path = next_path(at, parent)
        number = int(path[-SEGMENT:], len(DIGITS)) + taken.get(one.parent_id, 0)
        taken[one.parent_id] = taken.get(one.parent_id, 0) + 1
        made.append(
            Organization(
                authority_id=at,
                parent=parent,
                path=path[:-SEGMENT] + segment_of(number),
                name=one_line(one.name),
                category=one.category,
                credit_code=one.credit_code,
                from_on=wanted.on,
            )
        )
    return made


def ended(olds: Iterable[Organization], on: date) -> Iterable[Organization]:
    for one in olds:
        one.until_on = on - timedelta(days=1)
        yield one


def links(on: date, olds: Iterable[Organization], news: Sequence[Organization]) -> Iterable[Succession]:
    for old in olds:
        for new in news:
            yield Succession(authority_id=old.authority_id, predecessor=old, successor=new, on=on)


# --- what passes on -----------------------------------------------------------------------------------


def heirs_of(wanted: Wanted, news: Sequence[Organization], passing: Passing) -> dict[uuid.UUID, Organization]:
    """Return who takes over each dossier: whom the office named, else the first successor."""
    for place in (*wanted.heirs.values(), *wanted.carried.values()):
        if not 0 <= place < len(news):
            raise NoSuchSuccessor(place)
    return {one.row.id: news[wanted.heirs.get(one.row.id, 0)] for one in passing.dossiers}


def passed_on(row: Reorganisation, passing: Passing, heirs: Mapping[uuid.UUID, Organization]) -> Iterable[Kept]:
    for one in passing.dossiers:
        mine = {"authority_id": row.authority_id, "dossier": one.row}
        yield Heir(**mine, old=one.owner, new=heirs[one.row.id], on=row.on)
        if one.is_open:
            yield ReorganisedDossier(**mine, reorganisation=row, heir=heirs[one.row.id])


def heads_changed(wanted: Wanted, passing: Passing, news: Sequence[Organization]) -> Iterable[HeadTenure]:
    """Return the heads whose time ends with their unit; who heads a unit that is only renamed goes on heading it."""
    last = wanted.on - timedelta(days=1)
    for one in passing.heads:
        if last < one.from_on:
            raise LifeReversed(one.name, one.from_on, last)
        one.until_on = last
        yield one
        if wanted.sort == Sort.RENAME:
            yield head_goes_on(one, news[0], wanted.on)


def access_changed(
    actor: Actor,
    wanted: Wanted,
    passing: Passing,
    news: Sequence[Organization],
    heirs: Mapping[uuid.UUID, Organization],
) -> Iterable[Kept]:
    """Return roles that end with the old units, and those that begin: over the new unit, and on what it takes over."""
    last, on, at = wanted.on - timedelta(days=1), wanted.on, actor.authority_id
    given = dossiers_reached(actor, wanted, passing, news, heirs)
    going_on = {(row.account_id, row.role, row.dossier_id) for row in passing.assignments} & given
    for row in passing.assignments:
        if (row.account_id, row.role, row.dossier_id) in going_on:
            continue
        if last < row.from_on:
            raise EndsBeforeItBegins(row.from_on, last)
        row.until_on = last
        yield row
    yield from people_moved(wanted, passing, news, actor.today)
    for account, role, dossier in sorted(given - going_on):
        yield role_given(at, account, Role(role), dossier_id=dossier, from_on=on, until_on=None)
    there = {(account, role.value, new.path) for account, role, new in own_people(actor, wanted, news)}
    for account, role, new in carried_people(wanted, passing, news):
        if (account, role.value, new.path) not in there:
            yield role_given(at, account, role, path=new.path, from_on=on, until_on=None)


Reached = set[tuple[uuid.UUID, str, uuid.UUID]]


def dossiers_reached(
    actor: Actor,
    wanted: Wanted,
    passing: Passing,
    news: Sequence[Organization],
    heirs: Mapping[uuid.UUID, Organization],
) -> Reached:
    """Return who reaches which dossier from the day on: the heir's people, and of earlier heritage whoever comes."""
    carried = list(carried_people(wanted, passing, news))
    people = [*own_people(actor, wanted, news), *carried]
    last, at = wanted.on - timedelta(days=1), actor.authority_id
    inherited = {new: dossiers_owned(at, {new.id: new}, last) for _account, _role, new in carried}
    come_before = {
        (account, role.value, one.row.id)
        for account, role, new in carried
        for one in inherited[new]
        if one.is_open and one.row.organization_id != new.id
    }
    return come_before | {
        (account, role.value, one.row.id)
        for account, role, new in people
        for one in passing.dossiers
        if one.is_open and heirs[one.row.id] is new
    }


def own_people(
    actor: Actor, wanted: Wanted, news: Sequence[Organization]
) -> Iterable[tuple[uuid.UUID, Role, Organization]]:
    """Return who acts for each new unit already."""
    for new in news:
        rows = Assignment.objects.filter(authority_id=actor.authority_id, role__in=UNIT, path=new.path, dossier_id=None)
        for row in rows.filter(from_on__lte=wanted.on).order_by("id"):
            if row.until_on is None or row.until_on >= wanted.on:
                yield row.account_id, Role(row.role), new


def carried_people(
    wanted: Wanted, passing: Passing, news: Sequence[Organization]
) -> Iterable[tuple[uuid.UUID, Role, Organization]]:
    """Return the people of the old units that go on at a new one, in their roles."""
    paths = {one.path for one in passing.olds}
    seen: set[tuple[uuid.UUID, str]] = set()
    for row in passing.assignments:
        mine = (row.account_id, row.role)
        if row.path in paths and row.account_id in wanted.carried and mine not in seen:
            seen.add(mine)
            yield row.account_id, Role(row.role), news[wanted.carried[row.account_id]]


def people_moved(wanted: Wanted, passing: Passing, news: Sequence[Organization], today: date) -> Iterable[Account]:
    """Return the accounts that work at another unit from today on; a day to come changes nothing yet."""
    for account in passing.accounts if wanted.on <= today else ():
        if account.id in wanted.carried:
            yield works_elsewhere(account, news[wanted.carried[account.id]], wanted.on)


def places_changed(
    actor: Actor,
    wanted: Wanted,
    passing: Passing,
    news: Sequence[Organization],
    heirs: Mapping[uuid.UUID, Organization],
) -> Iterable[Kept]:
    """Return places in rounds ahead: the old unit's is taken out, the first successor comes in where it is not in."""
    first, at = news[0], actor.authority_id
    there = Placement.objects.filter(authority_id=at, organization=first, removed_on=None)
    taken = set(there.values_list("round_id", flat=True))
    for one in passing.placements:
        one.removed_on, one.removed_reason = actor.today, one_line(wanted.paper)
        yield one
        if one.round_id not in taken:
            taken.add(one.round_id)
            yield Placement(
                authority_id=at,
                round=one.round,
                organization=first,
                form=one.form,
                person_days=one.person_days,
                with_villages=one.with_villages,
                reason=one_line(wanted.paper),
            )
    if passing.placements:
        yield from plans_touched(actor, [one.round for one in passing.placements], one_line(wanted.paper))
