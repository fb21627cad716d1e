"""What is said when a request fails outside of every page: the store's refusals with their remedy, else a number."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse

from bihuan.api.problems import problem
from bihuan.api.problems import refusal as problem_of
from bihuan.web.refusals import Refusal, broken, refusal_of

API = "/api/"


def fault(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed: the store's own refusals with their remedy, every other fault with its number."""
    error = sys.exc_info()[1]
    request_id = request.META.get("bihuan.request_id", "")
    is_api = request.path.startswith(API)
    known = error if isinstance(error, Exception) else None
    if known is not None and is_api and (told := problem_of(known)):
        return told
    if known is not None and not is_api and (refusal := refusal_of(known)):
        return plain(refusal)
    if is_api:
        what = f"the server failed at this request ({request_id}); nothing was written"
        remedy = "repeat it; if it fails again, give that number to whoever runs the server"
        return problem(500, "fault", "The server failed", what, remedy)
    return plain(broken(request_id))


def plain(refusal: Refusal) -> HttpResponse:
    """Return a refusal as bare text: whatever failed may be what a page needs."""
    text = f"{refusal.title}\n\n{refusal.what}\n{refusal.remedy}\n"
    return HttpResponse(text, status=refusal.status, content_type="text/plain; charset=utf-8")
