"""The user guide inside the product: readable by everybody, before signing in too."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from bihuan.web.forms import Crumb
from bihuan.web.guides import CONTENTS, guide, picture
from bihuan.web.words import is_chinese

A_DAY = 24 * 3600


@require_GET
def help_contents(request: HttpRequest) -> HttpResponse:
    """Show what the guide holds."""
    return page(request, CONTENTS)


@require_GET
def help_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page of the guide in the reader's language."""
    return page(request, name)


def page(request: HttpRequest, name: str) -> HttpResponse:
    shown = guide(name, "zh" if is_chinese() else "en")
    if shown is None:
        raise Http404
    at_contents = name == CONTENTS
    crumbs = [Crumb(_("Help"))] if at_contents else [Crumb(_("Help"), reverse("help_contents")), Crumb(shown.title)]
    layout = "web/base.html" if getattr(request, "actor", None) else "web/bare.html"
    return render(request, "web/guide.html", {"guide": shown, "crumbs": crumbs, "layout": layout})


@require_GET
@cache_control(max_age=A_DAY)
def help_picture(_request: HttpRequest, language: str, name: str) -> HttpResponseBase:
    """Hand out a picture of the guide."""
    file = picture(language, name)
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")
