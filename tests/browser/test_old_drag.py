"""People are dragged onto seats in the browsers of old office PCs, too."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.old_browsers import Hand
from tests.browser.test_old_browsers import old, signed_in
from tests.pool.rounds import Composed
from tests.web.desks import at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]
__all__ = ["old"]  # a fixture
SEATS, LEAVE = ".team:nth-of-type(%s) li.seat[data-who]:last-of-type", "[data-takes=leave]"
# the mouse of an old headless browser begins no drag of its own: its events are told as a drag would tell them
DRAG = """([from, to]) => {
    const data = new DataTransfer();
    const tell = (one, type) => document.querySelector(one).dispatchEvent(
        new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
    tell(from, "dragstart");
    if (tell(to, "dragover")) { return "not taken"; }
    tell(to, "drop");
    return "taken";
}"""
# a browser without a window has no mouse of its own; whoever drags has one
WITH_A_MOUSE = """const asked = window.matchMedia.bind(window);
    window.matchMedia = what => what === "(hover: hover)" ? {matches: true} : asked(what);"""
HEIGHT = "one => document.querySelector(one).getBoundingClientRect().height"


@pytest.fixture
def board(old: Browser, monkeypatch: pytest.MonkeyPatch, live_server: Any) -> Page:
    """The composer of a round with two teams, as the office sees it in an old browser."""
    composed = Composed()
    composed.kept()
    at(composed.county, monkeypatch).account("office")
    page = signed_in(old, live_server.url)
    page.add_init_script(WITH_A_MOUSE)
    page.goto(f"{live_server.url}/teams/{composed.round_id}/")
    return page


def drag(page: Page, start: str, end: str) -> None:
    """Let go of one thing over another; what is asked for is shown on the next page."""
    with page.expect_navigation():
        assert page.evaluate(DRAG, [start, end]) == "taken"


def test_people_are_dragged_onto_seats_and_out_of_the_teams_and_nobody_onto_himself(board: Page) -> None:
    address, first, second = board.url, SEATS % 1, SEATS % 2
    assert board.evaluate(DRAG, [first, first]) == "not taken"
    drag(board, first, second)
    assert "asked=swap" in board.url
    assert "已证明不能再少" in Hand(board).tell("main")
    board.goto(address)
    assert board.evaluate(HEIGHT, LEAVE) > 0, "shown where one can drag"
    drag(board, first, LEAVE)
    assert "asked=drop" in board.url
