"""How lists look: columns and density, chosen in a form that works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from bihuan.web.finding_columns import COLUMNS, DEFAULT
from bihuan.web.look import DENSITIES, Look, keep_look, look_of
from bihuan.web.requests import SignedRequest

# list → the columns it can show, and those it shows where nobody chose
CHOICES: Mapping[str, tuple[frozenset[str], tuple[str, ...]]] = {"findings": (frozenset(COLUMNS), DEFAULT)}


@require_POST
def look(request: SignedRequest) -> HttpResponse:
    """Keep what was chosen, and go back to the list."""
    name = request.POST.get("list", "")
    if name not in CHOICES:
        raise Http404
    known, default = CHOICES[name]
    now = look_of(request)
    ticked = tuple(key for key in request.POST.getlist("column") if key in known)
    is_default = "reset" in request.POST or set(ticked) == set(default)
    columns = {**now.columns, name: () if is_default else ticked}
    density = request.POST.get("density", now.density)
    response = redirect(back_to(request))
    keep_look(response, request, request.account, Look(density if density in DENSITIES else now.density, columns))
    return response


def back_to(request: SignedRequest) -> str:
    """Return the page the form was on; never an address of another house."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if is_ours else "/"
