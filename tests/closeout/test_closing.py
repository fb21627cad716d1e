"""A dossier closes when everything is there, and only then."""

import pytest

from bihuan.domain.lifecycle.machine import NoSuchStep
from bihuan.evaluation.models import Evaluation
from tests.county import County

pytestmark = pytest.mark.django_db


def test_a_dossier_with_everything_in_order_closes() -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    assert county.inspection.stage == "closed"
    assert county.inspection.closed_on == county.today


def test_an_evaluation_is_told_to_the_unit_after_the_close_too() -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    row = Evaluation.objects.order_by("-number")[0]
    county.do(county.office, "tell_evaluation", row.id)
    row.refresh_from_db()
    assert row.told_on == county.today
    assert county.inspection.stage == "closed"
    with pytest.raises(NoSuchStep):
        county.do(county.supervision_office, "withdraw_evaluation", row.id, reason="误登")
