"""The form of a control sheet: the late findings are ticked, the others are offered."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, send, words

from bihuan.papers.models import IssuedPaper

pytestmark = pytest.mark.django_db
TICKED = re.compile(r'name="finding_ids" value="([0-9a-f-]+)"[^>]* checked')


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    county = County().found().fed_back().planned_and_accepted()
    county.sign_off("3")
    measure = county.finding("2").id
    told = {
        "receiver_id": county.office_id,
        "reason": "土地权属未定",
        "stages": "每季度一次",
        "next_on": date(2018, 9, 1),
    }
    county.do(county.office, "hand_over", measure, **told)
    county.today = date(2018, 6, 4)
    return at(county, monkeypatch)


def form_of(desks: Desks) -> str:
    return reverse("dossier_do", args=[desks.county.inspection_id, "issue_control_sheet"])


def test_the_late_ones_are_ticked_and_what_is_signed_off_is_not_offered(desks: Desks) -> None:
    page = desks("office").get(form_of(desks))
    assert TICKED.findall(page.content.decode()) == [str(desks.county.finding("1").id)]
    assert "2018-05-31 · 逾期 4 天" in words(page)
    assert str(desks.county.finding("2").id) in page.content.decode()
    assert str(desks.county.finding("3").id) not in page.content.decode()


def test_a_sheet_of_nothing_is_not_made(desks: Desks) -> None:
    sent = send(desks("office"), form_of(desks), on="2018-06-04")
    assert sent.status_code == 400
    assert not IssuedPaper.objects.exists()
