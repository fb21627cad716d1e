"""What every template knows of the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from bihuan.domain.jurisdiction import Actor
from bihuan.web import clock
from bihuan.web.help import help_address
from bihuan.web.look import look_of
from bihuan.web.menu import menu_for
from bihuan.web.naming import entries_noted, is_noted_as_named
from bihuan.web.permissions import may_open
from bihuan.web.printing import prints_all
from bihuan.web.reminding.number import number_of
from bihuan.web.serving.middleware import touch_seconds
from bihuan.web.serving.uploads import said_before_sending


def house(request: HttpRequest) -> dict[str, Any]:
    """Return the product, the actor and the menu, for every template."""
    actor = getattr(request, "actor", None)
    return {
        "product": gettext("Bihuan"),
        "demo": settings.DEMO,
        "actor": actor,
        "roles": sorted(actor.roles) if actor else [],
        "menu": list(menu_for(actor, request.path, is_named=is_noted_as_named(request), own=entries_noted(request))),
        "look": look_of(request),
        "may_search": may_open("search", actor),
        "help_url": help_address(request),
        "reminded": reminded(actor),
        "is_chinese": is_chinese(),
        "today": clock.today(),
        "prints_all": prints_all(request.GET),
        "alive_every": round(touch_seconds() * 1000),
        "upload_most": settings.UPLOAD_LIMIT,
        "upload_too_much": said_before_sending(),
    }


def reminded(actor: Actor | None) -> Any:
    """Return how much is overdue and due soon, asked for where a page shows it; nothing for who has no dossiers."""
    if actor is None or not may_open("reminders", actor):
        return None
    return SimpleLazyObject(lambda: number_of(actor))


def is_chinese() -> bool:
    """True when the page is shown in Chinese."""
    return (get_language() or "zh").startswith("zh")
