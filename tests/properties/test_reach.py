"""What may be done and what is listed agree: on every thing, for every set of duties, in Python and in the database."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.access.actors import within
from bihuan.domain.jurisdiction import Actor, Duty, Scope, Thing, reaches, roles_on, scope_of
from bihuan.domain.roles import ADMINISTRATORS, Role
from bihuan.dossiers.models import Inspection, Round
from bihuan.organizations.models import Organization

TODAY = date(2018, 3, 1)
AUTHORITIES = [uuid.UUID(int=number) for number in (1, 2)]
DOSSIERS = [uuid.UUID(int=number) for number in range(10, 16)]
PATHS = ["", "0", "001", "001002", "00100a", "0010020zz", "002", "zzz", "00{", "001z"]

paths = st.sampled_from(PATHS)
days = st.integers(-2, 2).map(lambda offset: TODAY + timedelta(days=offset))
duties = st.builds(
    Duty,
    role=st.sampled_from(Role),
    path=paths,
    dossier_id=st.none() | st.sampled_from(DOSSIERS),
    since=days,
    until=st.none() | days,
)
actors = st.builds(
    Actor,
    account_id=st.none(),
    name=st.just("某"),
    authority_id=st.sampled_from(AUTHORITIES),
    duties=st.lists(duties, max_size=4).map(tuple),
    today=st.just(TODAY),
)
things = st.builds(
    Thing,
    authority_id=st.sampled_from(AUTHORITIES),
    dossier_id=st.sampled_from(DOSSIERS),
    organization_path=paths,
    supervision_path=paths,
)


@given(actors, things)
def test_somebody_has_a_role_on_a_thing_exactly_when_his_scope_shows_it(actor: Actor, thing: Thing) -> None:
    assert bool(roles_on(actor, thing)) == reaches(scope_of(actor), thing)


@given(actors, things, st.frozensets(st.sampled_from(Role)))
def test_so_it_is_for_any_choice_of_roles(actor: Actor, thing: Thing, roles: frozenset[Role]) -> None:
    assert bool(roles_on(actor, thing) & roles) == reaches(scope_of(actor, roles), thing)


@given(actors, things)
def test_administrators_of_other_days_and_of_other_authorities_reach_nothing(actor: Actor, thing: Thing) -> None:
    held = roles_on(actor, thing)
    assert not held & ADMINISTRATORS
    assert held <= actor.roles
    if actor.authority_id != thing.authority_id:
        assert not held


@given(actors, things, duties)
def test_one_duty_more_never_takes_reach_away(actor: Actor, thing: Thing, duty: Duty) -> None:
    more = Actor(actor.account_id, actor.name, actor.authority_id, (*actor.duties, duty), actor.today)
    assert roles_on(actor, thing) <= roles_on(more, thing)


@given(actors)
def test_an_empty_scope_shows_nothing(actor: Actor) -> None:
    scope = scope_of(actor)
    if scope.is_empty:
        everything = [Thing(a, d, path, path) for a in AUTHORITIES for d in DOSSIERS for path in PATHS]
        assert not any(reaches(scope, thing) for thing in everything)


@pytest.fixture
def rows(db: None) -> list[Inspection]:
    """Dossiers in both authorities at every pair of paths. Written past the ledger: only their columns matter here."""
    made: list[Inspection] = []
    for authority_id in AUTHORITIES:
        round_ = Round(authority_id=authority_id, name="第一轮", term="十三届", number=1, from_on=TODAY)
        Round.objects.bulk_create([round_])
        for number, (path, supervised) in enumerate((p, s) for p in PATHS for s in PATHS):
            unit = Organization(
                authority_id=authority_id, path=f"{number:04}", name="某局", category="department", from_on=TODAY
            )
            Organization.objects.bulk_create([unit])
            dossier = DOSSIERS[number] if number < len(DOSSIERS) and authority_id == AUTHORITIES[0] else uuid.uuid4()
            made.append(
                Inspection(
                    id=dossier,
                    authority_id=authority_id,
                    round=round_,
                    organization=unit,
                    organization_path=path,
                    organization_name="某局",
                    supervision_path=supervised,
                    number=number + 1,
                    kind="routine",
                    team_name="一组",
                )
            )
    Inspection.objects.bulk_create(made)
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(actors, st.none() | st.frozensets(st.sampled_from(Role)))
def test_the_database_lists_exactly_what_the_scope_shows(
    rows: list[Inspection], actor: Actor, roles: frozenset[Role] | None
) -> None:
    scope: Scope = scope_of(actor, roles)
    listed = set(within(Inspection.objects.all(), scope).values_list("id", flat=True))
    assert listed == {row.id for row in rows if reaches(scope, row.thing)}
