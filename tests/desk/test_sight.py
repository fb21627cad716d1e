"""The inspected unit reads its dossier from the feedback on, and not before."""

from __future__ import annotations

import pytest

from bihuan.desk.offers import Target
from bihuan.desk.sight import findings_seen, inspections_seen
from bihuan.desk.targets import aim_at
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from tests.closeout.spoiling import before_feedback
from tests.county import County

pytestmark = pytest.mark.django_db


def test_before_the_feedback_the_unit_sees_neither_dossier_nor_findings() -> None:
    county = County().found()
    before_feedback(county)
    finding = Finding.objects.get()
    assert not inspections_seen(county.unit_head).exists()
    assert not findings_seen(county.unit_head).exists()
    for target, target_id in ((Target.INSPECTION, county.inspection_id), (Target.FINDING, finding.id)):
        with pytest.raises(NoSuchThing):
            aim_at(county.unit_head, target, target_id)
        assert aim_at(county.office, target, target_id).inspection == county.inspection
    assert findings_seen(county.office).get() == finding
    county.do(county.office, "give_feedback", on=county.today)
    assert findings_seen(county.unit_head).get() == finding
    assert aim_at(county.unit_head, Target.FINDING, finding.id).finding == finding
