"""Which bodies a dossier may be linked with as its supervision office."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from bihuan.domain.offices import may_be_linked, share_a_day
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import open_inspection
from bihuan.dossiers.supervisors import NoSupervisionOffice, supervision_offices
from bihuan.supervision.ending import end_organization
from tests.county import County, new_key
from tests.people import open_account


def test_a_body_entered_before_bodies_were_told_apart_is_what_somebody_works_as() -> None:
    assert may_be_linked("supervision_office", frozenset())
    assert may_be_linked("body", frozenset({Role.SUPERVISION_OFFICE}))
    assert not may_be_linked("body", frozenset())
    assert not may_be_linked("resident_office", frozenset({Role.SUPERVISION_OFFICE}))
    assert not may_be_linked("department", frozenset({Role.SUPERVISION_OFFICE}))


def test_two_lives_share_a_day_from_the_first_day_they_have_in_common() -> None:
    first, second = (date(2010, 1, 1), date(2015, 6, 30)), (date(2015, 7, 1), None)
    assert not share_a_day(first, second)
    assert not share_a_day(second, first)
    assert share_a_day((first[0], date(2015, 7, 1)), second)
    assert share_a_day(second, (first[0], None))


def open_with(county: County, office_id: uuid.UUID) -> None:
    unit, _ = county.organization("县水利局", "department")
    open_inspection(
        actor=county.office,
        round_id=county.round_id,
        organization_id=unit,
        supervision_office_id=office_id,
        number=2,
        kind="routine",
        team_name="县委第二巡察组",
        responsible_department_needed=False,
        now=county.now,
        key=new_key(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("category", ["resident_office", "body", "department"])
def test_a_dossier_is_linked_with_no_other_body(category: str) -> None:
    county = County().found()
    other, _path = county.organization("派驻第一纪检监察组", category)
    with pytest.raises(NoSupervisionOffice):
        open_with(county, other)
    assert [row.id for row in supervision_offices(county.office)] == [county.office_id]


@pytest.mark.django_db
def test_a_body_where_somebody_works_as_supervision_office_is_one() -> None:
    county = County().found()
    other, path = county.organization("第四监督检查室", "body")
    open_account(county, Role.SUPERVISION_OFFICE, "fourth", path, None)
    open_with(county, other)


@pytest.mark.django_db
def test_an_office_that_has_ended_is_offered_no_more() -> None:
    county = County().found()
    on = date(2018, 1, 7)
    told = {"on": on, "reason": "机构改革", "now": county.now, "key": new_key()}
    idle, _path = county.organization("第四执纪监督室", "supervision_office")
    end_organization(actor=county.office, organization_id=idle, **told)
    with pytest.raises(NoSupervisionOffice):
        open_with(county, idle)
