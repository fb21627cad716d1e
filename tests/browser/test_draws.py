"""A surprise draw in a browser: arranged, two shares kept and opened, a dossier looked at again; by WCAG AA."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bihuan.supervision.models import Check, DrawnDossier
from tests.browser.test_planning import looked_at, told
from tests.browser.walk import signed_in
from tests.draws.county_draws import Draws
from tests.web.desks import at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]


def gives(page: Page) -> str:
    """Commit to the share that the page shows; return it, as somebody who copies it."""
    page.click("main a[href$='/share/']")
    share = page.input_value("main [name=share]")
    looked_at(page)
    page.check("main [name=kept]")
    told(page)
    return share


def opens(page: Page, base: str, share: str) -> None:
    page.goto(f"{base}/todo/")
    page.click("#draws a")
    looked_at(page)
    told(page, share=share)


@pytest.mark.long
def test_two_bodies_draw_and_the_drawn_dossier_is_looked_at_again(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draws = Draws()
    desks = at(draws.county, monkeypatch)
    for name in ("office", "supervision_office", "unit_head"):
        desks.account(name)
    base = live_server.url
    office = signed_in(chromium, base, "office")
    office.goto(f"{base}/draws/")
    looked_at(office)
    office.click("main .empty a")
    looked_at(office)
    office.select_option("main [name=second_body_id]", str(draws.county.office_id))
    told(office, count="1")
    second = signed_in(chromium, base, "supervision_office")
    second.goto(f"{base}/draws/")
    second.click("main th a")
    shares = [gives(office), gives(second)]
    opens(office, base, shares[0])
    opens(second, base, shares[1])
    looked_at(second)
    office.goto(f"{base}/draws/")
    office.click("main th a")
    looked_at(office)
    drawn = DrawnDossier.objects.select_related("dossier").get()
    assert drawn.dossier.organization_name in office.inner_text("main")
    unit = signed_in(chromium, base, "unit_head")
    unit.goto(f"{base}/draw-notices/")
    looked_at(unit)
    unit.click("main th a")
    looked_at(unit)
    office.click("main a[href*='record_check']")
    assert office.input_value("main [name=kind]") == "surprise"
    office.select_option("main select[name^=conclusion] >> nth=0", "partly")
    told(office, on=draws.county.today.isoformat(), account="未打招呼，直奔现场")
    assert Check.objects.get().kind == "surprise"
