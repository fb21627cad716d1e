"""The palette lists what its reader may open, and nothing else, by characters, pinyin and initials."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.browsing import browser_of
from tests.county import County
from tests.web.desks import Desks, at

from bihuan.access.actions import OF_ONE_PLACE
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.web import palette

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found(), monkeypatch)


def lines(client: Client, typed: str, **more: Any) -> list[tuple[str, str]]:
    """Return the lines of the palette: address and words."""
    response = client.get(reverse("palette"), {"q": typed, **more})
    assert response.status_code == 200
    found = re.findall(r'data-url="([^"]*)"[^>]*>.*?<b>(.*?)</b>', response.content.decode(), flags=re.S)
    return [(unescape(url), unescape(words)) for url, words in found]


def urls(client: Client, typed: str, **more: Any) -> list[str]:
    return [url for url, _words in lines(client, typed, **more) if not url.startswith("/search/?q=")]


def test_records_are_found_by_characters_pinyin_and_initials(desks: Desks) -> None:
    county = desks.county.fed_back()
    dossier, finding = f"/dossiers/{county.inspection_id}/", f"/findings/{county.finding('2').id}/"
    office = desks("office")
    for typed in ("住房和城乡", "住建局", "zhufanghe", "zjj", "zfhcxjsj"):
        assert dossier in urls(office, typed), typed
        assert f"/organizations/{county.unit_id}/" in urls(office, typed), typed
    for typed in ("津贴补贴", "weiguifafang", "wgff", "jtbt"):
        assert finding in urls(office, typed), typed
        assert finding in urls(desks("unit_liaison"), typed), typed
        assert finding not in urls(desks("other_unit"), typed), typed


def test_a_unit_hears_nothing_before_its_feedback_and_nothing_of_others(desks: Desks) -> None:
    desks.county.reporting()
    for name in ("unit_head", "other_unit"):
        for typed in ("zjj", "住房", "z", "wgff"):
            assert not [url for url in urls(desks(name), typed) if "/dossiers/0" in url or "/findings/0" in url]


def test_every_role_gets_only_pages_that_open_for_it(desks: Desks) -> None:
    desks.county.fed_back()
    for role in Role:
        path = desks.county.unit_path if role in OF_ONE_PLACE else ""
        client = browser_of(desks.county, role, path=path)
        offered = urls(client, "")
        assert offered, role
        for url in offered:
            assert client.get(url).status_code in (200, 302), (role, url)


def test_commands_are_found_by_their_sounds(desks: Desks) -> None:
    assert reverse("round_open") in urls(desks("office"), "lunci")
    assert reverse("change_password") in urls(desks("unit_head"), "xgmm")
    assert reverse("round_open") not in urls(desks("unit_head"), "lunci")
    assert f"{reverse('findings')}?lamp=red" in urls(desks("office"), "yuqi")


def test_the_deeds_of_the_page_at_hand_are_offered(desks: Desks) -> None:
    county = desks.county.fed_back()
    card = f"/findings/{county.finding('1').id}/"
    there = urls(desks("unit_liaison"), "", at=card)
    assert f"{card}do/add_measure/" in there
    assert f"{card}do/grant_sign_off/" not in there
    dossier = f"/dossiers/{county.inspection_id}/"
    assert f"{dossier}do/submit_plan/" in urls(desks("unit_head"), "", at="/todo/"), "its only dossier"
    assert not [url for url in urls(desks("other_unit"), "", at=dossier) if "/do/" in url]
    assert not [url for url in urls(desks("other_unit"), "", at=card) if "/do/" in url]
    for odd in ("nowhere", "//", "/findings/x/", "\x00"):
        assert urls(desks("office"), "", at=odd)


def test_accounts_are_listed_for_those_who_keep_them(desks: Desks) -> None:
    one = desks.account("unit_head")
    keeper = browser_of(desks.county, Role.SECURITY_ADMINISTRATOR)
    assert f"/accounts/{one.id}/" in urls(keeper, "unit_head")
    assert f"/accounts/{one.id}/" not in urls(desks("unit_liaison"), "unit_head")


def test_without_script_its_button_leads_to_the_search_page(desks: Desks) -> None:
    page = desks("office").get(reverse("todo")).content.decode()
    assert re.search(r'<a class="plain open-palette" href="/search/"', page)
    assert "<dialog" in page


def said(client: Client, typed: str) -> list[str]:
    """Return what the palette says of records it did not look through like the others."""
    page = client.get(reverse("palette"), {"q": typed}).content.decode()
    return re.findall(r'aria-disabled="true"[^>]*>(.*?)</li>', page)


@pytest.mark.long
def test_a_finding_older_than_three_thousand_others_is_found_by_its_initials(desks: Desks) -> None:
    others = [NewFinding(str(n), f"台账登记不完整{n}") for n in range(2, 3_103)]
    county = desks.county.fed_back(NewFinding("1", "公款旅游屡禁不止"), *others)
    oldest = f"/findings/{county.finding('1').id}/"
    for typed in ("gkly", "gongkuanlvyou", "lyljbz", "公款ly", "gong kuan"):
        assert oldest in urls(desks("office"), typed), typed
        assert oldest in urls(desks("unit_liaison"), typed), typed
        assert oldest not in urls(desks("other_unit"), typed), typed
        assert said(desks("office"), typed) == []


def test_older_records_are_found_by_words_and_sounds_together_and_it_says_what_was_left_out(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = desks.county.fed_back()
    old = f"/organizations/{county.unit_id}/"
    for number in range(4):
        county.organization(f"县第{number}小学", "school")
    office = desks("office")
    assert said(office, "zjj") == []
    assert old in urls(office, "zjj")
    monkeypatch.setattr(palette, "NEWEST", 2)
    for typed in ("zfhcx", "住房和城乡", "chengxiangjianshe"):
        assert old in urls(office, typed), typed
    assert old not in urls(office, "zjj"), "an abbreviation with gaps"
    (told,) = said(office, "zjj")
    assert re.search("简称只在每类最新的2条中查找", told), told
    assert f"/dossiers/{county.inspection_id}/" in urls(office, "zfhcx")


def test_names_stay_text(desks: Desks) -> None:
    desks.county.organization("<img src=x>局", "department")
    page = desks("office").get(reverse("palette"), {"q": "img"}).content.decode()
    assert "&lt;img src=x&gt;" in page
    assert "<img" not in page
