"""Tokens for programs on one's own pages: shown once, one's own only, ended at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, send, words

from bihuan.access.models import AccessToken
from bihuan.api import clock as api_clock
from bihuan.ledger.models import Entry
from bihuan.web import keys

pytestmark = pytest.mark.django_db
PAGE = "/me/tokens/"


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    county = County().found()
    monkeypatch.setattr(api_clock, "today", lambda: county.today)
    return at(county, monkeypatch)


def opened(desks: Desks, name: str = "office", days: int = 30) -> str:
    until = desks.county.today + timedelta(days=days)
    page = send(desks(name), PAGE, name="月报", until_on=until.isoformat())
    assert page.status_code == 200, words(page)
    found = re.search(r'id="token">([^<]+)<', page.content.decode())
    assert found is not None
    return found[1]


def test_a_token_is_shown_once_and_opens_what_its_owner_reaches(desks: Desks) -> None:
    assert reverse("own_tokens") in desks("office").get(reverse("me")).content.decode()
    token = opened(desks)
    assert token not in desks("office").get(PAGE).content.decode()
    assert not any(token.encode() in bytes(entry.content) for entry in Entry.objects.all())
    asked = Client().get(f"/api/inspections/{desks.county.inspection_id}", headers={"authorization": f"Bearer {token}"})
    assert asked.status_code == 200


def test_one_that_ends_too_late_or_is_for_nothing_is_refused_beside_the_form(desks: Desks) -> None:
    until = desks.county.today + timedelta(days=4000)
    late = send(desks("office"), PAGE, name="月报", until_on=until.isoformat())
    assert late.status_code == 422
    assert send(desks("office"), PAGE, name=" ", until_on=desks.county.today.isoformat()).status_code == 422
    assert not AccessToken.objects.exists()


def test_only_its_owner_sees_and_ends_it_and_then_it_opens_nothing(desks: Desks) -> None:
    token = opened(desks)
    end = reverse("own_token_end", args=[AccessToken.objects.get().id])
    assert "月报" not in words(desks("team_leader").get(PAGE))
    assert desks("team_leader").post(end, {keys.FIELD: keys.new_key()}).status_code == 404
    assert desks("office").post(end, {keys.FIELD: keys.new_key()}).status_code == 302
    assert "终止" in words(desks("office").get(PAGE))
    refused = Client().get("/api/inspections", headers={"authorization": f"Bearer {token}"})
    assert refused.status_code == 401
