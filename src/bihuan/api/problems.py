"""Every refusal as application/problem+json (RFC 9457): one sort, one status, what, where, remedy.

"There is none" and "none within your reach" are the same bytes, and so is an address that leads nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Malformed
from pydantic import BaseModel

from bihuan.api.doors import PasswordOwed, Unknown
from bihuan.desk.performing import FormRefused, NotSeen
from bihuan.desk.refusals import Kind, kind_of, what_and_remedy
from bihuan.domain.glossary import FAMILIES, Term, term
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.revising import SEEN_DRAFT, SEEN_REPORT, SEEN_VERSION

MEDIA_TYPE = "application/problem+json"
TYPES = "urn:bihuan:refusal:"


class InChinese(BaseModel):
    """The same in Chinese; `faults` by the same places."""

    title: str
    detail: str
    remedy: str
    faults: dict[str, str] | None = None


class Problem(BaseModel):
    """A refusal: what happened, where, and what to do; for a step all that is missing."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    zh: InChinese
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


# what a deed that writes over something has to be told, and where the answers tell it
WAYS_SEEN = frozenset({SEEN_VERSION, SEEN_REPORT, SEEN_DRAFT})
# refusals that say of a call what a page says of its form: told in the API's own words
OF_A_CALL = {
    *(Kind.NO_SUCH_THING, Kind.NO_SUCH_DEED, Kind.KEY_UNUSABLE, Kind.KEY_REUSED, Kind.NOT_SEEN),
    *(Kind.CHANGED_MEANWHILE, Kind.FORM_REFUSED),
}


class NotNow(Exception):
    """A step refused for one reader: the verdict cut to what he may know (409)."""

    def __init__(self, panel: Mapping[str, Any]) -> None:
        self.panel = dict(panel)
        super().__init__(f"{panel['step']} is not open now")


class NoSuchCondition(Exception):
    """A question with conditions nobody knows (422): leaving them out in silence would answer another question."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        super().__init__(f"{', '.join(self.names)}: no such condition; leave it out")


def problem(
    status: int,
    code: str,
    en: tuple[str, str],
    zh: tuple[str, str],
    faults: Mapping[str, Term] | None = None,
    **more: Any,
) -> HttpResponse:
    """Return one refusal as a response: what is wrong, by place too, and what to do, in both languages."""
    title = term("call_title", code)
    told: dict[str, Any] = {"type": TYPES + code, "title": title.en, "status": status, "detail": en[0], "remedy": en[1]}
    told["zh"] = {"title": title.zh, "detail": zh[0], "remedy": zh[1]}
    if faults is not None:
        told["faults"] = {place: fault.en for place, fault in faults.items()}
        told["zh"]["faults"] = {place: fault.zh for place, fault in faults.items()}
    content = json.dumps(told | more, ensure_ascii=False).encode()
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE)


def of_a_call(status: int, code: str, about: str = "", *, told: Any = "", **more: Any) -> HttpResponse:
    """Return a refusal in the API's own words, in which `told` stands."""
    values = told if isinstance(told, Term) else Term(str(told), str(told))
    what, remedy = term("call_fault", about or code), term("call_remedy", about or code)
    en = what.en.format(told=values.en), remedy.en.format(told=values.en)
    return problem(status, code, en, (what.zh.format(told=values.zh), remedy.zh.format(told=values.zh)), **more)


def of_kind(kind: Kind, about: str = "", *, told: Any = "", **more: Any) -> HttpResponse:
    return of_a_call(kind.status, kind.code, about, told=told, **more)


def no_such_thing() -> HttpResponse:
    """Return the one answer for what is not there and for what is not in reach."""
    return of_kind(Kind.NO_SUCH_THING)


def not_now(panel: Mapping[str, Any]) -> HttpResponse:
    step = str(panel["step"])
    return of_kind(Kind.NOT_NOW, told=Term(term("step", step).zh, step), **panel)


def unknown() -> HttpResponse:
    response = of_a_call(401, "unknown")
    response["WWW-Authenticate"] = 'Bearer realm="bihuan"'
    return response


def malformed(error: Malformed) -> HttpResponse:
    """Return what a request itself lacks: its key (400), or places of its form or query (422)."""
    places = [fault["loc"] for fault in error.errors]
    if any(place[0] == "header" for place in places):
        return of_kind(Kind.KEY_UNUSABLE, "key_missing")
    missing = [fault["loc"][-1] for fault in error.errors if fault["type"] == "missing"]
    unseen = [place for place in missing if place in WAYS_SEEN]
    if unseen:
        return not_seen(unseen[0])
    return form_refused({place_of(fault["loc"]): said_of(fault) for fault in error.errors})


def not_seen(told: str) -> HttpResponse:
    return of_kind(Kind.NOT_SEEN, told, told=told)


def form_refused(faults: Mapping[str, Term]) -> HttpResponse:
    return of_kind(Kind.FORM_REFUSED, told=", ".join(faults), faults=faults)


def said_of(fault: Mapping[str, Any]) -> Term:
    """Return what is wrong with one place; what has no words of its own is told in English by whoever found it."""
    words = FAMILIES["place_fault"].get(fault["type"])
    if words is None:
        return unusable(str(fault["msg"]))
    bounds = {name: str(bound) for name, bound in fault.get("ctx", {}).items()}
    listed = {name: bound.replace(" or ", "、").replace(", ", "、") for name, bound in bounds.items()}
    return Term(words.zh.format(**listed), words.en.format(**bounds))


def unusable(told: str) -> Term:
    return Term(term("place_fault", "unusable").zh, told)


def place_of(location: tuple[Any, ...]) -> str:
    """Return where a fault is: the field of the body, the name of the query's parameter."""
    inner = location[2:] if location[0] == "body" else location[1:]
    return ".".join(map(str, inner)) or str(location[0])


def refusal(error: Exception, actor: Actor | None = None) -> HttpResponse | None:
    """Return an exception as a problem; None where nobody anticipated it."""
    kind = kind_of(error)
    if kind is None:
        return None
    if isinstance(error, FormRefused):
        return form_refused({place: unusable(told) for place, told in error.faults.items()})
    if isinstance(error, NotSeen):
        return not_seen(error.told)
    if isinstance(error, PasswordOwed):
        return of_kind(kind, "password_owed")
    if kind in OF_A_CALL:
        return of_kind(kind)
    return problem(kind.status, kind.code, what_and_remedy(error), in_chinese(error, actor))


def in_chinese(error: Exception, actor: Actor | None) -> tuple[str, str]:
    """Return what pages say of a refusal; who says it is set, for pages and API know nothing of each other."""
    said: tuple[str, str] = import_string(settings.SAYS_REFUSALS_IN_CHINESE)(error, actor)
    return said


def answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Answer any exception of a route; what nobody anticipated is raised again."""
    assert isinstance(error, Exception)
    if isinstance(error, NotNow):
        return not_now(error.panel)
    if isinstance(error, Unknown | AuthenticationError):
        return unknown()
    if isinstance(error, Malformed):
        return malformed(error)
    if isinstance(error, NoSuchCondition):
        return form_refused(dict.fromkeys(error.names, term("place_fault", "no_such_condition")))
    if isinstance(error, RequestDataTooBig):
        return of_a_call(413, "too_large")
    if isinstance(error, HttpError):
        return http_error(error)
    actor = getattr(request, "auth", None)
    told = refusal(error, actor if isinstance(actor, Actor) else None)
    if told is None:
        raise error
    return told


def http_error(error: HttpError) -> HttpResponse:
    """Return an error of the framework itself: a CSRF token that is missing, a body that is no JSON."""
    code = "csrf" if error.status_code == 403 else "malformed"
    return of_a_call(error.status_code, code)


def not_that_way(allowed: str) -> HttpResponse:
    """Return the refusal of a method that an address does not know."""
    response = of_a_call(405, "method", told=allowed)
    response["Allow"] = allowed
    return response


def install(api: NinjaAPI) -> None:
    """Let every exception of every route be answered here."""
    for classes in (Exception, HttpError, AuthenticationError, Malformed):
        api.add_exception_handler(classes, answer)
