"""The democratic-life meeting: entered by the unit, seen by the office, and its due day met."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, timedelta

import pytest
from django.urls import reverse

from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.sequence import OutOfOrder
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rectification.meetings import AlreadyHeld, standing_meeting
from bihuan.rectification.models import Meeting
from tests.county import FEEDBACK_ON, PDF, County
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db
MINUTES = {"name": "会议记录.pdf", "content": b64encode(PDF).decode()}


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


def test_a_meeting_entered_turns_its_due_line_done(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    desks = at(county, monkeypatch)
    page, todo = reverse("dossier", args=[county.inspection_id]), reverse("todo")
    county.today = date(2018, 4, 2)
    assert "待登记的专题民主生活会" in words(desks("unit_liaison").get(todo))
    assert "专题民主生活会 2018-04-01 逾期 1 天" in words(desks("office").get(page))
    county.do(county.unit_liaison, "record_meeting", on=date(2018, 3, 30), minutes=MINUTES)
    for who in ("office", "unit_head", "supervision_office"):
        shown = words(desks(who).get(page))
        assert "专题民主生活会于 2018-03-30 召开" in shown
        assert "会议记录.pdf" in shown
        assert "专题民主生活会 2018-04-01 已于 2018-03-30 完成" in shown
    assert "待登记的专题民主生活会" not in words(desks("unit_liaison").get(todo))
    file = reverse("meeting_minutes", args=[county.inspection_id])
    assert b"".join(desks("office").get(file).streaming_content) == PDF  # type: ignore[attr-defined]
    assert desks("other_unit").get(file).status_code == 404


def test_a_meeting_is_the_unit_s_to_enter_and_follows_the_feedback(county: County) -> None:
    with pytest.raises(MayNot):
        county.do(county.office, "record_meeting", on=FEEDBACK_ON)
    with pytest.raises(OutOfOrder):
        county.do(county.unit_head, "record_meeting", on=FEEDBACK_ON - timedelta(days=1))


def test_one_entered_wrongly_is_withdrawn_before_it_is_entered_anew(county: County) -> None:
    county.do(county.unit_liaison, "record_meeting", on=FEEDBACK_ON)
    county.today = date(2018, 3, 20)
    with pytest.raises(AlreadyHeld):
        county.do(county.unit_liaison, "record_meeting", on=date(2018, 3, 19))
    county.do(county.unit_liaison, "withdraw_meeting", reason="日期录错")
    with pytest.raises(NoSuchThing):
        county.do(county.unit_liaison, "withdraw_meeting", reason="日期录错")
    county.do(county.unit_liaison, "record_meeting", on=date(2018, 3, 19))
    standing = standing_meeting(county.inspection)
    assert standing is not None
    assert (standing.number, standing.on) == (2, date(2018, 3, 19))
    assert Meeting.objects.get(number=1).withdrawn_reason == "日期录错"
