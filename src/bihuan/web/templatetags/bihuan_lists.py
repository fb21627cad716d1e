"""The way to the five lists in templates: {% five_lists inspection.id "tasks" %}."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.template import Context

from bihuan.rectification.lists import FIVE_LISTS
from bihuan.web.sheets.of_the_house import SHEETS

register = template.Library()


@register.inclusion_tag("web/_five_lists.html")
def five_lists(inspection_id: uuid.UUID, here: str = "") -> dict[str, Any]:
    """Show the five lists of a dossier as tabs; `here` is the one that is open."""
    return {"names": list(FIVE_LISTS), "inspection_id": inspection_id, "here": here}


@register.simple_tag(takes_context=True)
def sheet_is_open(context: Context, name: str) -> bool:
    """True where the reader may change anything of a list by sending its workbook back."""
    sheet = SHEETS.get(name)
    return sheet is not None and sheet.is_open_to(context["actor"])
