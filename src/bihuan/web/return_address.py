"""Where somebody goes on once what stopped him is over: the page that he was at, as long as it is one of this house."""

from __future__ import annotations

import inspect
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from bihuan.web.requests import is_partial

READ_BY = "GET"


def way_back(request: HttpRequest) -> str:
    """Return the page that was asked for, or the page of the form that was sent; nothing where none can be opened."""
    own = "" if is_partial(request) else request.get_full_path()
    if request.method == READ_BY and own:
        return own
    return next((one for one in (page_of_the_form(request), own) if one and is_page(one)), "")


def page_of_the_form(request: HttpRequest) -> str:
    """Return the page from which something was sent, which a browser names to its own house only."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(told)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def is_page(address: str) -> bool:
    """True for an address that can be opened; some only take what a form sends (`require_POST`)."""
    try:
        view: Any = resolve(urlsplit(address).path).func
    except Resolver404:
        return False
    while view is not None:
        if READ_BY not in inspect.getclosurevars(view).nonlocals.get("request_method_list", (READ_BY,)):
            return False
        view = getattr(view, "__wrapped__", None)
    return True
