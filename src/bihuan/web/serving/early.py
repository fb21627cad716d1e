"""Pages in two pieces: the top is sent at once, so that a browser shows bar, menu and title while the rest is reckoned.

The status is out with the top. A screen therefore asks first whatever may say no (the door, whether there is such a
thing) and only then for an early page; a fault in the rest is told inside the page, and logged as the fault it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from gzip import GzipFile
from typing import Any, cast

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware as DjangosGZip
from django.middleware.gzip import re_accepts_gzip
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.text import StreamingBuffer

from bihuan.web.moment import one_moment, this_moment
from bihuan.web.reader import reader, reads_for

Context = Mapping[str, Any]
TOP, REST = {"piece": "top"}, {"piece": "rest"}  # what base.html leaves out the other of
OK = 200


class EarlyPage(StreamingHttpResponse):
    """A page whose top is there and whose rest is drawn when the top has been sent."""

    def __init__(self, request: HttpRequest, top: str, draw: Callable[[], str]) -> None:
        self.top, self.draw, self.ended = top, draw, OK
        # the request's own language, reader and moment have been put away when the rest is drawn
        self.language, self.reader, self.moment = translation.get_language(), reader(), this_moment()
        super().__init__(self.pieces(request))
        self["X-Accel-Buffering"] = "no"  # else a proxy waits for the whole page

    def pieces(self, request: HttpRequest) -> Iterator[str]:
        """Yield the top, then the rest, or in its place what is said of a fault."""
        yield self.top
        with translation.override(self.language), reads_for(self.reader), one_moment(self.moment):
            drawn = cast("HttpResponse", convert_exception_to_response(lambda _: HttpResponse(self.draw()))(request))
            rest, self.ended = drawn.content.decode(), drawn.status_code
            if self.ended != OK:
                rest = render_to_string("web/refusals/in_a_page.html", {"told": rest, **REST}, request)
        yield rest

    @cached_property
    def content(self) -> bytes:  # type: ignore[override]
        """Return the whole page at once, for who does not take it in pieces; a fault in it is raised."""
        with translation.override(self.language), reads_for(self.reader), one_moment(self.moment):
            return (self.top + self.draw()).encode()


def early(request: HttpRequest, template: str, known: Context, gather: Callable[[], Context]) -> HttpResponseBase:
    """Show a page of which the top needs `known` alone; `gather` is asked for what the rest shows, too."""
    if request.method != "GET":
        return render(request, template, {**known, **gather()})
    top = render_to_string(template, {**known, **TOP}, request)
    return EarlyPage(request, top, lambda: render_to_string(template, {**known, **gather(), **REST}, request))


class GZipMiddleware(DjangosGZip):
    """Django's, but what comes in pieces is packed so that each can be unpacked as it comes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not isinstance(response, EarlyPage):
            packed: HttpResponseBase = super().process_response(request, response)
            return packed
        patch_vary_headers(response, ("Accept-Encoding",))
        if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            response.streaming_content = in_packed_pieces(iter(response), self.max_random_bytes)
            response["Content-Encoding"] = "gzip"
        return response


def in_packed_pieces(pieces: Iterable[bytes], most_random: int) -> Iterator[bytes]:
    """Pack pieces; a file name of random length, as Django's, keeps their packed length from telling of secrets."""
    buffer = StreamingBuffer()
    name = "a" * secrets.randbelow(most_random)
    with GzipFile(filename=name, mode="wb", compresslevel=6, fileobj=buffer, mtime=0) as packing:
        for piece in pieces:
            packing.write(piece)
            packing.flush()
            yield buffer.read()
    yield buffer.read()
