"""The page of a questionnaire: questions and marks to tick, one code, no account, no free text.

Handwriting betrays, so nothing can be written; a ballot is sealed with its ticks alone, without day or code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any
from urllib.parse import parse_qs

from bihuan.tips.bags import Bag, SlipSpent, mark_of, told_of
from bihuan.tips.boxes import BALLOT, BALLOT_PADDED_TO, sealed, spelled
from bihuan.tips.doors import Door, Question
from bihuan.tips.forms import FormUnusable, Sent, read
from bihuan.tips.limits import Limits
from bihuan.tips.pages import fault_line, other_language, page, words

MOST_BYTES = 32 * 1024
OK, UNUSABLE, TOO_LARGE, TOO_MANY = "200 OK", "422 Unprocessable", "413 Too Large", "429 Too Many Requests"
Answer = tuple[str, bytes]


@dataclass(frozen=True)
class BallotPage:
    """The page of one questionnaire. `limits` counts wrong codes only: a whole office may sit behind one address."""

    door: Door
    bag: Bag
    limits: Limits
    today: Callable[[], date]

    def answer(self, environ: Mapping[str, Any], path: str, language: str) -> Answer:
        """Answer one request."""
        if path != "/":
            return "404 Not Found", self.form(language, "unusable", {})
        if environ.get("REQUEST_METHOD") == "POST":
            return self.posted(environ, language)
        code = parse_qs(str(environ.get("QUERY_STRING", ""))).get("t", [""])[0][:60]
        if not self.door.is_open_on(self.today()):
            return OK, self.page(language, fault_line(words(language), "ended"))
        return OK, self.form(language, "", {"code": code})

    def posted(self, environ: Mapping[str, Any], language: str) -> Answer:
        told = str(environ.get("CONTENT_LENGTH") or "0")
        length = int(told) if told.isascii() and told.isdigit() else 0
        if length > MOST_BYTES:
            return TOO_LARGE, self.form(language, "unusable", {})
        try:
            sent = read(str(environ.get("CONTENT_TYPE", "")), environ["wsgi.input"].read(length))
        except FormUnusable:
            return UNUSABLE, self.form(language, "unusable", {})
        if not self.door.is_open_on(self.today()):
            return UNUSABLE, self.page(language, fault_line(words(language), "ended"))
        return self.taken(sent, language, str(environ.get("REMOTE_ADDR", "")))

    def taken(self, sent: Sent, language: str, address: str) -> Answer:
        """Take a ballot, or say why not; a code that is no good is looked at no further."""
        spent = told_of(sent.text("code"), self.door.name)
        if mark_of(spent) not in self.door.slips:
            if not self.limits.allows(address):
                return TOO_MANY, self.form(language, "too_many", sent.texts)
            return UNUSABLE, self.form(language, "no_slip", sent.texts)
        if self.bag.has_spent(spent):
            return UNUSABLE, self.form(language, "spent", {})
        ticked = {one.code: sent.text(one.code) for one in self.door.questions}
        if not set(ticked.values()) <= {one.code for one in self.door.answers}:
            return UNUSABLE, self.form(language, "unanswered", sent.texts)
        try:
            self.bag.put(spent, sealed({"ticked": ticked}, self.door.public, BALLOT, BALLOT_PADDED_TO))
        except SlipSpent:  # by the same code, a moment ago
            return UNUSABLE, self.form(language, "spent", {})
        return OK, self.page(language, f"<p><b>{escape(words(language)['thanks'])}</b></p>")

    def page(self, language: str, body: str) -> bytes:
        """Return a page of the questionnaire: its heading is not that of tips."""
        return page(language, body, self.door.title, "ballot_title")

    def form(self, language: str, fault: str, kept: Mapping[str, str]) -> bytes:
        """Return the form; what was ticked stays ticked."""
        said = words(language)
        code = spelled(kept.get("code", ""))
        body = (
            f'<p class="note">{escape(said["ballot_about"])}</p>{fault_line(said, fault)}'
            f'<form method="post" action="./?l={language}" enctype="multipart/form-data">'
            f'<label for="code">{escape(said["slip"])}</label>'
            f'<input id="code" type="text" name="code" maxlength="60" autocomplete="off" required value="{code}">'
            f"{''.join(self.question(one, language, kept) for one in self.door.questions)}"
            f"<div><button>{escape(said['send'])}</button></div></form><p>{other_language(language)}</p>"
        )
        return self.page(language, body)

    def question(self, asked: Question, language: str, kept: Mapping[str, str]) -> str:
        ticks = "".join(self.tick(asked, one, language, kept) for one in self.door.answers)
        return f"<fieldset><legend>{escape(asked.said.get(language, ''))}</legend>{ticks}</fieldset>"

    def tick(self, asked: Question, one: Question, language: str, kept: Mapping[str, str]) -> str:
        held = " checked" if kept.get(asked.code) == one.code else ""
        return (
            f'<label><input type="radio" name="{asked.code}" value="{one.code}" required{held}> '
            f"{escape(one.said.get(language, ''))}</label>"
        )
