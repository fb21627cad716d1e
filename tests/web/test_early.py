"""Pages whose top is sent before their rest is known: the same page, the same refusals, and a fault that is told."""

from __future__ import annotations

import gzip
import logging
import re
import zlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.county import County
from tests.web.desks import BACKEND, Desks, at, at_most, send, words

from bihuan.domain.roles import Role
from bihuan.ledger.store import StoreAway
from bihuan.web.screens import dossier as dossier_screen

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'name="(csrfmiddlewaretoken|key)" value="[^"]+"')


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def pages_of(county: County) -> list[str]:
    return [reverse(name) for name in ("todo", "cockpit", "findings")] + [
        reverse("dossier", args=[county.inspection_id])
    ]


def taking(desks: Desks, name: str, **headers: str) -> Client:
    """Return the browser of a role that takes a page as it comes; faults in the rest reach it as they reach others."""
    client = Client(headers={"host": "127.0.0.1", **headers}, raise_request_exception=False)
    client.force_login(desks.account(name), backend=BACKEND)
    return client


def taken(client: Client, url: str) -> list[bytes]:
    answer: Any = client.get(url)
    assert answer.status_code == 200
    return list(answer.streaming_content)


def plain(page: bytes) -> str:
    return re.sub(r"\s+", " ", NUMBER.sub("", page.decode()))


@pytest.mark.parametrize("place", range(4))
def test_a_page_in_pieces_is_the_page_at_once(desks: Desks, place: int) -> None:
    url, office = pages_of(desks.county)[place], taking(desks, "office")
    top, rest = taken(office, url)
    assert top.startswith(b"<!doctype html>")
    assert "我的待办" in top.decode()
    assert rest.rstrip().endswith(b"</html>")
    assert plain(top + rest) == plain(office.post(url).content)  # what does not only ask is answered in one piece


def test_the_top_asks_the_database_for_little(desks: Desks) -> None:
    office = taking(desks, "office")
    for url in pages_of(desks.county):
        taken(office, url)
    for url in pages_of(desks.county):
        with at_most(7):
            next(iter(office.get(url).streaming_content))  # type: ignore[attr-defined]


def test_a_page_out_of_reach_is_refused_by_its_status(desks: Desks) -> None:
    url = reverse("dossier", args=[desks.county.inspection_id])
    assert taking(desks, "other_unit").get(url).status_code == 404
    assert taking(desks, "office").get(reverse("findings"), {"view": "none-such"}).status_code == 404
    assert Client().get(url).status_code == 302


def test_both_pieces_speak_the_reader_s_language(desks: Desks) -> None:
    office = taking(desks, "office")
    office.cookies["django_language"] = "en"
    with translation.override("zh-hans"):
        top, rest = taken(office, reverse("cockpit"))
    assert b'lang="en"' in top
    assert "signed off on time" in rest.decode()


def test_what_was_done_is_said_once(desks: Desks) -> None:
    office, county = desks("office"), desks.county
    told = {"account_id": desks.account("member").id, "role": Role.COMPETENT_DEPARTMENT, "from_on": county.today}
    assert send(office, reverse("dossier_grant", args=[county.inspection_id]), **told).status_code == 302
    url = reverse("dossier", args=[county.inspection_id])
    assert "角色已授予" in words(office.get(url))
    assert "角色已授予" not in words(office.get(url))


def test_a_fault_in_the_rest_is_told_in_the_page_and_logged_as_a_fault(
    desks: Desks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office, url = taking(desks, "office"), reverse("dossier", args=[desks.county.inspection_id])
    monkeypatch.setattr(dossier_screen, "shown_of", failing(RuntimeError("a secret")))
    with caplog.at_level(logging.INFO):
        top, rest = taken(office, url)
    assert "县住房和城乡建设局" in top.decode()
    assert "服务器处理这次请求时出错" in rest.decode()
    assert "a secret" not in rest.decode()
    assert rest.rstrip().endswith(b"</html>")
    told = next(one for one in caplog.records if one.name == "bihuan.requests")
    assert (told.levelname, told.fields["status"]) == ("ERROR", 500)  # type: ignore[attr-defined]
    assert any(one.name == "django.request" and one.exc_info for one in caplog.records)


def test_a_store_that_is_away_is_told_with_its_remedy(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    office, url = taking(desks, "office"), reverse("dossier", args=[desks.county.inspection_id])
    monkeypatch.setattr(dossier_screen, "shown_of", failing(StoreAway("gone")))
    _top, rest = taken(office, url)
    assert "数据库" in rest.decode()


def failing(error: Exception) -> Any:
    def fail(*_: Any) -> Any:
        raise error

    return fail


def test_each_piece_can_be_unpacked_as_it_comes(desks: Desks) -> None:
    answer: Any = taking(desks, "office", **{"accept-encoding": "gzip"}).get(reverse("findings"))
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    packed = list(answer.streaming_content)
    unpacking = zlib.decompressobj(wbits=31)
    top = unpacking.decompress(packed[0])
    assert b"</h1>" in top
    assert b"</main>" not in top
    assert gzip.decompress(b"".join(packed)).rstrip().endswith(b"</html>")
