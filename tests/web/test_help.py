"""The guide inside the product: open to everybody, in the reader's language, at the section that fits the page."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from tests.browsing import browser_of
from tests.county import County

from bihuan.domain.roles import Role


def help_link(page: str) -> str:
    found = re.search(r'<a class="help-link" href="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.django_db
def test_before_signing_in_the_guide_can_be_read_in_both_languages() -> None:
    client = Client()
    assert help_link(client.get("/sign-in/").content.decode()) == "/help/start/#sign-in"
    page = client.get("/help/start/").content.decode()
    assert '<section class="guide-section" id="sign-in"><h2>登录</h2>' in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "<h2>Signing in</h2>" in client.get("/help/start/").content.decode()


@pytest.mark.django_db
def test_each_page_and_each_deed_leads_to_its_own_section() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    dossier = f"/dossiers/{county.inspection_id}/"
    for path, section in (
        ("/todo/", "/help/start/#todo"),
        (dossier, "/help/feedback/#import"),
        ("/dossiers/", "/help/grid/#filter"),
        (f"{dossier}do/give_feedback/", "/help/feedback/#feedback"),
        (f"{dossier}import/", "/help/feedback/#import"),
        ("/help/lists/", "/help/start/#screen"),
    ):
        assert help_link(office.get(path).content.decode()) == section, path


@pytest.mark.django_db
def test_the_page_of_a_dossier_is_explained_by_where_the_dossier_stands() -> None:
    county = County().found()
    office, page = browser_of(county, Role.OFFICE), f"/dossiers/{county.inspection_id}/"
    assert help_link(office.get(page).content.decode()) == "/help/feedback/#site"
    county.fed_back()
    assert help_link(office.get(page).content.decode()) == "/help/close/#chain"


@pytest.mark.django_db
def test_a_refusal_leads_to_what_it_means() -> None:
    county = County().found().reporting()
    refused = browser_of(county, Role.LEADING_GROUP).get("/rounds/open/")
    assert (refused.status_code, 'href="/help/refusals/#may-not"' in refused.content.decode()) == (403, True)


@pytest.mark.django_db
def test_links_of_the_guide_stay_in_the_product() -> None:
    contents = Client().get("/help/").content.decode()
    assert 'href="/help/rectify/"' in contents
    rectify = Client().get("/help/rectify/").content.decode()
    assert 'href="/help/check/#long-term"' in rectify
    assert ".md" not in rectify


@pytest.mark.django_db
def test_pictures_are_handed_out_and_nothing_beside_them() -> None:
    picture = Client().get("/help/pictures/zh/todo.png")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    for path in ("/help/pictures/zh/none.png", "/help/pictures/de/todo.png", "/help/none/", "/help/..%2Fadr/"):
        assert Client().get(path).status_code == 404, path
