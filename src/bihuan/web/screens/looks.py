"""How lists look: columns and density, chosen in a form that works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.web.forms import Crumb
from bihuan.web.lists.finding_columns import COLUMNS, DEFAULT
from bihuan.web.lists.kept_views import COLUMNS as COLUMNS_ASKED
from bihuan.web.lists.kept_views import VIEW
from bihuan.web.look import BETWEEN, DENSITIES, Look, keep_look, look_of
from bihuan.web.requests import SignedRequest, is_partial

# list → the columns it can show, and those it shows where nobody chose
CHOICES: Mapping[str, tuple[frozenset[str], tuple[str, ...]]] = {"findings": (frozenset(COLUMNS), DEFAULT)}


@require_POST
def look(request: SignedRequest) -> HttpResponse:
    """Keep what was chosen, and go back to the list."""
    if "keys" in request.POST:
        return with_look(request, replace(look_of(request), has_keys=request.POST["keys"] == "on"))
    name = request.POST.get("list", "")
    if name not in CHOICES:
        raise Http404
    known, default = CHOICES[name]
    now = look_of(request)
    ticked = tuple(key for key in request.POST.getlist("column") if key in known)
    is_default = "reset" in request.POST or set(ticked) == set(default)
    columns = {**now.columns, name: () if is_default else ticked}
    density = request.POST.get("density", now.density)
    response = redirect(with_columns(back_to(request), ticked if not is_default else default))
    kept = replace(now, density=density if density in DENSITIES else now.density, columns=columns)
    keep_look(response, request, request.account, kept)
    return response


def with_look(request: SignedRequest, look: Look) -> HttpResponse:
    """Keep a look, and go back to the page the form was on."""
    response = redirect(back_to(request))
    keep_look(response, request, request.account, look)
    return response


@require_GET
def key_list(request: SignedRequest) -> HttpResponse:
    """List what single keys do; the script shows the list over the page it was asked for on."""
    if is_partial(request):
        return render(request, "web/_keys.html", {"next": request.headers.get("Referer", "")})
    return render(request, "web/keys.html", {"next": request.path, "crumbs": [Crumb(_("Keys"))]})


def with_columns(address: str, keys: tuple[str, ...]) -> str:
    """Return the address of a view with the columns just chosen, which else the view's own would hide."""
    path, _question, asked = address.partition("?")
    query = QueryDict(asked, mutable=True)
    if VIEW not in query and COLUMNS_ASKED not in query:
        return address
    query[COLUMNS_ASKED] = BETWEEN.join(keys)
    return f"{path}?{query.urlencode()}"


def back_to(request: SignedRequest) -> str:
    """Return the page the form was on; never an address of another house."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if is_ours else "/"
