"""An empty page says what to do first: in order, linked for whoever does it, ticked by the rows and by nothing else."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from tests.county import County
from tests.web.conftest import SignedIn
from tests.web.desks import Desks, at

from bihuan.domain.roles import Role

pytestmark = pytest.mark.django_db


def steps_on(response: Any) -> list[tuple[str, str, str]]:
    """Return the steps a page shows: state, words, link."""
    page = response.content.decode()
    assert response.status_code == 200
    found = re.search(r'<div class="first-steps">.*?</ol>', page, re.S)
    lines = re.findall(r'<li class="(\w+)">(.*?)</li>', found[0], re.S) if found else []
    return [(state, said(line), link_in(line)) for state, line in lines]


def said(line: str) -> str:
    shown = re.sub(r'<span class="visually-hidden">.*?</span>|<[^>]+>', "", line, flags=re.S)
    return " ".join(unescape(shown).split())


def link_in(line: str) -> str:
    found = re.search(r'<a href="([^"]+)"', line)
    return found[1] if found else ""


def states(steps: list[tuple[str, str, str]]) -> list[str]:
    return [state for state, _words, _link in steps]


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> tuple[County, Desks]:
    county = County().found()
    return county, at(county, monkeypatch)


@pytest.mark.parametrize("path", ["/dossiers/", "/findings/"])
def test_an_office_without_any_dossier_is_led_step_by_step(signed_in: SignedIn, path: str) -> None:
    steps = steps_on(signed_in(Role.OFFICE).get(path))
    assert states(steps)[0] == "open"
    assert steps[0][2] == "/organizations/"
    assert all(link for state, _words, link in steps if state == "open")


def test_accounts_come_before_the_heads_that_name_them(signed_in: SignedIn) -> None:
    links = [link for _state, _words, link in steps_on(signed_in(Role.OFFICE).get("/dossiers/"))]
    assert links.index("/accounts/") < links.index("/organizations/?vacant=1")


def test_the_form_of_a_round_shows_what_a_term_looks_like(signed_in: SignedIn) -> None:
    assert "如：十四届" in signed_in(Role.OFFICE).get("/rounds/open/").content.decode()


@pytest.mark.parametrize("path", ["/dossiers/?q=nothing", "/findings/?q=nothing"])
def test_a_filter_that_finds_nothing_is_no_beginning(signed_in: SignedIn, path: str) -> None:
    assert steps_on(signed_in(Role.LEADING_GROUP).get(path)) == []


def test_a_dossier_without_findings_ticks_what_has_happened(county: tuple[County, Desks]) -> None:
    one, desks = county
    dossier = f"/dossiers/{one.inspection_id}/"
    before = steps_on(desks("office").get(dossier))
    assert states(before) == ["open"] * 6
    assert before[0][2] == f"{dossier}do/enter_site/"
    assert before[2][2] == "", "what cannot be done yet has no link"
    one.reporting()
    after = steps_on(desks("office").get(dossier))
    assert states(after) == ["done", "done", "open", "open", "open", "open"]
    assert [link for _state, _words, link in after][2:] == [
        f"{dossier}import/",
        f"{dossier}import/",
        f"{dossier}do/send_copy_notice/",
        f"{dossier}do/give_feedback/",
    ]
    leader = steps_on(desks("team_leader").get(dossier))
    assert states(leader) == states(after)
    assert {link for _state, _words, link in leader} == {""}, "nobody is sent where he may not go"


@pytest.mark.parametrize("page", ["import/", "lists/problems/", "lists/archive/"])
def test_import_and_lists_lead_up_to_the_feedback_too(county: tuple[County, Desks], page: str) -> None:
    one, desks = county
    one.reporting()
    assert states(steps_on(desks("office").get(f"/dossiers/{one.inspection_id}/{page}"))) == ["done"] * 2 + ["open"] * 4


def test_an_empty_archive_list_leads_from_the_feedback_to_the_report(county: tuple[County, Desks]) -> None:
    one, desks = county
    one.fed_back()
    archive = f"/dossiers/{one.inspection_id}/lists/archive/"
    assert states(steps_on(desks("unit_liaison").get(archive))) == ["open"] * 6
    one.planned_and_accepted()
    assert states(steps_on(desks("unit_liaison").get(archive)))[:3] == ["done", "done", "open"]


def test_a_finding_without_measures_leads_to_the_plan(county: tuple[County, Desks]) -> None:
    one, desks = county
    one.fed_back()
    card = f"/findings/{one.finding('1').id}/"
    steps = steps_on(desks("unit_liaison").get(card))
    assert states(steps) == ["open"] * 3
    assert steps[0][2] == f"{card}do/add_measure/"
    assert steps_on(desks("office").get(card))[0][2] == ""


def test_a_finding_without_evidence_leads_to_its_sign_off(county: tuple[County, Desks]) -> None:
    one, desks = county
    one.fed_back().planned_and_accepted()
    card = f"/findings/{one.finding('1').id}/"
    steps = steps_on(desks("unit_liaison").get(card))
    assert states(steps) == ["open"] * 4
    assert [link for _state, _words, link in steps] == [
        "#measures",
        f"{card}do/attach_evidence/",
        f"{card}do/state_result/",
        f"{card}do/request_sign_off/",
    ]
    one.do(one.unit_liaison, "state_result", one.finding("1").id, result="制度已印发")
    assert states(steps_on(desks("unit_liaison").get(card))) == ["open", "open", "done", "open"]
    one.finish("1")
    assert steps_on(desks("unit_liaison").get(card)) == []
