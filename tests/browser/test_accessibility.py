"""Every page that links lead to, by WCAG AA: axe finds nothing, for each role.

Three accounts walk to every page of a small county. In a part of the demo county, where far more has happened, one
account of each role walks to the pages nearest to its first; each kind of page is looked at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.feedback.sent import Letter
from bihuan.simulate.cast import PASSWORD, SHANGHAI
from bihuan.simulate.county import play
from bihuan.simulate.plans import Cut
from bihuan.supervision.plans import SupervisionPlan
from bihuan.supervision.reorganisations import Reorganisation
from bihuan.teams.models import Composition
from bihuan.web import clock
from tests.browser.axe import found_by_axe
from tests.browser.walk import signed_in, walk
from tests.county import County
from tests.web.desks import at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]
TODAY = date(2026, 11, 22)
PART = Cut((9, 11, 14, 20, 22, 23), 12)
NEAREST = 9  # pages an account walks to in the demo county
FEWEST_KINDS = {"office": 18, "unit_liaison": 8, "supervision_office": 8}


@pytest.mark.long
@pytest.mark.parametrize("name", list(FEWEST_KINDS))
def test_axe_finds_nothing_on_any_page_of(
    name: str, chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = standing_in_a_county(name, chromium, live_server, monkeypatch)
    told: list[str] = []
    kinds = 0
    for kind in walk(page, live_server.url):
        kinds += 1
        told += [f"{kind}: {one}" for one in found_by_axe(page)]
    assert not told, "\n".join(told)
    assert kinds >= FEWEST_KINDS[name]


def test_axe_finds_nothing_on_the_list_the_dossier_and_the_card_of_a_unit(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = standing_in_a_county("unit_liaison", chromium, live_server, monkeypatch)
    finding = Finding.objects.get(number="1")
    for path in ("/todo/", f"/dossiers/{finding.inspection_id}/", f"/findings/{finding.pk}/"):
        page.goto(live_server.url + path)
        assert list(found_by_axe(page)) == [], path


def standing_in_a_county(name: str, chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return a page at which somebody is signed in whose county has a checked, evaluated dossier."""
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 1)
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.check(county.team_leader, county.today)
    county.evaluate(county.office, county.today)
    at(county, monkeypatch).account(name)
    return signed_in(chromium, live_server.url, name)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_the_pages_nearest_to_each_role(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: datetime.combine(TODAY, time(9), SHANGHAI))
    accounts = play(today=TODAY, seed=1, say=lambda _: None, cut=PART).accounts
    assert {one["role"] for one in accounts} == set(Role)
    told: list[str] = []
    kinds = set[str]()
    for account in accounts:
        name = account["login_name"]
        page = signed_in(chromium, live_server.url, name, PASSWORD)
        begin = [*(full_of_links() if name == "office" else ()), urlsplit(page.url).path]
        for kind in walk(page, live_server.url, *begin, most=NEAREST):
            if kind not in kinds:
                kinds.add(kind)
                told += [f"{name}, {kind}: {one}" for one in found_by_axe(page)]
        page.context.close()
    assert not told, "\n".join(told)
    assert {"letter", "supervision_plan", "reorganisation", "composer", "assessments"} <= kinds
    assert len(kinds) >= 28, sorted(kinds)


def full_of_links() -> Iterator[str]:
    """Yield the addresses of pages that name other things within their text."""
    letter, plan = Letter.objects.earliest("number"), SupervisionPlan.objects.earliest("number")
    around = {"round_id": Composition.objects.latest("pk").round_id}
    yield reverse("letter", kwargs={"letter_id": letter.pk})
    yield reverse("supervision_plan", kwargs={"plan_id": plan.pk})
    yield reverse("reorganisation", kwargs={"reorganisation_id": Reorganisation.objects.earliest("on").pk})
    yield reverse("composer", kwargs=around)
    yield reverse("assessments", kwargs=around)
