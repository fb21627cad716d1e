"""What is said when a request fails outside of every page: the store's refusals with their remedy, else a number."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse

from bihuan.web.refusals import Refusal, broken, refusal_of

API = "/api/"


def fault(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed: the store's own refusals with their remedy, every other fault with its number."""
    error = sys.exc_info()[1]
    request_id = request.META.get("bihuan.request_id", "")
    known = error if isinstance(error, Exception) else None
    if request.path.startswith(API):
        return fault_of_the_api(known, request_id)
    refusal = refusal_of(known) if known is not None else None
    return plain(refusal or broken(request_id))


def fault_of_the_api(known: Exception | None, request_id: str) -> HttpResponse:
    from bihuan.api.problems import of_a_call, refusal  # the API is loaded when it is asked for

    told = refusal(known) if known is not None else None
    return told or of_a_call(500, "fault", told=request_id)


def plain(refusal: Refusal) -> HttpResponse:
    """Return a refusal as bare text: whatever failed may be what a page needs."""
    text = f"{refusal.title}\n\n{refusal.what}\n{refusal.remedy}\n"
    return HttpResponse(text, status=refusal.status, content_type="text/plain; charset=utf-8")
