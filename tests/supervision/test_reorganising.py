"""Units reorganised: duties, heads, access and places in rounds pass on in one deed; over random histories, too."""

from __future__ import annotations

import itertools
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bihuan.access.actions import NotYours
from bihuan.access.actors import actor_of
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import roles_on
from bihuan.domain.reorganisation import FedBackAlready, NotSettled, Sort, StepBefore, StepMissing, StepTooEarly
from bihuan.domain.reorganising import CalledOff, DecisionUnnamed, NotItsDay, SplitIntoOne, TookEffect, UnitEnded
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.facts import owner_of, owners_of
from bihuan.dossiers.models import Heir, Inspection
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.ledger.models import Entry
from bihuan.organizations.actions import CyclicSuccession, name_successor
from bihuan.organizations.models import HeadTenure, Organization, Succession
from bihuan.organizations.queries import answered_for
from bihuan.planning.heritage import answering
from bihuan.supervision.actions import AccountMissing
from bihuan.supervision.models import Reorganisation, ReorganisedDossier, ReorganisedUnit
from bihuan.supervision.passing import what_passes
from bihuan.supervision.reorganisation_steps import (
    Reviewed,
    ReviewNotYet,
    feed_back_to_heir,
    register_reorganisation_step,
    review_reorganisation,
)
from bihuan.supervision.reorganising import NoSuchSuccessor, reorganise
from bihuan.supervision.taking_effect import bring_into_effect, call_off_reorganisation, due, take_effect
from bihuan.supervision.wanted import NewUnit, Wanted
from tests.database.states import state_of_ledger, state_of_tables
from tests.draws.county_draws import Draws
from tests.people import open_account

pytestmark = pytest.mark.django_db


@dataclass
class Reform(Draws):
    """A county with four dossiers, and the way to reorganise its units."""

    names: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def on(self) -> date:
        return self.county.today + timedelta(days=1)

    def wanted(self, sort: Sort, olds: list[uuid.UUID], *, founded: int = 0, **more: Any) -> Wanted:
        units = tuple(NewUnit(f"新设单位{next(self.names)}", "department") for _ in range(founded))
        told = {"on": self.on, "paper": "青发〔2018〕9号", **more}
        return Wanted(sort=sort.value, old_ids=tuple(olds), founded=units, **told)

    @property
    def eve(self) -> date:
        """Return the last day of the old order, once its new one has begun today."""
        return self.county.today - timedelta(days=1)

    def recorded(self, sort: Sort, olds: list[uuid.UUID], **more: Any) -> Reorganisation:
        """Record a reorganisation for a day to come: tomorrow, or as told."""
        told = self.do(reorganise, wanted=self.wanted(sort, olds, **more)).told
        return Reorganisation.objects.get(pk=told["reorganisation"])

    def reorganised(self, sort: Sort, olds: list[uuid.UUID], **more: Any) -> Reorganisation:
        """Let a reorganisation begin tomorrow, and that day come."""
        self.county.today += timedelta(days=1)
        return self.recorded(sort, olds, **{"on": self.county.today, **more})

    def owner(self, day: date | None = None, dossier: uuid.UUID | None = None) -> Organization:
        row = Inspection.objects.select_related("organization").get(pk=dossier or self.county.inspection_id)
        return owner_of(row, day or self.on)


@pytest.fixture
def reform() -> Reform:
    return Reform()


def reach(account: Account, day: date, dossier: uuid.UUID) -> bool:
    """True where an account reaches a dossier on a day as its unit."""
    return bool(roles_on(actor_of(account, day), Inspection.objects.get(pk=dossier).thing) & UNIT)


def test_a_unit_that_is_renamed_keeps_its_dossier_its_head_and_its_people(reform: Reform) -> None:
    county = reform.county
    liaison = open_account(county, Role.UNIT_LIAISON, "liaison", county.unit_path, None)
    reform.reorganised(Sort.RENAME, [county.unit_id], founded=1, carried={liaison.id: 0})
    before, after = reform.owner(reform.eve), reform.owner()
    assert (before.id, after.name) == (county.unit_id, "新设单位1")
    head = HeadTenure.objects.get(organization=after)
    assert (head.name, head.account_id) == ("沈知远", county.head_account)
    assert HeadTenure.objects.get(organization=before).until_on == reform.eve
    assert reach(liaison, reform.eve, county.inspection_id)
    assert reach(liaison, reform.on, county.inspection_id)
    assert Assignment.objects.get(account=liaison, path=county.unit_path).until_on == reform.eve
    assert Assignment.objects.filter(account=liaison, path=after.path, from_on=county.today).count() == 1
    assert state_of_ledger() == state_of_tables()


def test_access_of_the_old_unit_ends_and_the_successor_s_begins(reform: Reform) -> None:
    county, other = reform.county, reform.others[0]
    old = open_account(county, Role.UNIT_LIAISON, "old-liaison", county.unit_path, None)
    new = open_account(county, Role.UNIT_LIAISON, "new-liaison", other.unit_path, None)
    reform.reorganised(Sort.MERGE, [county.unit_id], new_ids=(other.unit_id,))
    assert reach(old, reform.eve, county.inspection_id)
    assert not reach(old, reform.on, county.inspection_id)
    assert not reach(new, reform.eve, county.inspection_id)
    assert reach(new, reform.on, county.inspection_id)
    assert reform.owner().id == other.unit_id


def test_of_a_unit_that_is_split_each_dossier_has_the_heir_that_was_named(reform: Reform) -> None:
    county = reform.county
    row = reform.reorganised(Sort.SPLIT, [county.unit_id], founded=2, heirs={county.inspection_id: 1})
    assert reform.owner().name == "新设单位2"
    assert ReorganisedDossier.objects.get(reorganisation=row).heir.name == "新设单位2"
    reform.county.today += timedelta(days=5)
    reform.reorganised(Sort.RENAME, [reform.owner().id], founded=1)
    assert reform.owner(reform.on + timedelta(days=20)).name == "新设单位3"


def test_pages_lists_letters_and_coverage_name_the_same_owner(reform: Reform) -> None:
    county, (one, two, _) = reform.county, (other.unit_id for other in reform.others)
    Organization.objects.filter(pk=county.unit_id).update(until_on=county.today)
    for successor in (two, one):
        reform.do(name_successor, predecessor_id=county.unit_id, successor_id=successor, on=reform.on)
    Organization.objects.filter(pk=two).update(until_on=reform.on)
    reform.do(name_successor, predecessor_id=two, successor_id=one, on=reform.on + timedelta(days=1))
    dossier = Inspection.objects.select_related("organization").get(pk=county.inspection_id)
    for day, owner in ((reform.on, two), (reform.on + timedelta(days=1), one)):
        assert owner_of(dossier, day).id == owner
        assert [found.id for found in owners_of([dossier], day)] == [owner]
        assert county.unit_id in answered_for(county.authority_id, {owner}, day)
        path = Organization.objects.get(pk=owner).path
        assert answering(county.authority_id, [dossier.organization], day) == {dossier.id: path}


def test_a_place_in_a_round_ahead_passes_on(reform: Reform) -> None:
    olds = [Organization.objects.get(pk=reform.county.unit_id)]
    passing = what_passes(reform.county.authority_id, olds, reform.on, reform.county.today)
    assert [one.row.id for one in passing.dossiers] == [reform.county.inspection_id]
    assert [one.open for one in passing.dossiers] == [3]
    assert [one.name for one in passing.heads] == ["沈知远"]
    assert passing.placements == []


def test_a_unit_that_is_merged_with_the_one_above_does_not_stay(reform: Reform) -> None:
    one, other = reform.county.unit_id, reform.others[0].unit_id
    Organization.objects.filter(pk=other).update(parent=one)
    olds = list(Organization.objects.filter(pk__in=(one, other)))
    day, at = reform.county.today, reform.county.authority_id
    assert what_passes(at, olds, reform.on, day).below == []
    assert [row.id for row in what_passes(at, [row for row in olds if row.id == one], reform.on, day).below] == [other]


def test_a_circle_of_successors_is_refused_with_its_way(reform: Reform) -> None:
    one, two, three = (other.unit_id for other in reform.others)
    eve = reform.on - timedelta(days=1)
    Organization.objects.filter(pk=two).update(until_on=eve)
    reform.do(name_successor, predecessor_id=two, successor_id=three, on=reform.on)
    Organization.objects.filter(pk=three).update(until_on=eve)
    reform.do(name_successor, predecessor_id=three, successor_id=one, on=reform.on)
    Organization.objects.filter(pk__in=(two, three)).update(until_on=None)
    with pytest.raises(CyclicSuccession) as refused:
        reform.reorganised(Sort.MERGE, [one], new_ids=(two,))
    assert refused.value.way == "县水利局 → 县文化和旅游局 → 青石镇 → 县水利局"
    assert not Reorganisation.objects.exists()


def test_what_does_not_fit_is_refused(reform: Reform) -> None:
    unit, other = reform.county.unit_id, reform.others[0].unit_id
    with pytest.raises(SplitIntoOne):
        reform.reorganised(Sort.SPLIT, [unit], founded=1)
    with pytest.raises(DecisionUnnamed):
        reform.reorganised(Sort.RENAME, [unit], founded=1, paper=" ")
    with pytest.raises(NoSuchSuccessor):
        reform.reorganised(Sort.RENAME, [unit], founded=1, heirs={reform.county.inspection_id: 3})
    with pytest.raises(NotYours):
        reform.do(reorganise, reform.county.team_leader, wanted=reform.wanted(Sort.RENAME, [unit], founded=1))
    reform.reorganised(Sort.MERGE, [unit], new_ids=(other,))
    reform.county.today += timedelta(days=30)
    with pytest.raises(UnitEnded):
        reform.reorganised(Sort.RENAME, [unit], founded=1)


def test_the_four_steps_lead_to_the_review_and_no_further(reform: Reform) -> None:
    county = reform.county
    row = reform.reorganised(Sort.ABOLISH, [county.unit_id], founded=1)
    county.today += timedelta(days=3)
    me: dict[str, Any] = {"reorganisation_id": row.id}
    with pytest.raises(ReviewNotYet) as refused:
        reform.do(review_reorganisation, **me, account="符合要求")
    codes = [(one.code, one.subject) for one in refused.value.lacks]
    assert codes == [
        ("survey", ""),
        ("supervision", ""),
        ("feedback", "县住房和城乡建设局"),
        ("head", "新设单位1"),
    ]
    supervised = {**me, "step": "supervision", "account": "实地督查一次"}
    with pytest.raises(StepMissing):
        reform.do(register_reorganisation_step, **supervised, on=county.today)
    reform.do(register_reorganisation_step, **me, step="survey", on=county.today, account="未销号问题3个")
    told = {"dossier_id": county.inspection_id, "told_class": "whole", "on": county.today, "words": "整体移交"}
    with pytest.raises(NotSettled):
        reform.do(feed_back_to_heir, **me, **{**told, "told_class": "settled"})
    with pytest.raises(StepTooEarly):
        reform.do(feed_back_to_heir, **me, **{**told, "on": row.on - timedelta(days=1)})
    with pytest.raises(StepBefore):
        reform.do(feed_back_to_heir, **me, **{**told, "on": county.today - timedelta(days=1)})
    with pytest.raises(AccountMissing):
        reform.do(feed_back_to_heir, **me, **{**told, "words": " "})
    with pytest.raises(StepMissing):
        reform.do(register_reorganisation_step, **supervised, on=county.today)
    reform.do(feed_back_to_heir, **me, **told)
    with pytest.raises(FedBackAlready):
        reform.do(feed_back_to_heir, **me, **{**told, "told_class": "joined"})
    assert ReorganisedDossier.objects.get().told_class == "whole"
    with pytest.raises(StepBefore):
        reform.do(register_reorganisation_step, **supervised, on=county.today - timedelta(days=1))
    reform.do(register_reorganisation_step, **supervised, on=county.today)
    county.unit_id = reform.owner().id
    county.head("林晓舟", county.today)
    reform.do(review_reorganisation, **me, account="职责承接到位")
    with pytest.raises(Reviewed):
        reform.do(register_reorganisation_step, **me, step="survey", on=county.today, account="再查")
    assert Entry.objects.filter(action="review_reorganisation").count() == 1
    assert state_of_ledger() == state_of_tables()


# --- until its day ------------------------------------------------------------------------------------


def states() -> tuple[Any, ...]:
    """Return all that a reorganisation changes on its day."""
    people = Assignment.objects.order_by("id").values_list("id", "from_on", "until_on")
    heads = HeadTenure.objects.order_by("id").values_list("id", "until_on")
    units = Organization.objects.order_by("id").values_list("id", "name", "until_on")
    works = Account.objects.order_by("id").values_list("id", "organization_id")
    return (*people, *heads, *units, *works, *Heir.objects.values_list("id"), *Succession.objects.values_list("id"))


def test_until_its_day_everything_is_what_it_is_and_on_it_the_successors_answer(reform: Reform) -> None:
    county = reform.county
    liaison = open_account(county, Role.UNIT_LIAISON, "liaison", county.unit_path, None)
    office = open_account(county, Role.OFFICE, "office-1", "", None)
    before, far = states(), county.today + timedelta(days=400)
    me = actor_of(office, county.today)
    wanted = reform.wanted(Sort.RENAME, [county.unit_id], founded=1, on=far, carried={liaison.id: 0})
    row = Reorganisation.objects.get(pk=reform.do(reorganise, me, wanted=wanted).told["reorganisation"])
    assert states() == before
    assert reform.owner(far + timedelta(days=30)).id == county.unit_id
    with pytest.raises(NotItsDay):
        reform.do(bring_into_effect, reorganisation_id=row.id)
    county.today = far - timedelta(days=1)
    assert take_effect(county.today, county.now) == []
    assert states() == before
    county.today = far
    assert take_effect(county.today, county.now) == []
    assert reform.owner(far).name == "新设单位1"
    assert reform.owner(reform.eve).id == county.unit_id
    assert reach(liaison, far, county.inspection_id)
    assert Entry.objects.get(action="bring_into_effect").actor_id == office.id
    with pytest.raises(TookEffect):
        reform.do(call_off_reorganisation, reorganisation_id=row.id, reason="不再合并")
    assert state_of_ledger() == state_of_tables()


def test_one_that_cannot_take_effect_keeps_no_other_back_and_is_told(
    reform: Reform, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = reform.county
    row = reform.recorded(Sort.RENAME, [county.unit_id], founded=1)
    county.today += timedelta(days=5)
    assert take_effect(county.today, county.now) == [
        f"{row.paper}: whoever decided it has no account; bring it into effect by hand"
    ]
    office = open_account(county, Role.OFFICE, "office-1", "", None)
    Reorganisation.objects.filter(pk=row.pk).update(decided_by=office.id)

    def changed(**_: object) -> None:
        raise ChangedMeanwhile("access_assignment", row.id)

    monkeypatch.setattr("bihuan.supervision.taking_effect.bring_into_effect", changed)
    (told,) = take_effect(county.today, county.now)
    assert "changed by somebody else meanwhile" in told


def test_what_waits_is_called_off_with_a_reason_and_its_units_are_free_again(reform: Reform) -> None:
    county = reform.county
    before, unit = states(), [county.unit_id]
    row = reform.recorded(Sort.RENAME, unit, founded=1)
    with pytest.raises(ReasonMissing):
        reform.do(call_off_reorganisation, reorganisation_id=row.id, reason=" ")
    with pytest.raises(NotYours):
        reform.do(call_off_reorganisation, county.leading_group, reorganisation_id=row.id, reason="不再更名")
    reform.do(call_off_reorganisation, reorganisation_id=row.id, reason="上级另有安排")
    assert Entry.objects.get(action="call_off_reorganisation").reason == "上级另有安排"
    county.today += timedelta(days=5)
    assert take_effect(county.today, county.now) == []
    assert states() == before
    for late in (bring_into_effect, call_off_reorganisation):
        with pytest.raises(CalledOff):
            reform.do(late, reorganisation_id=row.id, **({"reason": "x"} if late is call_off_reorganisation else {}))
    step = {"step": "survey", "on": county.today, "account": "x"}
    with pytest.raises(CalledOff):
        reform.do(register_reorganisation_step, reorganisation_id=row.id, **step)
    reform.reorganised(Sort.RENAME, unit, founded=1)
    assert state_of_ledger() == state_of_tables()


def test_whoever_comes_to_the_unit_while_it_waits_passes_on_as_well(reform: Reform) -> None:
    county, other = reform.county, reform.others[0]
    row = reform.recorded(Sort.MERGE, [county.unit_id], new_ids=(other.unit_id,), on=county.today + timedelta(days=9))
    county.today += timedelta(days=3)
    late = open_account(county, Role.UNIT_LIAISON, "came-later", county.unit_path, None)
    new = open_account(county, Role.UNIT_LIAISON, "of-the-successor", other.unit_path, None)
    county.today += timedelta(days=6)
    reform.do(bring_into_effect, reorganisation_id=row.id)
    assert not reach(late, county.today, county.inspection_id)
    assert reach(new, county.today, county.inspection_id)


def test_what_can_no_longer_take_effect_is_told_and_kept_back(reform: Reform) -> None:
    county = reform.county
    office = open_account(county, Role.OFFICE, "office-1", "", None)
    wanted = reform.wanted(Sort.RENAME, [county.unit_id], founded=1, on=county.today + timedelta(days=9))
    reform.do(reorganise, actor_of(office, county.today), wanted=wanted)
    Organization.objects.filter(pk=county.unit_id).update(until_on=county.today + timedelta(days=2))
    county.today += timedelta(days=9)
    (told,) = take_effect(county.today, county.now)
    assert "does not exist" in told
    assert Reorganisation.objects.get().waits


# --- random histories -----------------------------------------------------------------------------------


class Undo(Exception):
    """Takes an example back."""


def one_more(reform: Reform, chance: random.Random) -> None:
    """Do a random reorganisation of living units some days later."""
    reform.county.today += timedelta(days=chance.randint(1, 20))
    for row in due(reform.county.authority_id, reform.county.today):
        reform.do(bring_into_effect, reorganisation_id=row.id)
    rows = Organization.objects.filter(until_on=None, category="department")
    bound = Reorganisation.objects.filter(waits=True, called_off_on=None)
    sides = ReorganisedUnit.objects.filter(reorganisation__in=bound).values("organization_id")
    living = list(rows.exclude(pk__in=sides).order_by("path"))
    if not living:
        return
    sort = chance.choice(list(Sort))
    if sort is Sort.MERGE and len(living) == 1:
        sort = Sort.RENAME
    olds = chance.sample(living, 2 if sort is Sort.MERGE else 1)
    others = [one.id for one in living if one not in olds]
    given: dict[str, Any] = {"founded": 2 if sort is Sort.SPLIT else 1}
    if others and sort in (Sort.MERGE, Sort.ABOLISH):
        given = {"new_ids": (chance.choice(others),)}
    waits = chance.random() < 0.4
    on = reform.county.today + timedelta(days=chance.randint(1, 15) if waits else 0)
    wanted = reform.wanted(sort, [one.id for one in olds], **given, on=on)
    passing = what_passes(reform.county.authority_id, olds, wanted.on, reform.county.today)
    sides = len(wanted.new_ids) + len(wanted.founded)
    heirs = {one.row.id: chance.randrange(sides) for one in passing.dossiers}
    carried = {one.id: chance.randrange(sides) for one in passing.accounts if chance.random() < 0.5}
    told = {name: value for name, value in vars(wanted).items() if name not in ("heirs", "carried")}
    done = reform.do(reorganise, wanted=Wanted(**told, heirs=heirs, carried=carried))
    if waits and chance.random() < 0.3:
        reform.do(call_off_reorganisation, reorganisation_id=done.told["reorganisation"], reason="另行安排")


def is_over(row: Organization, day: date) -> bool:
    return row.until_on is not None and row.until_on < day


def each_is_answered_for_once(day: date) -> None:
    """Assert that letters to whatever unit there was are answered by exactly one that lives."""
    units = list(Organization.objects.filter(from_on__lte=day))
    living = [row.id for row in units if not is_over(row, day)]
    for row in units:
        answering = [one for one in living if row.id in {one, *answered_for(row.authority_id, {one}, day)}]
        assert len(answering) == 1, row.name


def check(reform: Reform, start: date) -> None:
    """Assert what holds after every history."""
    links = list(Succession.objects.values_list("predecessor_id", "successor_id"))
    paths = {row.id: row for row in Organization.objects.all()}
    for row in paths.values():
        above = paths[row.parent_id].path if row.parent_id else ""
        assert row.path.startswith(above)
        assert len(row.path) == len(above) + 3
    assert len({row.path for row in paths.values()}) == len(paths)
    accounts = list(Account.objects.filter(login_name__startswith="unit-"))
    for dossier in Inspection.objects.select_related("organization"):
        for days in range((reform.on - start).days + 2):
            day = start + timedelta(days=days)
            owner = owner_of(dossier, day)
            assert owner.from_on <= day, "nobody answers before he exists"
            assert owner.until_on is None or owner.until_on >= day, "nobody answers after he ended"
            holders = {
                row.account_id
                for row in Assignment.objects.filter(role__in=UNIT, path=owner.path)
                if row.from_on <= day and (row.until_on is None or row.until_on >= day)
            }
            reaching = {one.id for one in accounts if reach(one, day, dossier.id)}
            assert reaching == holders & {one.id for one in accounts}, (day, owner.name)
    each_is_answered_for_once(reform.on)
    for old, new in links:
        assert old != new
    ahead: dict[uuid.UUID, list[uuid.UUID]] = {}
    for old, new in links:
        ahead.setdefault(old, []).append(new)
    for start_at in ahead:
        seen, waiting = set(), list(ahead[start_at])
        while waiting:
            here = waiting.pop()
            assert here != start_at, "no unit succeeds itself"
            if here not in seen:
                seen.add(here)
                waiting += ahead.get(here, [])
    assert Heir.objects.values("dossier", "old").distinct().count() == Heir.objects.count()


@pytest.mark.long
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.generate,),
)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_over_random_histories_each_dossier_has_one_owner_whose_people_reach_it(seed: int, count: int) -> None:
    try:
        with transaction.atomic():
            reform, chance = Reform(), random.Random(seed)
            for place, one in enumerate([reform.county, *reform.others]):
                open_account(reform.county, Role.UNIT_LIAISON, f"unit-{place}", one.unit_path, None)
            start = reform.county.today
            for _ in range(count):
                one_more(reform, chance)
            check(reform, start)
            assert state_of_ledger() == state_of_tables()
            raise Undo
    except Undo:
        pass
