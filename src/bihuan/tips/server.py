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


def language_of(environ: Mapping[str, Any]) -> str:
    asked = parse_qs(str(environ.get("QUERY_STRING", ""))).get("l", ["zh"])[0]
    return asked if asked in pages.LANGUAGES else pages.LANGUAGES[0]


def styled(start: Start) -> bytes:
    start(OK, [("Content-Type", "text/css"), *HEADERS])
    return pages.STYLE.encode()


def sent_out(start: Start, status: str, body: bytes) -> bytes:
    """Begin an answer and return its body."""
    start(status, [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))), *HEADERS])
    return body


@dataclass(frozen=True)
class TipPage:
    """The page of one inspection: its folder, the public key of its team, its limits, whose it is, its last day."""

    folder: Path
    public: str
    limits: Limits
    today: Callable[[], date]
    title: str = ""
    until: date | None = None

    def __call__(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request, where the page is served by itself."""
        path, language = str(environ.get("PATH_INFO", "/")), language_of(environ)
        return [styled(start) if path == "/style.css" else sent_out(start, *self.answer(environ, path, language))]

    def answer(self, environ: Mapping[str, Any], path: str, language: str) -> Answer:
        """Answer one request below the page's own address."""
        if path not in ("/", "/follow"):
            return "404 Not Found", self.form(language)
        if environ.get("REQUEST_METHOD") == "POST":
            return self.posted(environ, path, language)
        return OK, self.form(language) if path == "/" else pages.code_page(language)

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.today() > self.until

    def form(self, language: str, fault: str = "", kept: Mapping[str, str] | None = None) -> bytes:
        """Return the form of a tip; once the last day is over, only the way to the answers."""
        if self.is_over:
            return pages.code_page(language, "ended")
        return pages.form_page(language, fault, kept, self.title)

    def posted(self, environ: Mapping[str, Any], path: str, language: str) -> Answer:
        """Take what was sent, or say why not; what is too large or too much is not even read."""
        told = str(environ.get("CONTENT_LENGTH") or "0")
        length = int(told) if told.isascii() and told.isdigit() else 0
        if length > MOST_BYTES:
            return TOO_LARGE, self.form(language, "too_large")
        if not self.limits.allows(str(environ.get("REMOTE_ADDR", ""))):
            return TOO_MANY, self.form(language, "too_many")
        try:
            sent = read(str(environ.get("CONTENT_TYPE", "")), environ["wsgi.input"].read(length))
        except FormUnusable:
            return UNUSABLE, self.form(language, "unusable")
        return self.tip(sent, language) if path == "/" else self.followed(sent, language)

    def tip(self, sent: Sent, language: str) -> Answer:
        """Seal a tip and give its receipt code."""
        if self.is_over:
            return UNUSABLE, self.form(language)
        if not sent.text("what"):
            return UNUSABLE, self.form(language, "empty", sent.texts)
        try:
            photos = [base64.b64encode(stripped(one)).decode() for one in sent.files]
        except NoPhoto:
            return UNUSABLE, self.form(language, "no_photo", sent.texts)
        code = new_code()
        told = {name: sent.text(name) for name in ("what", "whom", "name", "contact")}
        self.keep(code, told | {"photos": photos})
        return OK, pages.sent_page(language, code)

    def keep(self, code: str, told: Mapping[str, Any]) -> None:
        """Put a sealed box into the inbox: its day, its case, what it says, and the key of its answers are inside."""
        name, answers = secrets_of(code)
        whole = {**told, "case": name, "day": self.today().isoformat(), "answer_key": answers.hex()}
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
