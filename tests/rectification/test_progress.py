"""What a unit may say of a measure."""

from __future__ import annotations

import pytest

from bihuan.rectification.measures import TextMissing
from bihuan.rectification.models import Measure
from tests.county import County

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("progress", ["", "  \n"])
def test_a_report_of_progress_that_tells_nothing_is_refused(progress: str) -> None:
    county = County().found().fed_back().planned_and_accepted()
    measure = Measure.objects.order_by("number")[0]
    with pytest.raises(TextMissing):
        county.do(county.unit_liaison, "report_progress", measure.id, progress=progress)
    county.do(county.unit_liaison, "report_progress", measure.id, progress="已起草制度")
    county.do(county.unit_liaison, "report_progress", measure.id, done_on=county.today)
