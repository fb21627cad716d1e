"""Every page that links lead to, by WCAG AA: axe finds nothing, for each role."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.walk import signed_in, walk
from tests.county import County
from tests.web.desks import at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
FEWEST_KINDS = {"office": 18, "unit_liaison": 8, "supervision_office": 8}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("office", marks=pytest.mark.long),
        "unit_liaison",
        pytest.param("supervision_office", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_on_any_page_of(
    name: str, chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 1)
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.check(county.team_leader, county.today)
    county.evaluate(county.office, county.today)
    at(county, monkeypatch).account(name)
    page, axe = signed_in(chromium, live_server.url, name), Axe()
    told: list[str] = []
    kinds = 0
    for kind in walk(page, live_server.url):
        kinds += 1
        found = axe.run(page, options=RULES).response["violations"]
        told += [f"{kind}: {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    assert not told, "\n".join(told)
    assert kinds >= FEWEST_KINDS[name]
