"""The way to the five lists in templates: {% five_lists inspection.id "tasks" %}."""

from __future__ import annotations

import uuid
from typing import Any

from django import template

from bihuan.rectification.lists import FIVE_LISTS

register = template.Library()


@register.inclusion_tag("web/_five_lists.html")
def five_lists(inspection_id: uuid.UUID, here: str = "") -> dict[str, Any]:
    """Show the five lists of a dossier as tabs; `here` is the one that is open."""
    return {"names": list(FIVE_LISTS), "inspection_id": inspection_id, "here": here}
