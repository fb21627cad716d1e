"""How lists look: columns and density, chosen in a form that works without JavaScript."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.web.forms import Crumb
from bihuan.web.lists.kept_views import COLUMNS, VIEW
from bihuan.web.lists.with_views import LISTS
from bihuan.web.look import BETWEEN, DENSITIES, Look, keep_look, look_of
from bihuan.web.requests import SignedRequest, is_partial


@require_POST
def look(request: SignedRequest) -> HttpResponse:
    """Keep what was chosen, and go back to the list."""
    if "keys" in request.POST:
        return with_look(request, replace(look_of(request), has_keys=request.POST["keys"] == "on"))
    now = look_of(request)
    density = request.POST.get("density", now.density)
    chosen = replace(now, density=density if density in DENSITIES else now.density)
    name = request.POST.get("list", "")
    return with_columns(request, chosen, name) if name else with_look(request, chosen)


def with_columns(request: SignedRequest, look: Look, name: str) -> HttpResponse:
    """Keep a look with the columns chosen for a list, and go back to the list."""
    grid = LISTS[name].grid if name in LISTS else None
    if grid is None:
        raise Http404
    ticked = tuple(key for key in request.POST.getlist("column") if key in grid.by_key)
    is_default = "reset" in request.POST or {*ticked, grid.fixed} == set(grid.default)
    columns = {**look.columns, name: () if is_default else ticked}
    response = redirect(showing(back_to(request), grid.default if is_default else ticked))
    keep_look(response, request, request.account, replace(look, columns=columns))
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
        return render(request, "web/_keys_over.html", {"next": request.headers.get("Referer", "")})
    return render(request, "web/keys.html", {"next": request.path, "crumbs": [Crumb(_("Keys"))]})


def showing(address: str, keys: tuple[str, ...]) -> str:
    """Return the address of a view with the columns just chosen, which else the view's own would hide."""
    path, _question, asked = address.partition("?")
    query = QueryDict(asked, mutable=True)
    if VIEW not in query and COLUMNS not in query:
        return address
    query[COLUMNS] = BETWEEN.join(keys)
    return f"{path}?{query.urlencode()}"


def back_to(request: SignedRequest) -> str:
    """Return the page the form was on; never an address of another house."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if is_ours else "/"
