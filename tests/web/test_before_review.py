"""Before a dossier is submitted for its review its form says what the close still lacks; it bars nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, send, words

PERSON_MATTER = ("person_matter.no_outcome", "person_matter.no_accountability")
pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 10)
    return at(county, monkeypatch)


def note_of(page: str) -> str:
    """Return what stands beside the form."""
    return page.partition('id="still-lacking"')[2].partition("<form")[0]


def codes(note: str) -> set[str]:
    return set(re.findall(r'data-code="([^"]+)"', note))


def test_the_form_lists_what_the_close_lacks_with_the_way_to_it_and_takes_the_submission(desks: Desks) -> None:
    county = desks.county
    url = reverse("dossier_do", args=[county.inspection_id, "submit_for_review"])
    page = desks("unit_head").get(url)
    note = note_of(page.content.decode())
    assert codes(note) == {"finding.not_signed_off", "report.missing", *PERSON_MATTER}
    assert reverse("dossier_do", args=[county.inspection_id, "write_report"]) in note
    assert "由其他单位办理" in words(page)
    of_office = codes(note_of(desks("office").get(url).content.decode()))
    assert {"checks.too_few", "evaluations.too_few", "report.missing", "finding.not_signed_off"} <= of_office
    assert not {one for one in of_office if one.startswith(("acceptance.", "approval.", "countersign."))}
    send(desks("unit_head"), url)
    assert county.inspection.stage == "under_review"


def test_what_is_met_is_not_listed(desks: Desks) -> None:
    county = desks.county
    county.do(county.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
    county.sign()
    note = note_of(
        desks("unit_head").get(reverse("dossier_do", args=[county.inspection_id, "submit_for_review"])).content.decode()
    )
    assert codes(note) == {"finding.not_signed_off", *PERSON_MATTER}
