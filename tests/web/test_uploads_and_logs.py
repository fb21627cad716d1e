"""What comes in is measured while it streams; what the server says of a request holds nothing that a person wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from tests.county import County
from tests.people import person_of

from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.dossiers import files
from bihuan.ledger.store import StoreAway, StoreFull, fault_of
from bihuan.web.reading_notes import note_words
from bihuan.web.serving.logs import JsonLines
from bihuan.web.serving.unattended import keep_look

pytestmark = pytest.mark.django_db
CANARY = "沈知远canary7391"
FIELDS = {"time", "level", "event", "request", "method", "route", "status", "ms", "role"}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that goes to stderr, as the product writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    loggers = [root, logging.getLogger("django"), logging.getLogger("bihuan")]
    for one in loggers[:1]:
        one.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.fixture
def liaison() -> Account:
    return person_of(County().found().fed_back(), Role.UNIT_LIAISON)


def client_of(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
    return client


def test_a_request_leaves_codes_and_figures_only(lines: io.StringIO, liaison: Account) -> None:
    client = client_of(liaison)
    assert list(client.get(f"/findings/?q={CANARY}"))  # it comes in two pieces, and is told of after the last
    client.get(f"/nowhere/{CANARY}/?name={CANARY}", headers={"user-agent": CANARY, "referer": CANARY})
    client.post("/sign-in/", {"username": CANARY, "password": CANARY})
    client.generic("GET", "/", CANARY, headers={"x-request-id": CANARY})
    told = lines.getvalue()
    assert CANARY not in told
    assert liaison.name not in told
    requests = [line for line in map(json.loads, told.splitlines()) if line["event"] == "request"]
    assert len(requests) == 4
    assert all(set(line) == FIELDS for line in requests)
    assert requests[0]["role"] == ["unit_liaison"]


def test_a_fault_is_told_by_kind_and_place_without_its_words(
    lines: io.StringIO, liaison: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("bihuan.web.screens.home.redirect", broken, raising=False)
    monkeypatch.setattr("bihuan.web.serving.middleware.who_is_there", broken)
    answer = client_of(liaison).get(f"/?{CANARY}")
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()
    told = lines.getvalue()
    assert CANARY not in told
    assert any(json.loads(line).get("fault") == "RuntimeError" for line in told.splitlines())


def test_an_upload_over_the_limit_is_refused_while_it_streams(liaison: Account, settings: object) -> None:
    settings.UPLOAD_LIMIT = 3 * 2**20  # type: ignore[attr-defined]
    large = SimpleUploadedFile("large.pdf", b"%PDF-" + b"x" * 4 * 2**20)
    client = client_of(liaison)
    answer = client.post("/password/", {"file": large})
    assert answer.status_code == 413
    assert not files.leftovers(float("inf"))


def test_nothing_large_is_read_from_somebody_who_is_not_signed_in() -> None:
    answer = Client().post("/sign-in/", {"file": SimpleUploadedFile("large.pdf", b"x" * 3 * 2**20)})
    assert answer.status_code == 413


def test_a_form_that_cannot_be_read_is_an_answer_and_no_error(liaison: Account) -> None:
    answer = client_of(liaison).generic("POST", "/password/", b"half a form", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert not files.leftovers(float("inf"))


def test_the_health_page_tells_yes_or_no_and_when_each_day_s_work_was_looked_after(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "each_day": None})
    now = timezone.now()
    keep_look(now, ["mail"])
    assert Client().get("/healthz").json() == {"ok": True, "each_day": now.isoformat()}
    keep_look(now - timedelta(hours=2), [])
    assert Client().get("/healthz").json() == {"ok": True, "each_day": None}
    monkeypatch.setattr("bihuan.web.screens.health.LEAST_ROOM", 2**63)
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "each_day": None})


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("database or disk is full", StoreFull),
        ("attempt to write a readonly database", StoreFull),
        ("disk I/O error", StoreFull),
        ("database is locked", StoreAway),
        ("unable to open database file", StoreAway),
        ("no such table: x", type(None)),
    ],
)
def test_the_words_of_sqlite_are_understood(told: str, kind: type) -> None:
    assert type(fault_of(OperationalError(told))) is kind


def test_a_page_is_shown_even_where_the_session_cannot_be_kept(
    liaison: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    client = client_of(liaison)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", full)
    assert client.get("/password/").status_code == 200


def test_a_text_that_is_called_a_word_file_is_pointed_out_in_chinese() -> None:
    said = note_words("name.other_format", "the name says Word, the content is TXT; read as TXT")
    assert said == "文件名表明是 Word，内容却是 TXT；已按 TXT 读入，请核对是否传错文件。"
