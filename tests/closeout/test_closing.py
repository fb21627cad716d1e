"""A dossier closes when everything is there, and only then."""

import pytest

from tests.county import County

pytestmark = pytest.mark.django_db


def test_a_dossier_with_everything_in_order_closes() -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    assert county.inspection.stage == "closed"
    assert county.inspection.closed_on == county.today
