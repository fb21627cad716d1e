"""The tree keeps its laws: one head a day, one code a unit, a place for everybody, no hole in the packs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.domain.lifecycle.facts import TwoHeads
from bihuan.domain.reorganising import UnitEnded
from bihuan.domain.rulebook import PacksMissing
from bihuan.domain.succession import SucceedsEarly, SucceedsLate
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.organizations import actions as organizations
from bihuan.organizations import own_packs
from bihuan.organizations.actions import AlreadyFounded, AlreadySuccessor, PathFull, segment_of
from bihuan.organizations.identity import CorrectionUnexplained, CreditCodeTaken, NothingCorrected, TwinOrganization
from bihuan.organizations.models import HeadTenure, Organization, Succession
from bihuan.rules.packs import PackNamedTwice
from bihuan.supervision.ending import end_organization
from tests.county import PACKS, County, new_key

pytestmark = pytest.mark.django_db
CODE = "91350100M000100Y43"


@pytest.fixture
def county() -> County:
    return County().found()


def told(county: County) -> dict[str, Any]:
    return {"actor": county.office, "now": county.now, "key": new_key()}


def add(county: County, name: str, parent: Any = None, credit_code: str = "") -> Organization:
    made = organizations.add_organization(
        parent_id=parent,
        name=name,
        category="department",
        credit_code=credit_code,
        from_on=date(2010, 1, 1),
        **told(county),
    )
    return Organization.objects.get(pk=made.told["organization"])


def test_a_tenure_is_not_prolonged_into_the_next_one(county: County) -> None:
    first = HeadTenure.objects.get(organization_id=county.unit_id)
    organizations.end_tenure(tenure_id=first.pk, on=date(2018, 5, 31), **told(county))
    county.head("陆明", date(2018, 6, 1))
    with pytest.raises(TwoHeads):
        organizations.end_tenure(tenure_id=first.pk, on=date(2018, 6, 1), **told(county))
    organizations.end_tenure(tenure_id=first.pk, on=date(2018, 5, 30), **told(county))


def test_one_credit_code_belongs_to_one_organization(county: County) -> None:
    add(county, "县水利局", credit_code=CODE)
    with pytest.raises(CreditCodeTaken):
        add(county, "县林业局", credit_code=CODE)
    add(county, "县林业局")
    add(county, "县农业局")


def test_a_successor_is_named_once(county: County) -> None:
    successor = add(county, "县住建和城管局")
    Organization.objects.filter(pk=county.unit_id).update(until_on=date(2018, 5, 31))
    ids = {"predecessor_id": county.unit_id, "successor_id": successor.pk, "on": date(2018, 6, 1)}
    organizations.name_successor(**ids, **told(county))
    with pytest.raises(AlreadySuccessor):
        organizations.name_successor(**ids, **told(county))


def test_a_successor_that_had_ended_or_a_day_on_which_the_old_one_lives_is_refused(county: County) -> None:
    other, third = add(county, "县住建和城管局"), add(county, "县城管局")
    last, gone = county.today - timedelta(days=5), county.today - timedelta(days=10)
    Organization.objects.filter(pk=county.unit_id).update(until_on=last)
    Organization.objects.filter(pk=other.pk).update(until_on=gone)
    first = last + timedelta(days=1)

    def name(successor: Organization, on: date) -> None:
        ids = {"predecessor_id": county.unit_id, "successor_id": successor.pk, "on": on}
        organizations.name_successor(**ids, **told(county))

    for successor, on, refused in (
        (other, date(2016, 1, 1), SucceedsEarly),
        (other, first, UnitEnded),
        (third, last, SucceedsEarly),
        (third, date(2031, 1, 1), SucceedsLate),
    ):
        with pytest.raises(refused):
            name(successor, on)
    assert not Succession.objects.exists()
    name(third, first)


def test_a_tree_that_is_too_deep_is_refused_in_words(county: County) -> None:
    parent = None
    for level in range(20):
        parent = add(county, f"第{level}级", parent).pk
    with pytest.raises(PathFull):
        add(county, "再下一级", parent)


def test_a_full_row_of_siblings_is_refused_and_never_begun_again(county: County) -> None:
    last = organizations.next_path(county.authority_id, None)
    assert last == segment_of(3)
    Organization.objects.filter(pk=county.office_id).update(path="zzz")
    with pytest.raises(PathFull):
        add(county, "县水利局")


def test_packs_are_chosen_each_once_and_at_least_one(county: County) -> None:
    with pytest.raises(PackNamedTwice):
        own_packs.choose_packs(packs=[*PACKS, PACKS[0]], reason="", **told(county))
    with pytest.raises(PacksMissing):
        own_packs.choose_packs(packs=[], reason="", **told(county))


def test_an_authority_is_founded_once(county: County) -> None:
    with pytest.raises(AlreadyFounded):
        organizations.found_authority(
            authority_id=county.authority_id, name="青石县委", level="county", packs=PACKS, **told(county)
        )


def test_one_name_stands_once_under_one_parent_while_it_lives(county: County) -> None:
    first = add(county, "县水利局")
    for twin in ("县水利局", "  县水利局 "):
        with pytest.raises(TwinOrganization):
            add(county, twin)
    add(county, "县水利局", parent=county.unit_id)
    end_organization(organization_id=first.pk, on=date(2010, 12, 31), reason="撤销", **told(county))
    with pytest.raises(TwinOrganization):
        add(county, "县水利局")
    Organization.objects.filter(pk=first.pk).update(from_on=date(2000, 1, 1), until_on=date(2009, 12, 31))
    add(county, "县水利局")
    with pytest.raises(TwinOrganization):
        end_organization(organization_id=first.pk, on=date(2010, 1, 1), reason="撤销", **told(county))


def correct(county: County, row: Organization, **changed: Any) -> Any:
    details = {"name": row.name, "category": row.category, "credit_code": row.credit_code, "from_on": row.from_on}
    given = {**details, "reason": "登记时笔误", "seen_version": row.version, **changed}
    return organizations.correct_organization(organization_id=row.pk, **given, **told(county))


def test_a_correction_is_a_deed_that_keeps_what_stood_there(county: County) -> None:
    row = add(county, "县水力局")
    receipt = correct(county, row, name="县水利局")
    assert receipt.entry.reason == "登记时笔误"
    assert receipt.told["before"] == {"name": "县水力局"}
    assert Organization.objects.get(pk=row.pk).name == "县水利局"


def test_a_correction_does_not_write_over_one_that_its_author_has_not_seen(county: County) -> None:
    row = add(county, "县水力局")
    correct(county, row, name="县水利局")
    with pytest.raises(ChangedMeanwhile):
        correct(county, row, name="县水务局")
    assert Organization.objects.get(pk=row.pk).name == "县水利局"


def test_a_correction_without_reason_or_change_or_into_a_twin_is_refused(county: County) -> None:
    row = add(county, "县水力局")
    add(county, "县水利局", credit_code=CODE)
    for changed, error in (
        ({"name": "县水务局", "reason": " "}, CorrectionUnexplained),
        ({}, NothingCorrected),
        ({"name": "县水利局"}, TwinOrganization),
        ({"credit_code": CODE}, CreditCodeTaken),
    ):
        with pytest.raises(error):
            correct(county, row, **changed)
    assert Organization.objects.get(pk=row.pk).name == "县水力局"
