"""The public page as a WSGI application: takes tips, seals them, gives receipts, shows answers."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from bihuan.tips import pages
from bihuan.tips.boxes import BoxShut, answer_opened, new_code, sealed, secrets_of
from bihuan.tips.cases import INBOX, OUTBOX, CaseFull, boxes, put
from bihuan.tips.forms import FormUnusable, Sent, read
from bihuan.tips.limits import Limits
from bihuan.tips.photos import NoPhoto, stripped

MOST_BYTES = 8 * 1024 * 1024 + 65_536
HEADERS = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)
Answer = tuple[str, bytes]
Start = Callable[[str, list[tuple[str, str]]], Any]
OK, UNUSABLE, TOO_LARGE, TOO_MANY = "200 OK", "422 Unprocessable", "413 Too Large", "429 Too Many Requests"


@dataclass(frozen=True)
class TipPage:
    """The page of one inspection: its folder, the public key of its team, its limits."""

    folder: Path
    public: str
    limits: Limits
    today: Callable[[], date]

    def __call__(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        language = parse_qs(str(environ.get("QUERY_STRING", ""))).get("l", ["zh"])[0]
        language = language if language in pages.LANGUAGES else pages.LANGUAGES[0]
        path = environ.get("PATH_INFO", "/")
        if path == "/style.css":
            start(OK, [("Content-Type", "text/css"), *HEADERS])
            return [pages.STYLE.encode()]
        if path not in ("/", "/follow"):
            status, body = "404 Not Found", pages.form_page(language)
        elif environ.get("REQUEST_METHOD") == "POST":
            status, body = self.posted(environ, path, language)
        else:
            status, body = OK, pages.form_page(language) if path == "/" else pages.code_page(language)
        start(status, [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))), *HEADERS])
        return [body]

    def posted(self, environ: Mapping[str, Any], path: str, language: str) -> Answer:
        """Take what was sent, or say why not; what is too large or too much is not even read."""
        told = str(environ.get("CONTENT_LENGTH") or "0")
        length = int(told) if told.isdigit() else 0
        if length > MOST_BYTES:
            return TOO_LARGE, pages.form_page(language, "too_large")
        if not self.limits.allows(str(environ.get("REMOTE_ADDR", ""))):
            return TOO_MANY, pages.form_page(language, "too_many")
        try:
            sent = read(str(environ.get("CONTENT_TYPE", "")), environ["wsgi.input"].read(length))
        except FormUnusable:
            return UNUSABLE, pages.form_page(language, "unusable")
        return self.tip(sent, language) if path == "/" else self.followed(sent, language)

    def tip(self, sent: Sent, language: str) -> Answer:
        """Seal a tip and give its receipt code."""
        if not sent.text("what"):
            return UNUSABLE, pages.form_page(language, "empty", sent.texts)
        try:
            photos = [base64.b64encode(stripped(one)).decode() for one in sent.files]
        except NoPhoto:
            return UNUSABLE, pages.form_page(language, "no_photo", sent.texts)
        code = new_code()
        told = {name: sent.text(name) for name in ("what", "whom", "name", "contact")}
        self.keep(code, told | {"photos": photos})
        return OK, pages.sent_page(language, code)

    def keep(self, code: str, told: Mapping[str, Any]) -> None:
        """Put a sealed box into the inbox: the day it came, what it says, and the key of its answers are inside."""
        name, answers = secrets_of(code)
        whole = {**told, "day": self.today().isoformat(), "answer_key": answers.hex()}
        put(self.folder / INBOX, name, sealed(whole, self.public))

    def followed(self, sent: Sent, language: str) -> Answer:
        """Show the answers of a case, after adding to it what was sent."""
        code = sent.text("code")[:60]
        name, key = secrets_of(code)
        if not (self.folder / INBOX / name).is_dir() and not (self.folder / OUTBOX / name).is_dir():
            return UNUSABLE, pages.code_page(language, "no_code")
        fault = ""
        if sent.text("more"):
            try:
                self.keep(code, {"what": sent.text("more"), "photos": []})
            except CaseFull:
                fault = "full"
        return OK, pages.case_page(language, code, list(self.answers(name, key)), fault)

    def answers(self, name: str, key: bytes) -> Iterable[str]:
        for box in boxes(self.folder / OUTBOX / name):
            try:
                yield answer_opened(box.read_bytes(), key)
            except BoxShut:  # of another code, or changed on its way: it says nothing to anybody
                continue
