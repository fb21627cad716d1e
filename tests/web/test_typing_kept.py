"""Which pages let a browser's tab keep what is typed, and what leads back to a form that was too old."""

from __future__ import annotations

from django.test import Client
from tests.web.conftest import Opened, SignedIn

from bihuan.domain.roles import Role
from bihuan.web.templatetags.bihuan_forms import ABOUT_PEOPLE
from bihuan.web.urls import clues, tips

KEEPS = "bihuan/drafts"


def test_a_form_says_for_whom_the_tab_keeps_what_is_typed(opened: Opened, signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    page = client.get("/organizations/add/").content.decode()
    assert f'data-kept-for="{client.session["_auth_user_id"]}"' in page
    assert KEEPS in page
    assert KEEPS not in client.get("/organizations/").content.decode()


def test_no_page_of_clues_and_tips_lets_the_tab_keep_anything(signed_in: SignedIn) -> None:
    page = signed_in(Role.SECURITY_ADMINISTRATOR).get("/clue-people/name/")
    assert page.status_code == 200
    assert 'method="post"' in page.content.decode()
    assert KEEPS not in page.content.decode()
    assert all(str(one.name).startswith(ABOUT_PEOPLE) for one in [*clues.urlpatterns, *tips.urlpatterns])


def test_a_form_that_was_too_old_is_led_back_to(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"Referer": "http://testserver/findings/?sort=number"}
    page = client.post("/findings/views/keep/", headers=sent)
    assert page.status_code == 403
    assert 'href="/findings/?sort=number">重新打开表单' in page.content.decode()
    page = client.post("/findings/views/keep/", headers={"Referer": "http://elsewhere.example/findings/"})
    assert "重新打开表单" not in page.content.decode()
