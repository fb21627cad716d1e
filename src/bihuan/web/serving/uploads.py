"""What comes in with a request: measured while it streams, refused before a deed can see it, never half kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware as DjangosSessions
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.models import Account
from bihuan.ledger.store import FOLDER, StoreFull, fault_of, folder_watched
from bihuan.web.refusals import Refusal, answer, refusal_of

IN_SEVERAL_GOES = gettext_lazy("Send several files in several goes; split a large one, or take the pictures out of it.")
FORM_ROOM = 2 * 1024 * 1024  # what a form may hold beside its files


class UploadTooLarge(SuspiciousOperation):
    """More than the limit has come in; the rest is not read."""


class QuotaHandler(FileUploadHandler):
    """Counts the bytes of all files of a request as they come, and stops at the limit."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > settings.UPLOAD_LIMIT:
            raise UploadTooLarge
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class UploadMiddleware:
    """Reads a form before anything asks for it, so that what is wrong with it is one answer and no error."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" or request.content_type != "multipart/form-data":
            return None
        if not isinstance(request.user, Account) and length_of(request) > FORM_ROOM:
            return answer(request, too_large())  # nobody is signed in: nothing large is read
        try:
            with folder_watched(FOLDER):
                request.POST  # noqa: B018 (reads it)
        except (UploadTooLarge, RequestDataTooBig, TooManyFieldsSent):
            return answer(request, too_large())
        except TooManyFilesSent:
            return answer(request, too_many())
        except (UnreadablePostError, MultiPartParserError):
            return answer(request, cut_off())
        except StoreFull as full:
            refusal = refusal_of(full)
            assert refusal is not None
            return answer(request, refusal)
        return None


class SessionMiddleware(DjangosSessions):
    """Django's, but a page that could be read is shown even where the session cannot be kept."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (DatabaseError, OSError) as error:
            if fault_of(error) is None:
                raise
            return response


def length_of(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0


def too_large() -> Refusal:
    """Return the refusal of a request that is larger than is taken."""
    most = settings.UPLOAD_LIMIT // 2**20
    return Refusal(
        413,
        _("Too large"),
        _("What was sent is larger than %(most)s MB. Nothing was kept.") % {"most": most},
        str(IN_SEVERAL_GOES),
    )


def said_before_sending() -> str:
    """Return what a script says of files that the server would not take, before they are sent."""
    most = settings.UPLOAD_LIMIT // 2**20
    return _("More than %(most)s MB cannot be sent at once.") % {"most": most} + f" {IN_SEVERAL_GOES}"


def too_many() -> Refusal:
    """Return the refusal of a request with more files than are taken at once."""
    most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
    return Refusal(
        413,
        _("Too many"),
        _("More than %(most)s files were sent at once. Nothing was kept.") % {"most": most},
        _("Send them in several goes."),
    )


def cut_off() -> Refusal:
    """Return the refusal of a form that ended before its end."""
    return Refusal(
        400,
        _("Cut off"),
        _("What was sent ended before its end. Nothing was kept."),
        _("Choose the file again and send it once more."),
    )
