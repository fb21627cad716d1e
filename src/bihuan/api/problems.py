"""Every refusal as application/problem+json (RFC 9457): one sort, one status, what, where, remedy.

"There is none" and "none within your reach" are the same bytes, and so is an address that leads nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Malformed
from pydantic import BaseModel

from bihuan.api.doors import Unknown
from bihuan.desk.performing import FormRefused
from bihuan.desk.refusals import Kind, kind_of, what_and_remedy
from bihuan.domain.lifecycle.revising import SEEN_DRAFT, SEEN_REPORT, SEEN_VERSION

MEDIA_TYPE = "application/problem+json"
TYPES = "urn:bihuan:refusal:"


class Problem(BaseModel):
    """A refusal: what happened, where, and what to do; for a step all that is missing."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str = ""
    faults: dict[str, str] | None = None
    step: str | None = None
    allowed: bool | None = None
    blockers: list[dict[str, Any]] | None = None
    waived: list[dict[str, Any]] | None = None
    hidden: int | None = None


# what an answer may be beside 200: of reading, of a verdict, of anything that writes; each is a Problem, which the
# description alone says, for ninja would build a model anew for every route and status, and the server start late
READING_REFUSALS: dict[int, None] = dict.fromkeys((401, 403, 404, 422, 503, 507))
VERDICT_REFUSALS: dict[int, None] = READING_REFUSALS | {409: None}
WRITING_REFUSALS: dict[int, None] = VERDICT_REFUSALS | dict.fromkeys((400, 413, 428))


# where the answers tell what a deed that writes over something has to be told
WAYS_SEEN = {
    SEEN_VERSION: "the version of the finding or measure as you read it",
    SEEN_REPORT: "the number of the dossier's report as you read it, 0 where it is null",
    SEEN_DRAFT: "the number of the latest draft of overall view and advice, 0 where none was written",
}


class NotNow(Exception):
    """A step refused for one reader: the verdict cut to what he may know (409)."""

    def __init__(self, panel: Mapping[str, Any]) -> None:
        self.panel = dict(panel)
        super().__init__(f"{panel['step']} is not open now")


def problem(status: int, code: str, title: str, detail: str, remedy: str = "", **more: Any) -> HttpResponse:
    """Return one refusal as a response."""
    told: dict[str, Any] = {"type": TYPES + code, "title": title, "status": status, "detail": detail}
    if remedy:
        told["remedy"] = remedy
    content = json.dumps(told | more, ensure_ascii=False).encode()
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE)


def of_kind(kind: Kind, detail: str, remedy: str = "", **more: Any) -> HttpResponse:
    return problem(kind.status, kind.code, kind.title, detail, remedy, **more)


def no_such_thing() -> HttpResponse:
    """Return the one answer for what is not there and for what is not in reach."""
    return of_kind(Kind.NO_SUCH_THING, "there is none, or none within your reach", "check the address")


def not_now(panel: Mapping[str, Any]) -> HttpResponse:
    detail = f"{panel['step']} is not open now; nothing was changed"
    return of_kind(Kind.NOT_NOW, detail, "mend each blocker, then repeat the step", **panel)


def unknown() -> HttpResponse:
    response = problem(401, "unknown", "Nobody is signed in", *what_and_remedy(Unknown()))
    response["WWW-Authenticate"] = 'Bearer realm="bihuan"'
    return response


def malformed(error: Malformed) -> HttpResponse:
    """Return what a request itself lacks: its key (400), or places of its form or query (422)."""
    places = [fault["loc"] for fault in error.errors]
    if any(place[0] == "header" for place in places):
        remedy = "send a new key with each deed, the same key when you repeat one"
        return of_kind(Kind.KEY_UNUSABLE, "the header Idempotency-Key is missing", remedy)
    missing = [fault["loc"][-1] for fault in error.errors if fault["type"] == "missing"]
    unseen = [place for place in missing if place in WAYS_SEEN]
    if unseen:
        remedy = f"read what stands and send {unseen[0]} with the deed: {WAYS_SEEN[unseen[0]]}"
        return of_kind(Kind.NOT_SEEN, f"the deed writes over what stands, and {unseen[0]} is missing", remedy)
    faults = {place_of(fault["loc"]): str(fault["msg"]) for fault in error.errors}
    return of_kind(Kind.FORM_REFUSED, "the request cannot be used", "correct it and send it again", faults=faults)


def place_of(location: tuple[Any, ...]) -> str:
    """Return where a fault is: the field of the body, the name of the query's parameter."""
    inner = location[2:] if location[0] == "body" else location[1:]
    return ".".join(map(str, inner)) or str(location[0])


def refusal(error: Exception) -> HttpResponse | None:
    """Return an exception as a problem; None where nobody anticipated it."""
    kind = kind_of(error)
    if kind is None:
        return None
    if kind is Kind.NO_SUCH_THING:
        return no_such_thing()
    what, remedy = what_and_remedy(error)
    if isinstance(error, FormRefused):
        return of_kind(
            kind, f"{error.deed}: the form cannot be used", "correct it and send it again", faults=error.faults
        )
    return of_kind(kind, what, remedy)


def answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Answer any exception of a route; what nobody anticipated is raised again."""
    assert isinstance(error, Exception)
    if isinstance(error, NotNow):
        return not_now(error.panel)
    if isinstance(error, Unknown | AuthenticationError):
        return unknown()
    if isinstance(error, Malformed):
        return malformed(error)
    if isinstance(error, RequestDataTooBig):
        return problem(413, "too_large", "Too large", "the request is larger than is taken", "split or reduce the file")
    if isinstance(error, HttpError):
        return http_error(error)
    told = refusal(error)
    if told is None:
        raise error
    return told


def http_error(error: HttpError) -> HttpResponse:
    """Return an error of the framework itself: a CSRF token that is missing, a body that is no JSON."""
    if error.status_code == 403:
        remedy = "send the csrftoken cookie's value as X-CSRFToken, or use a personal token"
        return problem(403, "csrf", "The CSRF token is missing", "a write by session needs its token", remedy)
    title = "The request cannot be read"
    return problem(error.status_code, "malformed", title, str(error), "send one JSON document")


def not_that_way(allowed: str) -> HttpResponse:
    """Return the refusal of a method that an address does not know."""
    response = problem(405, "method", "Not by this method", f"this address knows {allowed}", "use one of them")
    response["Allow"] = allowed
    return response


def install(api: NinjaAPI) -> None:
    """Let every exception of every route be answered here."""
    for classes in (Exception, HttpError, AuthenticationError, Malformed):
        api.add_exception_handler(classes, answer)
