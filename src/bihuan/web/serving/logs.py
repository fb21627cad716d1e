"""What the server says of itself: one JSON object a line on stderr, without anything that a person wrote or is called.

A request leaves: time, level, event, request id, method, route name, status, milliseconds, roles. Never a path, a
query, a form, a name or the text of an exception; of other libraries' records only who spoke, and where in the code.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from uuid_utils.compat import uuid7

from bihuan.domain.jurisdiction import Actor
from bihuan.web.serving.early import EarlyPage

HOUSE = "bihuan"
REQUEST_ID = "X-Request-ID"
DEEPEST = 12  # frames of a fault that are told
logger = logging.getLogger("bihuan.requests")


class JsonLines(logging.Formatter):
    """Writes a record as one line; only what the house itself has put under `fields` is told of its contents."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name.split(".")[0] == HOUSE:
            told |= {"event": record.msg, **getattr(record, "fields", {})}
        else:
            told |= {"event": record.name, "at": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[0] is not None:
            told |= fault_told(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def fault_told(error: BaseException | None) -> dict[str, Any]:
    """Return the kind of a fault and where it passed; its text may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__ if error else None)[-DEEPEST:]
    places = [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
    return {"fault": type(error).__name__, "way": places}


def tell(event: str, *, level: int = logging.INFO, **fields: Any) -> None:
    """Say one thing of the server; fields hold codes and figures only."""
    logger.log(level, event, extra={"fields": fields})


class RequestLogMiddleware:
    """Gives every request an id, tells how it ended and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = str(uuid7())
        request.META["bihuan.request_id"] = request_id
        started = time.perf_counter()
        response = self.get_response(request)
        response[REQUEST_ID] = request_id
        if isinstance(response, EarlyPage):
            response.streaming_content = told_after(iter(response), request, response, started)
        else:
            tell_of(request, response.status_code, started)
        return response


def told_after(pieces: Iterable[bytes], request: HttpRequest, page: EarlyPage, started: float) -> Iterator[bytes]:
    """Pass the pieces of a page on; what is told of it is how it ended, however much of it was taken."""
    try:
        yield from pieces
    finally:
        tell_of(request, page.ended, started)


def tell_of(request: HttpRequest, status: int, started: float) -> None:
    """Say how a request ended and how long it took."""
    match = request.resolver_match
    tell(
        "request",
        level=logging.ERROR if status == 500 else logging.INFO,
        request=request.META["bihuan.request_id"],
        method=request.method if str(request.method).isalpha() and len(str(request.method)) < 10 else "other",
        route=match.view_name if match else None,
        status=status,
        ms=round(1000 * (time.perf_counter() - started), 1),
        role=roles_of(request),
    )


def roles_of(request: HttpRequest) -> list[str]:
    """Return the roles somebody came with, by session or by token."""
    for name in ("actor", "auth"):
        actor = getattr(request, name, None)
        if isinstance(actor, Actor):
            return sorted(role.value for role in actor.roles)
    return []


def logging_settings(level: str) -> Mapping[str, Any]:
    """Return Django's LOGGING: everything to stderr as JSON lines, other libraries from warnings on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "bihuan.web.serving.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            HOUSE: {"level": level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # refusals are answers; the request's own line tells their status
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
